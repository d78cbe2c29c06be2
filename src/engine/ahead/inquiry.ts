import { keptFor } from '../../kept-for.js'
import type { Observed, Truth } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { changeables } from '../../rules/vocabulary/fixed.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import type { FactSet } from '../compile/fact-set.js'
import { addCommonFacts, addFacts, hasPlace, placesIn, removePlace } from '../compile/fact-set.js'
import type { CompiledRule, Listed, Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'
import type { Changeable, Unknown } from '../decide/decision.js'
import { truthOver } from '../graph/graph.js'
import { IS_FALSE, IS_TRUE, ruleAt, walkCould, walkHolds } from '../graph/walk.js'
import type { OpenPlan } from './open-plan.js'
import { behindOf, openPlanOf } from './open-plan.js'
import type { OpenScopes } from './open-scope.js'
import {
  allowValues,
  askableFacts,
  assumedScopes,
  clearScopes,
  newScopes,
  OPEN,
  openScopes,
  REPLACEABLE,
} from './open-scope.js'

/** What was noted of the facts not given: those that each part of a decision turns on, and how. */
interface Notes {
  readonly changes: Readonly<Record<Changeable, FactSet>>
  /** The facts that a rule for a level asks for, by the level's place. */
  readonly raisesTo: readonly FactSet[]
  /** Facts whose rule was passed over before the one that decided. */
  readonly leads: FactSet
  /** Facts that a condition asks for: not those that stand in exceptions and *may be* alone, where they could only hold a rule back. */
  readonly asked: FactSet
}

interface Turning {
  readonly all: FactSet
  readonly asks: FactSet
  isFound: boolean
}

/** One look at what later information could make of a decided contact. */
export interface Inquiry extends OpenScopes {
  readonly program: Program
  readonly plan: OpenPlan
  readonly level: Level | null
  readonly derived: Derived | null
  /** The facts not given that can be asked for. */
  readonly askable: FactSet
  /** Of those, the ones that are told by their own slot alone. */
  readonly plain: FactSet
  readonly notes: Notes
  /** By slot, the facts that it turns on, once they were looked up or an outcome was left open. */
  readonly sources: (FactSet | undefined)[]
  /** By rule, the facts that it turns on, once they were looked up; `asks` those of them that it asks for. */
  readonly turning: (Turning | undefined)[]
  /** The rules whose turning was looked up. */
  readonly turned: Turning[]
  /** The rules of the list that is looked at: those that are open, those before the first that is certain. */
  readonly found: CompiledRule[]
  readonly reach: CompiledRule[]
  /** What the list that was looked at last could come to. */
  readonly outlook: { readonly possible: (CompiledRule | null)[]; facts: FactSet }
  /** Values in the making. */
  readonly values: Observed[]
  /** By the number of what rules ask for, the strongest strength that it is asked with whatever comes. */
  readonly certain: Uint8Array
  /** An empty set for as long as the look is taken. */
  readonly noFacts: () => FactSet
  /** By the rule's place, one more than its open truth, once that was looked up: all that it reads is settled by its stage. */
  readonly truths: Uint8Array
}

/** The bits of those that are outcomes; a fact that could change another part alone is told after those. */
const outcomeBits = (1 << changeables.indexOf('deadlines')) - 1

/** Sets that are handed out one after another, and all taken back at once. */
function setsFor({ askables: { noFacts } }: Program, most: number) {
  const words = noFacts().length
  const buffer = new Int32Array(words * most)
  const sets: FactSet[] = []
  let used = 0
  return {
    take: (): FactSet => {
      const set = sets[used] ?? (used < most ? buffer.subarray(used * words, (used + 1) * words) : noFacts())
      sets[used++] = set
      return set
    },
    takeBack: (): void => {
      buffer.fill(0, 0, used * words)
      for (let nth = most; nth < used; nth++) sets[nth]?.fill(0)
      used = 0
    },
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What a look is taken in, used again by the next: no code of a caller's runs while it is. */
const roomOf = keptFor((program: Program) => {
  const { askables, vocabulary, slotNames, rules } = program
  const { noFacts } = askables
  const { take, takeBack } = setsFor(program, slotNames.length + 4 * vocabulary.eventNames.length + 64)
  const changes = Object.fromEntries(changeables.map(c => [c, noFacts()])) as Record<Changeable, FactSet>
  const notes: Notes = { changes, raisesTo: vocabulary.levels.map(noFacts), leads: noFacts(), asked: noFacts() }
  const plan = openPlanOf(program)
  const inquiry: Mutable<Inquiry> = {
    ...newScopes(program),
    program,
    plan,
    level: null,
    derived: null,
    askable: noFacts(),
    plain: noFacts(),
    notes,
    sources: new Array<FactSet | undefined>(slotNames.length).fill(undefined),
    turning: new Array<Turning | undefined>(rules.length).fill(undefined),
    turned: [],
    found: [],
    reach: [],
    outlook: { possible: [], facts: noFacts() },
    values: [],
    truths: new Uint8Array(rules.length),
    certain: new Uint8Array(plan.askedFor),
    noFacts: take,
  }
  const noted = [...notes.raisesTo, ...Object.values(changes), notes.leads, notes.asked, inquiry.plain]
  const clear = (): void => {
    clearScopes(inquiry)
    inquiry.derived = null
    inquiry.level = null
    inquiry.sources.fill(undefined)
    for (const turning of inquiry.turned) {
      turning.all.fill(0)
      turning.asks.fill(0)
      turning.isFound = false
    }
    inquiry.turned.length = 0
    inquiry.values.length = 0
    inquiry.truths.fill(0)
    for (const set of noted) set.fill(0)
    takeBack()
  }
  return { inquiry, clear }
})

/** A look at what later information could make of a decided contact. */
export function inquire<T>(program: Program, derived: Derived, level: Level | null, look: (inquiry: Inquiry) => T): T {
  return within(program, derived, level, inquiry => {
    openScopes(program, inquiry.plan, derived, inquiry)
    askableFacts(program, inquiry.plan, derived, inquiry.askable)
    findPlain(inquiry)
    return look(inquiry)
  })
}

/** A look at what it would make of a decided contact if what is assumed of it were said to be otherwise. */
export function inquireAssumed<T>(
  program: Program,
  derived: Derived,
  level: Level | null,
  look: (inquiry: Inquiry) => T,
): T {
  return within(program, derived, level, inquiry => {
    assumedScopes(program, inquiry.plan, derived, inquiry)
    inquiry.askable.set(derived.assumedFacts)
    return look(inquiry)
  })
}

function within<T>(program: Program, derived: Derived, level: Level | null, look: (inquiry: Inquiry) => T): T {
  const { inquiry, clear } = roomOf(program)
  inquiry.derived = derived
  inquiry.level = level
  try {
    return look(inquiry)
  } finally {
    clear()
  }
}

/** Finds the facts that are told by their own slot alone, and open. */
function findPlain({ plan, askable, plain, open }: Inquiry): void {
  addCommonFacts(plain, plan.plainFacts, askable)
  for (let place = 0; place < plan.facts; place++) if (open[place] !== OPEN) removePlace(plain, place)
}

/** Adds the facts not given that the fact in a slot comes from. */
export function addAskable({ plan, askable, open }: Inquiry, slot: number, into: FactSet): void {
  addCommonFacts(into, behindOf(plan, slot, open[slot] === REPLACEABLE), askable)
}

/** What later information could make of a rule: unknown where it could turn. */
export function openTruth({ program, wide, truths }: Inquiry, { place }: CompiledRule): Truth {
  const before = truths[place] ?? 0
  if (before > 0) return (before - 1) as Truth
  const truth = truthOver(program.graph, place, wide)
  truths[place] = truth + 1
  return truth
}

/** The rules of a list that are not known to stay false, in order; until the next list is looked at. */
export function openRules({ program, wide, truths, found }: Inquiry, { start }: Listed): readonly CompiledRule[] {
  const { code, after, rules: entries } = program.graph
  // Written over and cut at the end: an array that is emptied first loses its room.
  let count = 0
  for (let end = walkCould(code, start, wide); end !== IS_FALSE; ) {
    const place = ruleAt(end)
    const rule = program.rules[place]
    if (rule) found[count++] = rule
    truths[place] = 1 + (walkHolds(code, entries[place] ?? IS_FALSE, wide) === IS_TRUE ? TRUE : UNKNOWN)
    end = walkCould(code, after[place] ?? IS_FALSE, wide)
  }
  found.length = count
  return found
}

/** Whether a rule that is open can carry on to later stages. */
export const carriesOn = ({ program, oneReading, narrow }: Inquiry, { place }: CompiledRule): boolean =>
  oneReading || truthOver(program.graph, place, narrow) === UNKNOWN

/** Adds the facts not given that a rule turns on, through outcomes that are not settled as well; `asked` gets those that it asks for. */
export function addTurning(inquiry: Inquiry, rule: CompiledRule, all: FactSet, asked: FactSet | null): void {
  const before = inquiry.turning[rule.place]
  const found = before?.isFound === true ? before : turningOf(inquiry, rule)
  addFacts(all, found.all)
  if (asked) addFacts(asked, found.asks)
}

function turningOf(inquiry: Inquiry, { place }: CompiledRule): Turning {
  const { plain, open, plan, program } = inquiry
  const { noFacts } = program.askables
  const found = inquiry.turning[place] ?? { all: noFacts(), asks: noFacts(), isFound: true }
  found.isFound = true
  inquiry.turning[place] = found
  inquiry.turned.push(found)
  const about = plan.rules[place]
  if (!about) return found
  const { asks, limits, plainAsks, plainLimits } = about
  addCommonFacts(found.asks, plainAsks, plain)
  addCommonFacts(found.all, plainLimits, plain)
  for (let nth = 0; nth < asks.length; nth++) {
    const source = sourceOf(inquiry, asks[nth] as number)
    if (source) addFacts(found.asks, source)
  }
  for (let nth = 0; nth < limits.length; nth++) {
    const slot = limits[nth] as number
    const source = sourceOf(inquiry, slot)
    // A fact that can still be replaced (a rating by the final one) can lift an exception that applies now.
    if (source) addFacts(open[slot] === REPLACEABLE ? found.asks : found.all, source)
  }
  addFacts(found.all, found.asks)
  return found
}

/** The facts that an open slot turns on; `null` of one that is settled. */
function sourceOf(inquiry: Inquiry, slot: number): FactSet | null {
  if (!isOpen(inquiry, slot)) return null
  const source = inquiry.sources[slot] ?? factsOf(inquiry, slot)
  inquiry.sources[slot] = source
  return source
}

const isOpen = ({ plan, open }: Inquiry, slot: number): boolean =>
  (open[slot] ?? 0) >= OPEN || plan.readsIndicators[slot] === true

function factsOf(inquiry: Inquiry, slot: number): FactSet {
  const { program, plan, askable, pending } = inquiry
  const facts = inquiry.noFacts()
  addAskable(inquiry, slot, facts)
  // An indicator that is present but counts only on a condition turns on that condition's facts.
  if (plan.bringsConditions[slot])
    for (const place of pending) {
      const rule = program.conditional.get(place)
      const behind = rule && plan.rules[rule.place]?.facts
      if (behind) addCommonFacts(facts, behind, askable)
    }
  return facts
}

/** Makes an outcome that is not settled readable to the stages after it: its possible values, and what they turn on. */
export function leaveOpen<T>(
  inquiry: Inquiry,
  slot: number | undefined,
  possible: readonly T[],
  read: (one: T) => Observed,
  facts: FactSet,
): void {
  const { plan, program, sources, values } = inquiry
  if (slot === undefined || !plan.isRead[slot]) return
  values.length = 0
  for (const one of possible) {
    const value = read(one)
    if (!values.includes(value)) values.push(value)
  }
  if (values.length < 2) return
  sources[slot] = facts
  allowValues(program, inquiry, slot, values)
}

/** What an ordered list could come to; until the next is looked at. */
export interface Outlook {
  /** The rules that could come to decide; `null` where none would. */
  readonly possible: readonly (CompiledRule | null)[]
  readonly facts: FactSet
}

/**
 * An ordered list: every rule that is still open, before the first that is certain, could come to decide.
 *
 * @param rules those of the list that are not known to stay false
 */
export function lookAhead(
  inquiry: Inquiry,
  stage: Stage,
  rules: readonly CompiledRule[],
  decided: CompiledRule | null,
  change: Changeable | null,
): Outlook {
  const { plan, notes, reach, outlook, noFacts } = inquiry
  const { possible } = outlook
  const now = outcomeOf(plan, stage, decided)
  let count = 0
  let certain: CompiledRule | null = null
  for (const rule of rules) {
    const open = openTruth(inquiry, rule)
    if (open === FALSE) continue
    if (open === TRUE) {
      certain = rule
      break
    }
    reach[count++] = rule
  }
  reach.length = count
  const facts = noFacts()
  let differs = outcomeOf(plan, stage, certain) !== now
  for (let nth = 0; nth < reach.length && !differs; nth++) differs = outcomeOf(plan, stage, reach[nth] ?? null) !== now
  if (differs) {
    const asked = change ? notes.asked : null
    for (const rule of reach) {
      addTurning(inquiry, rule, facts, asked)
      if (change && (decided === null || rule.place < decided.place)) addTurning(inquiry, rule, notes.leads, asked)
    }
  }
  if (change) addFacts(notes.changes[change], facts)
  // A second look at a list, for the clock that governs, finds no more of them.
  if (change !== 'deadline') lookAtRiders(inquiry, reach, certain, decided)
  count = 0
  for (const rule of reach) if (carriesOn(inquiry, rule)) possible[count++] = rule
  possible[count++] = certain
  possible[count++] = decided
  possible.length = count
  outlook.facts = facts
  return outlook
}

const outcomeOf = (plan: OpenPlan, stage: Stage, rule: CompiledRule | null): number | undefined =>
  rule === null ? plan.without[stage] : plan.rules[rule.place]?.outcome

/** What rules ask for beside their outcomes comes and goes with the one that decides. */
function lookAtRiders(
  inquiry: Inquiry,
  reach: readonly CompiledRule[],
  certain: CompiledRule | null,
  decided: CompiledRule | null,
): void {
  lookAtRider(inquiry, 'also', reach, certain, decided)
  lookAtRider(inquiry, 'actions', reach, certain, decided)
}

function lookAtRider(
  inquiry: Inquiry,
  part: 'also' | 'actions',
  reach: readonly CompiledRule[],
  certain: CompiledRule | null,
  decided: CompiledRule | null,
): void {
  const { plan, notes } = inquiry
  const now = askedBy(plan, part, decided)
  let differs = askedBy(plan, part, certain) !== now
  for (let nth = 0; nth < reach.length && !differs; nth++) differs = askedBy(plan, part, reach[nth] ?? null) !== now
  if (differs) for (const rule of reach) addTurning(inquiry, rule, notes.changes[part], null)
}

const askedBy = (plan: OpenPlan, part: 'also' | 'actions', rule: CompiledRule | null): number =>
  rule === null ? 0 : (plan.rules[rule.place]?.[part] ?? 0)

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
