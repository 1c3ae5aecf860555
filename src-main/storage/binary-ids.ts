/** Ids are hex text everywhere but in the tables, where 32 bytes instead of 64 keep the indexes half as large. */
export function blobOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}

/** Lower-case hex of a BLOB column. */
export function hexOf(blob: Uint8Array): string {
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString('hex')
}
