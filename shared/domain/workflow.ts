import { z } from 'zod'

/** The three stages of a sheet; what they are called on screen is data. */
export const Stage = z.enum(['self', 'appraisal', 'verification'])
export type Stage = z.infer<typeof Stage>

/** Derived from the decisions, never stored as one field (JOURNAL 17). */
export const SheetStatus = z.enum([
  'selfScoring',
  'submitted',
  'returned',
  'appraised',
  'accepted',
  'returnedByProvince',
  'verified',
  'recognised',
  'notRecognised',
  'stopped',
])
export type SheetStatus = z.infer<typeof SheetStatus>
