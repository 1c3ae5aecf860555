/**
 * A result for a person's eyes: a line for each value, lists and parts indented. Flat objects of a list stand on one line.
 */
export function readable(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${itemText(item, indent)}`).join('\n')
  if (!isObject(value)) return `${indent}${plain(value)}`
  return Object.entries(value)
    .map(([key, inner]) =>
      isPlain(inner) || isEmpty(inner)
        ? `${indent}${key}: ${plain(inner)}`
        : `${indent}${key}:\n${readable(inner, `${indent}  `)}`,
    )
    .join('\n')
}

function itemText(item: unknown, indent: string): string {
  if (isPlain(item)) return plain(item)
  const flat = isObject(item) && Object.values(item).every(isPlain)
  return flat
    ? Object.entries(item)
        .map(([key, value]) => `${key} ${plain(value)}`)
        .join(' · ')
    : readable(item, `${indent}  `).trimStart()
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined || isEmpty(value) ? '–' : JSON.stringify(value)
}
