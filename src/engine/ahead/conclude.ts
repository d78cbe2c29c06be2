import { keptFor } from '../../kept-for.js'
import { changeables } from '../../rules/vocabulary/fixed.js'
import type { FactSet } from '../compile/fact-set.js'
import { addFacts, hasPlace, placesIn } from '../compile/fact-set.js'
import type { Program } from '../compile/program.js'
import type { Changeable, Unknown } from '../decide/decision.js'
import type { Inquiry } from './inquiry.js'

/** The bits of those that are outcomes; a fact that could change another part alone is told after those. */
const outcomeBits = (1 << changeables.indexOf('deadlines')) - 1

/** Every set of changes, in their order, by its bits. */
const changeSets: readonly (readonly Changeable[])[] = Array.from({ length: 1 << changeables.length }, (_, bits) =>
  Object.freeze(changeables.filter((_, nth) => (bits & (1 << nth)) !== 0)),
)

/** The facts noted, the most consequential first. */
export function concludeInquiry({ program, notes, level, noFacts }: Inquiry): readonly Unknown[] {
  const { askables, vocabulary } = program
  const { levels } = vocabulary
  const { changes, raisesTo, leads, asked } = notes
  const turning = changeables.map(change => changes[change])
  const all = noFacts()
  for (const facts of turning) addFacts(all, facts)
  const { length } = askables.names
  const noted = placesIn(all)
  // What could change an outcome first; then by level, then what is asked for, what leads, how much could change, and last the order of consequence.
  const ranks = new Float64Array(noted.length)
  noted.forEach((place, nth) => {
    let bits = 0
    for (let c = 0; c < turning.length; c++) if (hasPlace(turning[c] as FactSet, place)) bits |= 1 << c
    // By its place among the levels; 0 is none.
    let highest = level === null ? 0 : levels.indexOf(level) + 1
    for (let l = highest; l < levels.length; l++) if (hasPlace(raisesTo[l] as FactSet, place)) highest = l + 1
    const flags = (hasPlace(asked, place) ? 2 : 0) + (hasPlace(leads, place) ? 1 : 0)
    const outcomes = changeSets[bits & outcomeBits]?.length ?? 0
    const rank = (((outcomes > 0 ? 8 : 0) + highest) * 4 + flags) * 16 + outcomes
    // What is told of the fact rides along below the rank.
    ranks[nth] = ((-rank * length + place) * changeSets.length + bits) * (levels.length + 1) + highest
  })
  ranks.sort()
  const unknowns: Unknown[] = []
  for (let nth = 0; nth < ranks.length; nth++) {
    const key = ranks[nth] as number
    const rest = Math.floor(key / (levels.length + 1))
    const ranked = Math.floor(rest / changeSets.length)
    const place = ranked - Math.floor(ranked / length) * length
    unknowns.push(unknownOf(program, place, rest - ranked * changeSets.length, key - rest * (levels.length + 1)))
  }
  return unknowns
}

/** What was said of facts before, by all that is said of them; there are not many such things, and an end to them. */
const saidOf = keptFor((_: Program) => new Map<number, Unknown>())
const mostSaid = 20_000

function unknownOf(program: Program, place: number, bits: number, highest: number): Unknown {
  const said = saidOf(program)
  const { levels } = program.vocabulary
  const key = (place * changeSets.length + bits) * (levels.length + 1) + highest
  const before = said.get(key)
  if (before) return before
  const unknown = Object.freeze({
    fact: program.askables.names[place] ?? '',
    couldChange: changeSets[bits] ?? [],
    highestLevel: levels[highest - 1] ?? null,
  })
  if (said.size < mostSaid) said.set(key, unknown)
  return unknown
}
