import { z } from 'zod'
import type { Level } from './journal/facts.ts'

/**
 * Where a decision about a sheet has to go after it was made. Nothing travels by itself: until a bundle holds the decision and its
 * addressee has confirmed it, whoever made it must not believe that it has arrived.
 */

/** What one level decides about a sheet. */
const decisionKinds = ['submit', 'withdraw', 'propose', 'accept', 'return', 'verify', 'recognise'] as const
export const DecisionKind = z.enum(decisionKinds)
export type DecisionKind = z.infer<typeof DecisionKind>

/**
 * What a sheet's way is about: an own decision, or one from above (`relay`) that whoever stands between carries on to the commune.
 */
export const SentKind = z.enum([...decisionKinds, 'relay'])
export type SentKind = z.infer<typeof SentKind>

/** Which level takes which step in a cycle; null: nobody does. */
export type StepLevels = Readonly<
  Record<'appraise' | 'verify', Level | null> & { readonly recognise: Level | null }
>

const rank: Readonly<Record<Level, number>> = { commune: 0, district: 1, province: 2 }

/**
 * Whether a decision made by a unit of this level goes to the unit above, to the one below on the way to the commune, or nowhere: a
 * proposal waits in the office itself, and what was entered for a commune by the level that appraises it has arrived already.
 */
export function directionOf(kind: DecisionKind, own: Level, levels: StepLevels): 'up' | 'down' | null {
  const isBelow = (level: Level | null): boolean => level !== null && rank[own] < rank[level]
  switch (kind) {
    case 'propose':
      return null
    case 'submit':
    case 'withdraw':
      return isBelow(levels.appraise ?? levels.verify ?? levels.recognise) ? 'up' : null
    case 'accept':
      return isBelow(levels.verify ?? levels.recognise) ? 'up' : 'down'
    case 'return':
    case 'verify':
    case 'recognise':
      return 'down'
  }
}

/**
 * What is left of a unit's decisions about one sheet, in order, when its last submissions that it took back itself before any bundle
 * carried them are gone: nobody else ever heard of them. A withdrawal of what did reach somebody, or of what another device of the
 * unit submitted, stays.
 * @param reached the last number that a bundle carried to the addressee
 */
export function withoutUnheard<D extends { readonly kind: DecisionKind; readonly seq: number }>(
  decisions: readonly D[],
  reached: number,
): readonly D[] {
  const from = decisions.findLastIndex(({ seq }) => seq <= reached) + 1
  const tail = decisions.slice(from)
  const isTakenBack =
    tail.length % 2 === 0 && tail.every(({ kind }, i) => kind === (i % 2 === 0 ? 'submit' : 'withdraw'))
  return isTakenBack ? decisions.slice(0, from) : decisions
}

/** How many changes a bundle holds, whatever became of each: the one number by which every page and paper speaks of it. */
export function changesIn({
  new: fresh,
  known,
  refused,
}: {
  readonly new: number
  readonly known: number
  readonly refused: number
}): number {
  return fresh + known + refused
}
