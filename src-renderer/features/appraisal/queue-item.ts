import type { Output } from '../../../shared/contract/contract.ts'

export type AppraisalStage = 'appraisal' | 'verification'
/** One commune, all its criteria; or one criterion, all communes. */
export type Way = 'unit' | 'criterion'
/** The parts of the desk; where there is no room for all, one shows. */
export const panes = ['queue', 'evidence', 'verdict'] as const
export type Pane = (typeof panes)[number]
export type QueueItem = Output<'appraisal.queue'>['items'][number]

/** Identity of an item: one criterion of one sheet. */
export function keyOf({ assessment, criterion }: Pick<QueueItem, 'assessment' | 'criterion'>): string {
  return `${assessment} ${criterion}`
}
