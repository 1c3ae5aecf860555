import { create } from 'zustand'
import type { Ticket } from '../../shared/contract/frames.ts'

/** What was put into the window's letter-box and waits for the page that opens it. */
type LetterBox = {
  readonly given: { readonly files: readonly File[]; readonly isFolder: boolean } | null
  /** A filled criteria template that waits for the page of the criteria sets. */
  readonly template: Ticket | null
}

export const useLetterBox = create<LetterBox>(() => ({ given: null, template: null }))

/** Puts files in; whoever shows the letter-box takes them out. */
export function putIntoLetterBox(files: readonly File[], isFolder: boolean): void {
  useLetterBox.setState({ given: { files, isFolder } })
}

/** Takes what waits, once. */
export function takeFromLetterBox(): LetterBox['given'] {
  const { given } = useLetterBox.getState()
  useLetterBox.setState({ given: null })
  return given
}

export function leaveTemplate(ticket: Ticket): void {
  useLetterBox.setState({ template: ticket })
}

export function takeTemplate(): Ticket | null {
  const { template } = useLetterBox.getState()
  useLetterBox.setState({ template: null })
  return template
}
