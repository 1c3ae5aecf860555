/**
 * Names of files as people give them and as they are offered again. They never name a place: our own files are named by us.
 */

const mostLetters = 150
/** Most systems allow 255 bytes; what saves a file may add an ending of its own while it writes. */
const mostBytes = 240
/** A word is kept whole unless that would take away more than this. */
const longestWord = 40

/** Control characters, and what cannot be seen: marks that turn the direction ("anh‮fdp.exe" reads "anhexe.pdf"), zero-width blanks. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}]/gu
/** Names of devices on Windows, with whatever ending. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))/iu

/** Endings of the kinds of content that are kept; the first is given where a name has none of them. */
const endingsOfType: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/png': ['.png', '.apng'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'image/bmp': ['.bmp', '.dib'],
  'image/tiff': ['.tif', '.tiff'],
  'image/heic': ['.heic', '.heif', '.hif'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx', '.dotx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx', '.xltx'],
  'application/msword': ['.doc', '.dot'],
  'application/vnd.ms-excel': ['.xls', '.xlt'],
  'application/encrypted': ['.docx', '.xlsx'],
  'audio/mpeg': ['.mp3'],
  'video/mp4': ['.mp4', '.m4v', '.m4a'],
}

/**
 * The last part of a path or of a name that somebody gave a file, fit to be shown and to be offered when saving on any system:
 * without unseen and forbidden signs, never the name of a device, cut between words, with its ending.
 */
export function plainFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const name = withoutEnds(
    last
      .normalize('NFC')
      .replace(unseen, '')
      .replace(/[<>:"|?*]/g, '_'),
  )
  const short = shorten(name.replace(reserved, '$&_'))
  return short === '' ? 'tep' : short
}

/**
 * The same for a file whose content is known: the ending follows the content, so that "run.bat" with a PDF in it becomes
 * "run.bat.pdf" and is never run. What this program does not know ends in ".bin".
 */
export function fileNameOfType(given: string, type: string): string {
  const endings = endingsOfType[type] ?? ['.bin']
  const name = plainFileName(given)
  if (endings.some((ending) => name.toLowerCase().endsWith(ending))) return name
  return shorten(`${name}${endings[0] ?? ''}`)
}

/** A name without its ending: what a document is called until somebody gives it a title. */
export function stemOfFileName(name: string): string {
  const ending = endingOf(name)
  return name.slice(0, name.length - ending.length).trim()
}

/** Windows drops blanks and dots at the end of a name, whatever comes before. */
function withoutEnds(name: string): string {
  return name.replace(/^\s+|[\s.]+$/gu, '')
}

/** From the last dot, if it is an ending: short and without blanks. */
function endingOf(name: string): string {
  return /(?<=[^.])\.[^\s.]{1,20}$/u.exec(name)?.[0] ?? ''
}

function shorten(name: string): string {
  if (fits(name)) return name
  const ending = endingOf(name)
  const letters = [...name.slice(0, name.length - ending.length)].slice(0, mostLetters - ending.length)
  while (!fits(`${letters.join('')}${ending}`)) letters.pop()
  const cut = letters.join('')
  const lastWord = /[\s_,;.-]+[^\s_,;.-]*$/u.exec(cut)
  const atWord =
    lastWord !== null && cut.length - lastWord.index <= longestWord ? cut.slice(0, lastWord.index) : cut
  return `${withoutEnds(atWord)}${ending}`
}

function fits(name: string): boolean {
  return [...name].length <= mostLetters && Buffer.byteLength(name) <= mostBytes
}
