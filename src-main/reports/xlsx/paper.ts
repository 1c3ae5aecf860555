import type ExcelJS from 'exceljs'

type PageSetup = Partial<ExcelJS.PageSetup>

/** A page set-up on A4, by the paper's number in the file format: the library's list of papers exists only as a type. */
export function onA4(setup: Omit<PageSetup, 'paperSize'>): PageSetup {
  return Object.assign<PageSetup, { paperSize: number }>({ ...setup }, { paperSize: 9 })
}
