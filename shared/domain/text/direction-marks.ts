/** Marks that turn the direction of writing: invisible, and able to make a name or an address read as another one. */
const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * Values as they may be shown: without direction marks in any of their texts. Own doors refuse them, but entries of others are stored as
 * they came. Every answer, error and step of the program passes here once, whatever window or command line reads it, and everything
 * that goes onto paper or into a workbook.
 */
export function withoutDirectionMarks<Value>(value: Value): Value {
  return cleaned(value) as Value
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string')
    return value.search(directionMarks) < 0 ? value : value.replace(directionMarks, '')
  if (Array.isArray(value)) return cleanedList(value as readonly unknown[])
  return isPlain(value) ? cleanedParts(value) : value
}

/** The same list where nothing has to be taken off, which is nearly always. */
function cleanedList(list: readonly unknown[]): readonly unknown[] {
  const found = list.map(cleaned)
  return found.every((item, index) => item === list[index]) ? list : found
}

function cleanedParts(parts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let changed: Record<string, unknown> | null = null
  for (const [name, part] of Object.entries(parts)) {
    const clean = cleaned(part)
    if (clean !== part) (changed ??= { ...parts })[name] = clean
  }
  return changed ?? parts
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
