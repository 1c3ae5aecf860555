import type { Output } from '../../../shared/contract/contract.ts'

export type AppraisalStage = 'appraisal' | 'verification'
export type QueueItem = Output<'appraisal.queue'>['items'][number]

/** Identity of an item: one criterion of one sheet. */
export function keyOf({ assessment, criterion }: Pick<QueueItem, 'assessment' | 'criterion'>): string {
  return `${assessment} ${criterion}`
}
