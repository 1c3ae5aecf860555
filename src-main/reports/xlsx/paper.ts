/** A4 by its number in the file format: the library's list of papers exists only as a type. */
export const a4: Readonly<{ paperSize: number }> = { paperSize: 9 }
