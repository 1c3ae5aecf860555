import { spawn } from 'node:child_process'

type Surroundings = Readonly<{
  platform: NodeJS.Platform
  environment: Readonly<Record<string, string | undefined>>
}>

/** Whether there is a screen on which a browser could open. */
export function hasDisplay({ platform, environment }: Surroundings): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
}

/** The system's own way to open an address. */
export function browserCommand(platform: NodeJS.Platform, address: string): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return [platform === 'darwin' ? 'open' : 'xdg-open', address]
}

/** Opens the address in the user's browser. Without one nothing happens: the address was printed as well. */
export function openBrowser(platform: NodeJS.Platform, address: string): void {
  const [command, ...args] = browserCommand(platform, address)
  const child = spawn(command, args, { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}
