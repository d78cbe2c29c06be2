import { keptFor } from '../engine/kept-for.js'
import type { Rulebook } from '../rules/rulebook.js'

/** The ids of a rulebook's indicators. */
export const indicatorIdsOf: (rulebook: Rulebook) => ReadonlySet<string> = keptFor(
  rulebook => new Set(rulebook.indicators.map(i => i.id)),
)

/** A contact as one rulebook can read it. */
export interface KnownContact {
  readonly contact: unknown
  /** Indicators that this rulebook has not, and another has: left out. */
  readonly dropped: readonly string[]
}

/**
 * A contact without the indicators that belong to other rulebooks' tables; what no rulebook knows stays in, to be refused.
 * A list that loses all its ids is left out, since of this rulebook's own indicators it said nothing.
 */
export function knownIndicators(rulebook: Rulebook, others: readonly Rulebook[], contact: unknown): KnownContact {
  if (typeof contact !== 'object' || contact === null || Array.isArray(contact)) return { contact, dropped: [] }
  const foreign = (id: unknown): id is string =>
    typeof id === 'string' && !indicatorIdsOf(rulebook).has(id) && others.some(o => indicatorIdsOf(o).has(id))
  const dropped: string[] = []
  const entries = Object.entries(contact).flatMap(([name, value]): [string, unknown][] => {
    if ((name !== 'indicators' && name !== 'indicatorsAbsent') || !Array.isArray(value)) return [[name, value]]
    const own = (value as unknown[]).filter(id => !foreign(id))
    dropped.push(...(value as unknown[]).filter(foreign))
    return own.length === 0 && value.length > 0 ? [] : [[name, own]]
  })
  return dropped.length === 0 ? { contact, dropped } : { contact: Object.fromEntries(entries), dropped }
}
