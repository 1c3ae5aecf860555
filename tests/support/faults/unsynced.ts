import path from 'node:path'
import { beginMark, endMark } from './marks.ts'

/**
 * Finds in a trace what a power cut could take although it was acknowledged. A file is safe when it was fsynced after its last write,
 * a name when its folder was fsynced after the rename; both before anybody is told, and the file before it gets its name.
 */
export function findUnsynced(trace: string, folder: string): { acknowledged: number; found: string[] } {
  /** Files written to, and folders with new names, since they were last brought to the disk. */
  const files = new Set<string>()
  const names = new Map<string, string>()
  /** Files under their final name: from then on they are whole. */
  const finished = new Set<string>()
  const found: string[] = []
  let acknowledged = 0
  let inside = false
  for (const line of joinedLines(trace)) {
    const call = /^(\w+)\((.*)/.exec(line)
    if (call === null) continue
    const [, name = '', rest = ''] = call
    if (line.includes(beginMark)) inside = true
    if (line.includes(endMark)) inside = false
    if (!inside) continue
    const target = /^\d+<([^>]*)>/.exec(rest)?.[1] ?? ''
    if (name.startsWith('rename')) {
      const [from = '', to = ''] = [...rest.matchAll(/"([^"]*)"/g)].map(([, each]) => each)
      if (files.delete(from)) found.push(`${from} got its name before it was on the disk`)
      if (isExpendable(to)) continue
      names.set(path.dirname(to), to)
      finished.add(to)
    } else if (name.startsWith('unlink')) {
      files.delete(/"([^"]*)"/.exec(rest)?.[1] ?? '')
    } else if (name === 'fsync' || name === 'fdatasync') {
      files.delete(target)
      names.delete(target)
    } else if (rest.startsWith('1<')) {
      acknowledged++
      for (const file of files) found.push(`${file} was not on the disk when somebody was told`)
      for (const each of names.values())
        found.push(`the name ${each} was not on the disk when somebody was told`)
    } else if (target.startsWith(folder) && !isExpendable(target)) {
      if (finished.has(target)) found.push(`${target} was written to under its final name`)
      files.add(target)
    }
  }
  return { acknowledged, found: [...new Set(found)] }
}

/**
 * Logs, the lock, the index of the log that SQLite makes again; and beside the key the note of the last heads, which only warns, and the
 * reserve, whose bytes are never read.
 */
function isExpendable(file: string): boolean {
  return (
    /\/keys\/[^/]+\/(?:reserve|last\.json(?:\.unfinished)?)$/.test(file) ||
    file.includes('/logs/') ||
    file.endsWith('-shm') ||
    file.includes('/lock.db') ||
    file.endsWith('.probe')
  )
}

/** A call that another thread interrupted stands in two lines: its end counts, with its beginning in front. */
function joinedLines(trace: string): readonly string[] {
  const unfinished = new Map<string, string>()
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const begins = / <unfinished \.\.\.>$/.exec(text)
    if (begins !== null) {
      unfinished.set(thread, text.slice(0, begins.index))
      return []
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(text)
    return [resumed === null ? text : (unfinished.get(thread) ?? '') + text.slice(resumed[0].length)]
  })
}
