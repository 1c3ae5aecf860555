import type { Day } from './ids.ts'
import { formatDocumentDate } from './text/vietnamese.ts'

/**
 * What the head and the foot of an office's paper take from the office's name (Decree 30/2020/NĐ-CP, annex I): whether a People's
 * Committee issues and signs it, and where it is written. Every paper asks here, whatever draws it.
 */

const administrative = /^(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?=\s)/iu

/** "Huyện Yên Thế" has a People's Committee; "Sở Nội vụ" or "Ban Quản lý Khu kinh tế" has none. */
export function hasPeoplesCommittee(unitName: string): boolean {
  return administrative.test(unitName.trim())
}

/** The issuer's lines, in capitals: the committee and its unit, or the office by its own name. */
export function issuerLines(unitName: string, committee: string): readonly string[] {
  const name = unitName.toLocaleUpperCase('vi')
  return hasPeoplesCommittee(unitName) ? [committee, name] : [name]
}

/**
 * "Huyện Yên Thế" writes from Yên Thế; "Phường 1" and cities keep their full name. Where another kind of office lies its name does not
 * say: dots, to be filled in by hand.
 */
export function placeOf(unitName: string): string {
  if (!hasPeoplesCommittee(unitName)) return '…………'
  const name = unitName.replace(/^(?:tỉnh|huyện|thị xã|xã|phường|thị trấn|đặc khu)\s+/iu, '')
  return /\d/.test(name) ? unitName : name
}

/** The day as a paper of the office writes it: "ngày 05 tháng 3 năm 2024". */
export function documentDay(language: 'vi' | 'en', day: Day): string {
  if (language === 'vi') return formatDocumentDate(day)
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}
