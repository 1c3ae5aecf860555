/** Lets the browser save what stands behind an address under this name. */
export function saveFrom(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

/** Lets the browser save bytes under this name. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  saveFrom(address, name)
  // The browser reads it after the click has returned.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 60_000)
}
