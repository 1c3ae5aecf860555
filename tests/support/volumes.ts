import { execFileSync } from 'node:child_process'
import process from 'node:process'

/** Said when a test of a full or read-only disk is left out. */
export const mountsNeeded = 'needs Linux and the right to mount a small volume (root)'

/** Whether this machine lets tests mount volumes; as root, permission bits alone refuse nothing. */
export const mayMount = process.platform === 'linux' && tryMount()

/** A volume of its own with so much room at an empty folder, until `unmountVolume`. */
export function mountVolume(folder: string, bytes: number): void {
  mount(folder, `size=${bytes}`)
}

export function unmountVolume(folder: string): void {
  system('umount', '--lazy', folder)
}

/** Makes a volume read-only, as a locked memory card is. */
export function makeReadOnly(volume: string): void {
  system('mount', '-o', 'remount,ro', volume)
}

function mount(folder: string, options: string): void {
  system('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder)
}

function tryMount(): boolean {
  if (process.getuid?.() !== 0) return false
  try {
    mount('/mnt', 'size=64k')
    system('umount', '/mnt')
    return true
  } catch {
    return false
  }
}

function system(command: string, ...words: string[]): void {
  execFileSync(command, words, { stdio: 'pipe' })
}
