import type { Day } from '../../../shared/domain/ids.ts'

/**
 * An official paper as plain data: what stands on it, in the parts that Decree 30/2020/NĐ-CP names. How it looks is the
 * business of `draw-paper.ts`.
 */
export type Paper = {
  readonly issuer: {
    /** Name of the body above the issuer, in capitals; null where the issuer has none on paper. */
    readonly above: string | null
    /** Lines of the issuer's name, in capitals. */
    readonly name: readonly string[]
  }
  /** "12/KH-UBND"; empty: the paper has no number. */
  readonly number: string
  /** Where it was written, for the line with the date. */
  readonly place: string
  readonly day: Day
  /** "KẾ HOẠCH"; null: an official letter, which names its subject below the number. */
  readonly kind: string | null
  /** Trích yếu. */
  readonly title: string
  /** Kính gửi. */
  readonly to: readonly string[]
  /** Căn cứ, without the semicolons at the ends. */
  readonly grounds: readonly string[]
  readonly body: readonly Block[]
  /** Nơi nhận. */
  readonly recipients: readonly string[]
  /** From left to right. */
  readonly signatures: readonly Signature[]
  /** After the signatures; usually begins with a `page`. */
  readonly appendix: readonly Block[]
  /** Stands small at the foot of every page. */
  readonly footnote: string
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** A line of its own in bold: "Điều 1. …", "I. …". */
  | { readonly kind: 'heading'; readonly text: string; readonly centred: boolean }
  | {
      readonly kind: 'table'
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly string[])[]
    }
  /** Begins a new page, which can be asked for by this name afterwards. */
  | { readonly kind: 'page'; readonly mark: string }

export type Column = {
  readonly title: string
  /** Share of the width; the shares of a table are added up. */
  readonly share: number
  readonly align: 'left' | 'center'
}

export type Signature = {
  /** "TM. ỦY BAN NHÂN DÂN"; empty where the signer signs for himself. */
  readonly authority: string
  /** "CHỦ TỊCH". */
  readonly position: string
  readonly name: string
  /** An office signs with its seal, a person without. */
  readonly sealed: boolean
}

/** A finished paper. */
export type DrawnPaper = {
  readonly bytes: Uint8Array
  readonly pages: number
  /** Page number of each `page` block, from 1. */
  readonly marks: Readonly<Record<string, number>>
}
