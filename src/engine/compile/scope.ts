import type { Observed } from '../../rules/language/operators.js'

/** Everything that conditions may read: one contact while it is being decided. */
export interface Scope {
  /** By slot, one place for each fact that the rulebook reads; `undefined` is unknown. */
  readonly values: Observed[]
  /** One truth for each indicator of the rulebook: present, absent or unknown. */
  readonly indicators: Uint8Array
  /** The same as the graph of conditions reads it: by state, what is known as bits. */
  readonly states: Int32Array
}
