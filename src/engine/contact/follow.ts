import type { Observed } from '../../rules/language/operators.js'
import type { FactSet } from '../compile/fact-set.js'
import { addPlace, hasPlace } from '../compile/fact-set.js'
import { areMet } from '../compile/implications.js'
import type { Program } from '../compile/program.js'
import type { Assumed, Notice } from '../decide/decision.js'
import type { Derived } from './derive.js'

/** A contact whose facts lie in their slots, before it is followed what they say of others. */
interface Said {
  readonly given: FactSet
  readonly values: Observed[]
  readonly events: Record<string, string | undefined>
  readonly receivedAt: string
  readonly notices: Notice[]
}

/**
 * Writes what follows from what is said, in the order of the vocabulary, with a notice where the two are at odds.
 * @returns what was taken for granted.
 */
export function followImplications(
  { implied, askables }: Program,
  { given, values, events, receivedAt, notices }: Said,
): Pick<Derived, 'assumed' | 'assumedFacts'> {
  const assumed: Assumed[] = []
  const assumedFacts = askables.noFacts()
  for (const { needs, slot, place, value, event, unlessSaid, assumed: taken, atOdds } of implied.follows) {
    if (!areMet(needs, values)) continue
    const isSaid = hasPlace(given, place)
    const withheld = unlessSaid !== null && hasPlace(given, unlessSaid)
    if (atOdds && isSaid && values[slot] !== value && (!withheld || unlessSaid === place)) notices.push(atOdds)
    if (withheld) continue
    if (taken) {
      addPlace(assumedFacts, place)
      if (taken.listed)
        assumed.push(
          event === null
            ? taken.entry
            : Object.freeze({ fact: taken.entry.fact, value: receivedAt, because: taken.because }),
        )
    }
    if (event === null) values[slot] = value
    else events[event] = receivedAt
  }
  for (const { needs, slots, atOdds } of implied.leavesOut)
    if (atOdds && areMet(needs, values) && slots.some(slot => values[slot] !== undefined && values[slot] !== false))
      notices.push(atOdds)
  return { assumed, assumedFacts }
}

/** The facts that nobody is asked for, whether they are given or not: others settle them, or leave them without a meaning. */
export function settledFacts({ implied, slotNames }: Program, { scope, given }: Derived): ReadonlySet<string> {
  const { values } = scope
  const settled = implied.follows.filter(
    f => !f.standsUntilSaid && (f.unlessSaid === null || !hasPlace(given, f.unlessSaid)) && areMet(f.needs, values),
  )
  const without = implied.leavesOut.filter(l => areMet(l.needs, values))
  return new Set([...settled.map(f => slotNames[f.slot] ?? ''), ...without.flatMap(l => l.names)])
}
