const longest = 200
/** Control characters, and marks that turn the direction of writing: "anh‮fdp.exe" would read as "anhexe.pdf". */
const unseen = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/**
 * The last part of a path or of a name that somebody gave a file, fit to be shown and to be offered when saving.
 * It never names a place: our own files are named by us.
 */
export function plainFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const name = last
    .normalize('NFC')
    .replace(unseen, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
  const short = shorten(name)
  return short === '' || /^\.+$/.test(short) ? 'tep' : short
}

function shorten(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  const dot = letters.lastIndexOf('.')
  const ending = dot > letters.length - 12 ? letters.slice(dot) : []
  return [...letters.slice(0, longest - ending.length), ...ending].join('')
}
