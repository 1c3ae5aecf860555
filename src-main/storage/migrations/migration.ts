/** One change of the schema. Once released it is never edited: the next change is the next number. */
export type Migration = {
  /** `user_version` after it. */
  readonly version: number
  /** Named for the change; also the name of its file and of its test. */
  readonly name: string
  readonly statements: string
}
