import type { FactSet } from '../compile/fact-set.js'

/** The facts that rules turn on, by rule; set after set in one array. */
export interface Turnings {
  readonly all: Int32Array
  /** Those of them that the rule asks for. */
  readonly asks: Int32Array
  /** By the rule's place, whether they were looked up. */
  readonly isFound: Uint8Array
  /** The rules that were. */
  readonly found: Int32Array
  count: number
  /** The two sets of one rule in the making. */
  readonly newAll: FactSet
  readonly newAsks: FactSet
}

export const newTurnings = (rules: number, noFacts: () => FactSet): Turnings => ({
  all: new Int32Array(rules * noFacts().length),
  asks: new Int32Array(rules * noFacts().length),
  isFound: new Uint8Array(rules),
  found: new Int32Array(rules),
  count: 0,
  newAll: noFacts(),
  newAsks: noFacts(),
})

/** Forgets what rules turned on; their sets are written over. */
export function clearTurnings(turnings: Turnings): void {
  const { isFound, found, count } = turnings
  for (let nth = 0; nth < count; nth++) isFound[found[nth] as number] = 0
  turnings.count = 0
}
