import { z } from 'zod'
import type { Level } from './journal/facts.ts'

/** How an office comes into its stride the first time: the steps of its level, which tick themselves. */

export const FirstStep = z.enum([
  'criteria',
  'cycle',
  'cycleArrives',
  'startFiles',
  'certifyBelow',
  'receive',
  'decide',
  'score',
  'submit',
  'send',
  'certified',
  'confirmed',
])
export type FirstStep = z.infer<typeof FirstStep>

/** What has been done here at least once. */
export type StepsDone = Readonly<Record<Exclude<FirstStep, 'cycleArrives'>, boolean>>

/** @param hasSuperior whether a unit above takes part, which issues criteria and cycle */
function stepsOf(level: Level, hasSuperior: boolean): readonly FirstStep[] {
  if (level === 'commune') return ['cycleArrives', 'score', 'submit', 'send', 'certified', 'confirmed']
  return hasSuperior
    ? ['cycleArrives', 'certified', 'startFiles', 'certifyBelow', 'receive', 'decide', 'send']
    : ['criteria', 'cycle', 'startFiles', 'certifyBelow', 'receive', 'decide']
}

/** The steps of a level in their order, each done or not. */
export function firstSteps(
  level: Level,
  hasSuperior: boolean,
  done: StepsDone,
): readonly { readonly step: FirstStep; readonly done: boolean }[] {
  return stepsOf(level, hasSuperior).map((step) => ({
    step,
    done: done[step === 'cycleArrives' ? 'cycle' : step],
  }))
}
