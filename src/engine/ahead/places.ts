import type { FactSet } from '../compile/fact-set.js'

/** Rules by their places, -1 where none would decide. Written over again and again: only the first `count` are meant. */
export interface Places {
  readonly at: Int32Array
  count: number
}

export const roomForPlaces = (most: number): Places => ({ at: new Int32Array(most), count: 0 })

/** What an ordered list could come to; until the next is looked at. */
export interface Outlook {
  /** The rules that could come to decide. */
  readonly possible: Places
  facts: FactSet
}
