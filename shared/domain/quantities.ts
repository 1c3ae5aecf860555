import { z } from 'zod'

/** Points are whole hundredths: 150 is "1,5 điểm". */
export const Hundredths = z.int().min(-100_000_000).max(100_000_000).brand<'Hundredths'>()
export type Hundredths = z.infer<typeof Hundredths>

/**
 * An exact decimal as text in canonical form: no leading or trailing zeros, a point, at most six decimals ("82.66", "-0.5", "0").
 * Figures that officers count or read from a report are kept so; JSON numbers would round them.
 */
export const Decimal = z
  .string()
  .regex(/^(?:0|-?(?:[1-9]\d{0,14}(?:\.\d{0,5}[1-9])?|0\.\d{0,5}[1-9]))$/)
  .brand<'Decimal'>()
export type Decimal = z.infer<typeof Decimal>

/** A decimal that is a whole number ≥ 0. */
export const WholeCount = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/)
  .brand<'Decimal'>()
