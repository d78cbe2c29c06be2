import { keptFor } from '../../kept-for.js'
import { changeables } from '../../rules/vocabulary/fixed.js'
import type { FactSet } from '../compile/fact-set.js'
import { addFacts, hasPlace, nextPlace } from '../compile/fact-set.js'
import type { Program } from '../compile/program.js'
import type { Assumed, Changeable, Unknown } from '../decide/decision.js'
import type { Inquiry } from './inquiry.js'

/** The bits of those that are outcomes; a fact that could change another part alone is told after those. */
const outcomeBits = (1 << changeables.indexOf('deadlines')) - 1

/** Every set of changes, in their order, by its bits. */
const changeSets: readonly (readonly Changeable[])[] = Array.from({ length: 1 << changeables.length }, (_, bits) =>
  Object.freeze(changeables.filter((_, nth) => (bits & (1 << nth)) !== 0)),
)

/** The facts noted, the most consequential first. */
export function concludeInquiry({ program, notes, level, noFacts, ranks: room }: Inquiry): Unknown[] {
  const { askables, vocabulary } = program
  const { levels } = vocabulary
  const { changes, raisesTo, leads, asked } = notes
  const all = noFacts()
  for (let c = 0; c < changeables.length; c++) addFacts(all, changes[changeables[c] as Changeable])
  const { length } = askables.names
  let found = 0
  // What could change an outcome first; then by level, then what is asked for, what leads, how much could change, and last the order of consequence.
  for (let place = nextPlace(all, 0); place >= 0; place = nextPlace(all, place + 1)) {
    let bits = 0
    for (let c = 0; c < changeables.length; c++)
      if (hasPlace(changes[changeables[c] as Changeable], place)) bits |= 1 << c
    // By its place among the levels; 0 is none.
    let highest = level === null ? 0 : levels.indexOf(level) + 1
    for (let l = highest; l < levels.length; l++) if (hasPlace(raisesTo[l] as FactSet, place)) highest = l + 1
    const flags = (hasPlace(asked, place) ? 2 : 0) + (hasPlace(leads, place) ? 1 : 0)
    const outcomes = changeSets[bits & outcomeBits]?.length ?? 0
    const rank = (((outcomes > 0 ? 8 : 0) + highest) * 4 + flags) * 16 + outcomes
    // What is told of the fact rides along below the rank.
    room[found++] = ((-rank * length + place) * changeSets.length + bits) * (levels.length + 1) + highest
  }
  const ranks = room.subarray(0, found).sort()
  const unknowns = new Array<Unknown>(found)
  for (let nth = 0; nth < found; nth++) {
    const key = ranks[nth] as number
    const rest = Math.floor(key / (levels.length + 1))
    const ranked = Math.floor(rest / changeSets.length)
    const place = ranked - Math.floor(ranked / length) * length
    unknowns[nth] = unknownOf(program, place, rest - ranked * changeSets.length, key - rest * (levels.length + 1))
  }
  return unknowns
}

/** What is told of a fact that is taken for granted, were it otherwise; made once where the value is always the same. */
export function assumedOtherwise(program: Program, open: Unknown, one: Assumed): Unknown {
  if (!isAlwaysAssumed(program).has(one)) return { ...open, assumed: one.value }
  const kept = otherwiseOf(one)
  const before = kept.get(open)
  if (before) return before
  const made = Object.freeze({ ...open, assumed: one.value })
  if (kept.size < mostOtherwise) kept.set(open, made)
  return made
}

const isAlwaysAssumed = keptFor(
  ({ implied }: Program): ReadonlySet<Assumed> =>
    new Set(implied.follows.flatMap(({ assumed, event }) => (assumed && event === null ? [assumed.entry] : []))),
)
const otherwiseOf = keptFor((_: Assumed) => new Map<Unknown, Unknown>())
const mostOtherwise = 1_000

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
