import * as fc from 'fast-check'

// The quick run is a seeded sample, so that the same commit always gives the same answer; the long run looks anew each time.
// `THRESHOLDS_SEED` repeats a run that failed.
const seed = process.env.THRESHOLDS_SEED ?? (process.env.THRESHOLDS_LONG === '1' ? undefined : '20190301')
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })
