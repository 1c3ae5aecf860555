/** One measured thing beside its yardstick of the same run. */
export type BenchRow = {
  readonly name: string
  /** What `seconds` and `yardstickSeconds` count where it is not seconds. */
  readonly unit?: 'MB'
  /** For one unit of work, or for the whole at `scale`. */
  readonly seconds: number
  readonly yardstickSeconds: number
  /** Highest ratio that DESIGN allows. */
  readonly goal: number
  readonly scale: number
  /** What else was measured, for the reader. */
  readonly notes?: Readonly<Record<string, number | string>>
}
