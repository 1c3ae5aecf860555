/** The only source of "now" in the core, so that tests decide what time it is. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now(): number
}

/** The computer's clock. */
export const systemClock: Clock = { now: () => Date.now() }
