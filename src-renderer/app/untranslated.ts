/** A translator that does it again each time is not fought for ever. */
const roundsAtMost = 50

/**
 * Puts back what a browser's page translation, or an extension, does to the texts of the window. The page says that it must not be
 * translated; where that is ignored, texts are replaced by elements that the program does not know: the next change of the text would
 * then break the page, or would not be seen, and an old figure would go on standing there.
 */
export function keepUntranslated(place: Element): void {
  let rounds = 0
  const observer = new MutationObserver((records) => {
    const restored = records.reduce((sum, record) => sum + putBack(records, record), 0)
    if (restored === 0) return
    // What was just put back is no change of theirs.
    observer.takeRecords()
    rounds += 1
    if (rounds >= roundsAtMost) observer.disconnect()
  })
  observer.observe(place, { childList: true, subtree: true })
}

/** Gives how many texts were put back. */
function putBack(records: readonly MutationRecord[], { target, addedNodes }: MutationRecord): number {
  let restored = 0
  for (const foreign of addedNodes) {
    if (!(foreign instanceof HTMLElement) || foreign.tagName !== 'FONT' || foreign.parentNode !== target)
      continue
    const text = records
      .filter((record) => record.target === target)
      .flatMap(({ removedNodes }) => [...removedNodes])
      .find((node) => node instanceof Text && node.parentNode === null)
    if (text === undefined) continue
    foreign.replaceWith(text)
    restored += 1
  }
  return restored
}
