/**
 * `npm run lint`: the rules of the code, part by part. One program over everything at once needs more memory than Node gives
 * itself; a part at a time is as fast.
 */
import { runQuietly } from './foreground.ts'
import { launcherArguments } from './project.ts'

const apart = ['src-renderer', 'tests']
const parts: readonly (readonly string[])[] = [
  ['.', ...apart.flatMap((part) => ['--ignore-pattern', `${part}/`])],
  ...apart.map((part) => [part]),
]

for (const part of parts) {
  const { exitCode, output } = await runQuietly(process.execPath, launcherArguments(['eslint', ...part]))
  if (exitCode === 0) continue
  console.log(output.trim())
  process.exitCode = 1
}
