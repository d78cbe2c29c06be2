import { addPlace, hasPlace } from '../compile/fact-set.js'
import { areMet } from '../compile/implications.js'
import type { Program } from '../compile/program.js'
import { settle } from '../graph/known.js'
import type { Derived } from './derived.js'

/** Writes what follows from what is said, in the order of the vocabulary, with a notice where the two are at odds. */
export function followImplications({ implied, graph, at }: Program, derived: Derived): void {
  const { facts, scope, given, assumed, assumedFacts, notices, eventTexts, eventTimes } = derived
  const { values } = scope
  for (const one of implied.follows) {
    if (!areMet(one.needs, values)) continue
    const { slot, place, value, event, unlessSaid, assumed: taken, atOdds } = one
    const withheld = unlessSaid !== null && hasPlace(given, unlessSaid)
    if (atOdds && hasPlace(given, place) && values[slot] !== value && (!withheld || unlessSaid === place))
      notices.push(atOdds)
    if (withheld) continue
    if (taken) {
      addPlace(assumedFacts, place)
      if (taken.listed)
        assumed.push(
          event === null
            ? taken.entry
            : Object.freeze({
                fact: taken.entry.fact,
                value: String(facts[at.of.receivedAt]),
                because: taken.because,
              }),
        )
    }
    if (event === null) settle(graph, scope, slot, value)
    else {
      eventTexts[event] = String(facts[at.of.receivedAt])
      eventTimes[event] = derived.receivedMs
    }
  }
  for (const { needs, slots, atOdds } of implied.leavesOut)
    if (atOdds && areMet(needs, values) && slots.some(slot => values[slot] !== undefined && values[slot] !== false))
      notices.push(atOdds)
}

/** The facts that nobody is asked for, whether they are given or not: others settle them, or leave them without a meaning. */
export function settledFacts(
  { implied, slotNames, at: { of } }: Program,
  { facts, scope, given }: Derived,
): ReadonlySet<string> {
  const { values } = scope
  const settled = implied.follows.filter(
    f => !f.standsUntilSaid && (f.unlessSaid === null || !hasPlace(given, f.unlessSaid)) && areMet(f.needs, values),
  )
  const without = implied.leavesOut.filter(l => areMet(l.needs, values))
  const years = hasPlace(given, of.ageYears) && facts[of.ageYears] === undefined ? ['ageYears'] : []
  return new Set([...years, ...settled.map(f => slotNames[f.slot] ?? ''), ...without.flatMap(l => l.names)])
}
