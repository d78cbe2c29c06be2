import type { Observed, Truth } from '../../rules/language/operators.js'

/** Everything that conditions may read, by slot: one contact while it is being decided. */
export interface Scope {
  /** One place for each fact that the rulebook reads; `undefined` is unknown. */
  readonly values: Observed[]
  /** One truth for each indicator of the rulebook: present, absent or unknown. */
  readonly indicators: Uint8Array
}

/** A scope with what is still open: what later information could make of each fact. */
export interface OpenScope extends Scope {
  /** Slots of facts that are unknown and could be known by now. */
  readonly open: Uint8Array
  /** For outcomes that are not settled, and facts that could still be replaced: every value possible. */
  readonly possible: (readonly Observed[] | null)[]
  /** Whether indicators in neither list count as open. */
  readonly indicatorsOpen: boolean
  /** Indicators that are present but whose own condition is undecided. */
  readonly pending: ReadonlySet<number>
}

export type Test = (scope: Scope) => Truth
export type Holds = (scope: Scope) => boolean
export type OpenTest = (scope: OpenScope) => Truth
