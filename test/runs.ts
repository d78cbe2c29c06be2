const DEFAULT_RUNS = 300
const setting = Number(process.env.THRESHOLDS_RUNS)
const base = Number.isInteger(setting) && setting > 0 ? setting : DEFAULT_RUNS
const factor = (base / DEFAULT_RUNS) * (process.env.THRESHOLDS_LONG === '1' ? 50 : 1)

/**
 * How often a property runs: `n` in a quick run. `THRESHOLDS_RUNS` (300 unless set) scales every property alike, and
 * `THRESHOLDS_LONG=1` makes it 50 times as many.
 */
export const runs = (n: number = DEFAULT_RUNS): number => Math.max(1, Math.round(n * factor))

/** Milliseconds that a test may take, which grows with the runs. */
export const patience = 20_000 * Math.max(1, factor)

/** Shrinking a whole rulebook takes minutes; `THRESHOLDS_SHRINK=1` asks for it. */
export const shrinkOnRequest = { endOnFailure: process.env.THRESHOLDS_SHRINK !== '1' }
