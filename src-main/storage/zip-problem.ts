/** Why a ZIP is not touched; `why` is the detail of the error `fileDangerous`. */
export class ZipProblem extends Error {
  readonly why: 'tooManyParts' | 'tooLargeInside' | 'damagedArchive' | 'locked'

  constructor(why: ZipProblem['why'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ZipProblem'
    this.why = why
  }
}
