import { appraisalCalls } from './appraisal.ts'
import { asOfCalls } from './as-of.ts'
import { asideCalls } from './asides.ts'
import { checkCalls } from './checks.ts'
import { criteriaCalls } from './criteria.ts'
import { cycleCalls } from './cycles.ts'
import { decisionCalls } from './decisions.ts'
import type { InputOf, OutputOf } from './define.ts'
import { differenceCalls } from './differences.ts'
import { documentCalls } from './documents.ts'
import { deviceCalls } from './devices.ts'
import { exchangeCalls } from './exchange.ts'
import { givenFileCalls } from './given-files.ts'
import { historyCalls } from './history.ts'
import { officerCalls } from './officers.ts'
import { resultCalls } from './results.ts'
import { sessionCalls } from './session.ts'
import { settingCalls } from './settings.ts'
import { sheetCalls } from './sheets.ts'
import { trustCalls } from './trust.ts'
import { unitCalls } from './units.ts'

/** Every call of the program, by its one name. Start reading here. */
export const contract = {
  ...sessionCalls,
  ...unitCalls,
  ...officerCalls,
  ...criteriaCalls,
  ...cycleCalls,
  ...sheetCalls,
  ...appraisalCalls,
  ...differenceCalls,
  ...checkCalls,
  ...decisionCalls,
  ...documentCalls,
  ...givenFileCalls,
  ...exchangeCalls,
  ...deviceCalls,
  ...trustCalls,
  ...asideCalls,
  ...resultCalls,
  ...historyCalls,
  ...asOfCalls,
  ...settingCalls,
} as const

export type ProgramContract = typeof contract
export type CallName = keyof ProgramContract
export type Input<N extends CallName> = InputOf<ProgramContract[N]>
export type Output<N extends CallName> = OutputOf<ProgramContract[N]>
