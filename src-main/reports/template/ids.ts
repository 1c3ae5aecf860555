import { searchKey } from '../../../shared/domain/text/vietnamese.ts'

/** Gives out ids: those that stand in "Mã cố định", and new ones made from a code or a name. */
export class IdGiver {
  readonly #taken: Set<string>
  readonly #longest: number
  readonly #signs: RegExp

  /** @param signs what an id may not contain, as a global expression */
  constructor(taken: readonly (string | null)[], longest: number, signs: RegExp) {
    this.#taken = new Set(taken.filter((id) => id !== null))
    this.#longest = longest
    this.#signs = signs
  }

  /** An id that nobody has yet, readable where possible: "1.1" from "1.1", "phong-noi-vu" from "Phòng Nội vụ". */
  make(from: string): string {
    const plain = searchKey(from)
      .replace(this.#signs, '-')
      .replace(/-+/g, '-')
      .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    const stem = plain.slice(0, this.#longest) || 'x'
    let id = stem
    for (let count = 2; this.#taken.has(id); count++) {
      const tail = `-${count}`
      id = stem.slice(0, this.#longest - tail.length) + tail
    }
    this.#taken.add(id)
    return id
  }
}

export const codeSigns = /[^a-z0-9.-]/g
export const nameSigns = /[^a-z0-9-]/g
