/** Choices that look random and are the same every time for one seed. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  readonly below: (below: number) => number
  /** True so often out of one. */
  readonly chance: (share: number) => boolean
  readonly pick: <T>(values: readonly T[]) => T | undefined
  readonly shuffle: <T>(values: readonly T[]) => T[]
}

export function chanceFrom(seed: number): Chance {
  let state = seed | 0
  // mulberry32: small, quick and good enough to spread choices.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  const below = (n: number): number => (n <= 1 ? 0 : next() % n)
  return {
    below,
    chance: share => next() < share * 4294967296,
    pick: values => values[below(values.length)],
    shuffle: values => {
      const out = [...values]
      for (let i = out.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const held = out[i] as (typeof out)[number]
        out[i] = out[j] as (typeof out)[number]
        out[j] = held
      }
      return out
    },
  }
}
