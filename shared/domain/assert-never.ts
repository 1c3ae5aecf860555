/** The end of a switch over a closed union: the compiler proves that it is never reached. */
export function assertNever(value: never): never {
  throw new TypeError(`no case for ${JSON.stringify(value)}`)
}
