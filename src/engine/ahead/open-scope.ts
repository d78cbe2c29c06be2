import type { Observed } from '../../rules/language/operators.js'
import { TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { EarlierContact } from '../../rules/vocabulary/earlier-contacts.js'
import { isBy } from '../../rules/vocabulary/fixed.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { FactSet } from '../compile/fact-set.js'
import { addPlace, hasFacts, hasPlace, removeFacts, removePlace } from '../compile/fact-set.js'
import { areMet } from '../compile/implications.js'
import type { Program } from '../compile/program.js'
import { nthSlot, slotIn } from '../compile/slot-in.js'
import { areIndicatorsUnasked, countSeen, mostSeen } from '../contact/counting.js'
import type { Derived } from '../contact/derived.js'
import type { IndicatorDates } from '../contact/earlier.js'
import { areWholeEarlier, isDay } from '../contact/earlier.js'
import { CLOSED_BIT, LOST_BIT, NO_BIT, OPEN_BIT, UNKNOWN_BIT, YES_BIT } from '../graph/bits.js'
import type { Classes } from '../graph/classes.js'
import { bitOf } from '../graph/classes.js'
import { truthOver } from '../graph/graph.js'
import { bitOfTest, writeCount } from '../graph/known.js'
import type { TestState } from '../graph/states.js'
import { isCount } from '../graph/states.js'
import { allow, openImplied } from './open-implied.js'
import type { LaterValues, OpenPlan } from './open-plan.js'
import { behindOf } from './open-plan.js'

/** Whether nothing was said about indicators where the rulebook has some. */
const indicatorsUnasked = (program: Program, derived: Derived): boolean =>
  program.indicators.length > 0 && areIndicatorsUnasked(program, derived)

/** The facts (and `events.NAME`) that were not given, nor are assumed, and could be known by the contact's moment; written into a set. */
export function askableFacts(
  program: Program,
  plan: OpenPlan,
  derived: Derived,
  askable: FactSet = program.askables.noFacts(),
): FactSet {
  const { facts, given, assumedFacts, moment, scope } = derived
  const { of } = program.at
  askable.set(plan.askable[moment])
  removeFacts(askable, given)
  removeFacts(askable, assumedFacts)
  if (!indicatorsUnasked(program, derived)) removePlace(askable, of.indicators)
  for (const { needs, facts: without } of program.implied.leavesOut)
    if (areMet(needs, scope.values)) removeFacts(askable, without)
  // Areas that were not tested can be. A fact's slot is its place among what can be asked for.
  const needs = facts[of.functionalNeeds] as Readonly<Record<string, unknown>> | undefined
  if (needs === undefined || program.vocabulary.areaNames.some(area => typeof needs[area] !== 'number'))
    addPlace(askable, of.functionalNeeds)
  // And of earlier contacts that were told of in part the rest can be.
  const earlier = facts[of.earlierContacts] as readonly EarlierContact[] | undefined
  if (earlier !== undefined && !areWholeEarlier(earlier)) addPlace(askable, of.earlierContacts)
  // Of indicators that are seen it can be told since when.
  const since = facts[of.indicatorsSince] as IndicatorDates | undefined
  const isDated = (place: number): boolean => isDay(since?.[program.indicators[place]?.id ?? ''] ?? '')
  if (derived.present.every(isDated)) removePlace(askable, of.indicatorsSince)
  else addPlace(askable, of.indicatorsSince)
  return askable
}

/** A fact that is settled, and one that could become known; or that could still be replaced by others. */
export const SETTLED = 0
export const OPEN = 1
export const REPLACEABLE = 2

/** How a look ahead may differ from that of a decision. */
export interface Beyond {
  /** Facts that are taken to become known no more. It is heeded where `everySign` is. */
  readonly never?: FactSet
  /** Whoever gave indicators may have more to give: there is one reading of them, in which each that was not named is open. */
  readonly everySign?: boolean
}

/** A contact with everything marked that could still become known, in two readings of its indicators. */
export interface OpenScopes {
  /** By state; every indicator in neither list is open: no rule is missed. */
  readonly wide: Int32Array
  /** Whoever gave indicators gave them all: what is open here can carry on to later stages. */
  readonly narrow: Int32Array
  /** What is settled, where an indicator that could still fall away is left out. */
  readonly without: Int32Array
  /** By slot: settled, open or replaceable. */
  readonly open: Uint8Array
  /** The values that the practitioners' level and the rating can have where they are replaceable. */
  readonly possible: Map<number, readonly Observed[]>
  /** Conditional indicators that are present but whose own condition is undecided, by their places. */
  readonly pending: number[]
  /** Whether `wide` and `narrow` are the same. */
  oneReading: boolean
}

export const newScopes = ({ graph, slotNames }: Program): OpenScopes => ({
  wide: new Int32Array(graph.states.size),
  narrow: new Int32Array(graph.states.size),
  without: new Int32Array(graph.states.size),
  open: new Uint8Array(slotNames.length),
  possible: new Map(),
  pending: [],
  oneReading: true,
})

/** Takes everything of a contact out of the scopes. */
export function clearScopes(scopes: OpenScopes): void {
  for (const states of [scopes.wide, scopes.narrow, scopes.without]) states.fill(0)
  scopes.open.fill(SETTLED)
  scopes.possible.clear()
  scopes.pending.length = 0
  scopes.oneReading = true
}

const none: readonly never[] = []

/** Makes a slot readable as what it could still be: one of the first so many values, `undefined` among them where it may turn out to have none. */
export function allowValues(
  { graph }: Program,
  { wide, narrow, open }: OpenScopes,
  slot: number,
  values: readonly Observed[],
  count: number = values.length,
): void {
  open[slot] = REPLACEABLE
  const words = graph.states.words[slot] ?? none
  for (let w = 0; w < words.length; w++) {
    const word = words[w] as Classes
    let bits = 0
    for (let nth = 0; nth < count; nth++) bits |= values[nth] === undefined ? LOST_BIT : bitOf(word, values[nth])
    wide[word.state] = bits
    narrow[word.state] = bits
  }
  const tests = graph.states.tests[slot] ?? none
  for (let t = 0; t < tests.length; t++) {
    const test = tests[t] as TestState
    let bits = 0
    for (let nth = 0; nth < count; nth++) bits |= values[nth] === undefined ? LOST_BIT : bitOfTest(test, values[nth])
    wide[test.state] = bits
    narrow[test.state] = bits
  }
}

/**
 * Marks a decided contact with what could still become known of it.
 *
 * @param beyond what is marked otherwise than for the unknown facts of a decision
 */
export function openScopes(
  program: Program,
  plan: OpenPlan,
  derived: Derived,
  scopes: OpenScopes,
  { everySign = false, never = plan.none }: Beyond = {},
): void {
  markOpen(program, plan, derived, scopes, never)
  const unasked = everySign || indicatorsUnasked(program, derived)
  if (unasked) allowConcerns(program, plan, derived, scopes)
  openIndicators(program, derived, scopes)
  scopes.oneReading = unasked || program.indicators.length === 0
  if (scopes.oneReading) {
    allowMore(program, plan, derived, scopes)
    closeNever(program, plan, scopes, never)
    return
  }
  findPending(program, derived, scopes)
  scopes.narrow.set(scopes.wide)
  if (scopes.pending.length > 0) allowPending(program, derived, scopes)
  narrowIndicators(program, derived, scopes)
}

/** Where every sign is open, those that are given and count only on a condition are as well, with the concerns that any could bring. */
function allowMore(program: Program, plan: OpenPlan, derived: Derived, scopes: OpenScopes): void {
  findPending(program, derived, scopes)
  if (scopes.pending.length === 0) return
  allowPending(program, derived, scopes)
  allowConcerns(program, plan, derived, scopes)
}

/** Marks a contact with nothing open but what is assumed of it: each such fact could turn out otherwise. */
export function assumedScopes(program: Program, plan: OpenPlan, derived: Derived, scopes: OpenScopes): void {
  const { scope, assumedFacts } = derived
  const { values } = scope
  fillUnknown(program, scope.states, plan.closedStates, scopes.wide)
  openCounts(program, values, scopes.wide)
  const possible = new Map<number, readonly Observed[]>()
  // No other time is known of an event: it comes and goes with what brings it along.
  for (const { assumed, place, slot, all } of program.implied.follows)
    if (assumed?.listed && hasPlace(assumedFacts, place) && all.length > 0) allow({ values, possible }, slot, all)
  openImplied(program, derived, { values, possible, couldBeSaid: () => false })
  for (const [slot, could] of possible) allowValues(program, scopes, slot, could)
  scopes.oneReading = true
}

/** Closes what is open and comes from facts alone that are never said: it counts as never known. */
function closeNever({ slotNames }: Program, plan: OpenPlan, scopes: OpenScopes, never: FactSet): void {
  const { wide, narrow, open } = scopes
  for (let slot = 0; slot < open.length; slot++) {
    if (open[slot] !== OPEN || isCount(slotNames[slot] ?? '') || !comesFrom(behindOf(plan, slot, false), never))
      continue
    open[slot] = SETTLED
    for (const state of plan.statesOf[slot] ?? []) {
      wide[state] = plan.closedStates[state] as number
      narrow[state] = plan.closedStates[state] as number
    }
  }
}

/** Whether some facts, one at least, are all among others. */
const comesFrom = (facts: FactSet, others: FactSet): boolean =>
  hasFacts(facts) && facts.every((word, nth) => (word & ~(others[nth] as number)) === 0)

/** What nothing is known of becomes open, or closed. */
function fillUnknown({ graph }: Program, settled: Int32Array, unknown: Int32Array, into: Int32Array): void {
  const { blank } = graph.states
  for (let state = 0; state < into.length; state++)
    into[state] = (settled[state] === blank[state] ? unknown[state] : settled[state]) as number
}

/** A count can become any number between its bounds. */
function openCounts(
  { graph, needsCounts, earlierCounts, indicatorCounts }: Program,
  values: readonly Observed[],
  into: Int32Array,
): void {
  // The bits between the bounds are there; what reads them one way is not.
  if (graph.bounds.size === 0) return
  for (const counts of [needsCounts, earlierCounts, indicatorCounts])
    for (const { slot } of counts) {
      const bounds = values[slot]
      if (typeof bounds === 'object' && 'atLeast' in bounds)
        writeCount(graph, into, slot, bounds.atLeast, bounds.atMost, true)
    }
}

function markOpen(program: Program, plan: OpenPlan, derived: Derived, scopes: OpenScopes, never: FactSet): void {
  const { facts, scope, moment } = derived
  const { values } = scope
  const { at, vocabulary, endings, beginnings } = program
  const { latestOf, eventNames } = vocabulary
  const { open, wide } = scopes
  open.set(plan.openable[moment])
  for (let slot = 0; slot < values.length; slot++) {
    const value = values[slot]
    if (value !== undefined && !(typeof value === 'object' && 'present' in value && !value.complete))
      open[slot] = SETTLED
  }
  fillUnknown(program, scope.states, plan.unknownStates[moment], wide)
  openCounts(program, values, wide)
  // A practitioner's later level, or a later rating, replaces the one that stands.
  /** Whether one that comes after the latest given could be known by now. */
  const laterMayCome = (names: readonly string[] = none): boolean => {
    let may = false
    for (let nth = 0; nth < names.length; nth++) {
      const name = names[nth] as string
      const place = slotIn(at.facts, name)
      may =
        facts[place] === undefined &&
        (may || (isBy(factOf(vocabulary, name).moment, moment) && !hasPlace(never, place)))
    }
    return may
  }
  // All that could come later, and what is known now: nothing, or one of them.
  const allowLater = (slot: number, later: LaterValues): void => {
    scopes.possible.set(slot, values[slot] === undefined ? later.orNone : later.all)
  }
  if (laterMayCome(latestOf.practitionerLevel)) allowLater(at.practitionerLevel, plan.laterLevels)
  if (laterMayCome(latestOf.rating)) allowLater(at.rating, plan.laterRatings)
  // What began after the closure leaves it behind.
  const given = facts[at.of.events] as Readonly<Record<string, string | undefined>> | undefined
  const isGiven = (nth: number): boolean => given?.[eventNames[nth] ?? ''] !== undefined
  if (given && isBy('later', moment) && beginnings.some(nth => !isGiven(nth)))
    for (const ending of endings) {
      const slot = nthSlot(program.eventSlots, ending)
      if (isGiven(ending)) allowValues(program, scopes, slot, [values[slot], undefined])
    }
  openImplied(program, derived, {
    values,
    possible: scopes.possible,
    couldBeSaid: place =>
      hasPlace(plan.askable[moment], place) && !hasPlace(derived.given, place) && !hasPlace(never, place),
  })
  for (const [slot, could] of scopes.possible) allowValues(program, scopes, slot, could)
  for (const counts of [program.needsCounts, program.earlierCounts])
    for (const { slot } of counts) {
      const value = values[slot]
      if (typeof value === 'object' && 'atLeast' in value && value.atLeast < value.atMost) open[slot] = OPEN
    }
}

/** The bits of a list that could be any of some: of each member, and of whether there is any. */
function allowLists(
  { graph }: Program,
  states: Int32Array,
  slot: number,
  present: readonly ReadonlySet<string>[],
  complete: boolean,
): void {
  const list = graph.states.lists[slot]
  if (!list) return
  const notThere = complete ? NO_BIT : OPEN_BIT
  for (const { value, state } of list.members) {
    let bits = 0
    for (const one of present) bits |= one.has(value) ? YES_BIT : notThere
    states[state] = bits
  }
  if (list.empty < 0) return
  let bits = 0
  for (const one of present) bits |= one.size > 0 ? NO_BIT : complete ? YES_BIT : OPEN_BIT
  states[list.empty] = bits
}

/** A list of concerns is complete, but an indicator not asked about yet can bring one along. */
function allowConcerns(program: Program, plan: OpenPlan, { facts }: Derived, { wide, open }: OpenScopes): void {
  const { concerns: slot } = program.at.of
  const given = facts[slot] as readonly string[] | undefined
  if (given === undefined) return
  open[slot] = REPLACEABLE
  allowLists(program, wide, slot, [new Set(given), new Set([...given, ...plan.impliedConcerns])], true)
}

/** Indicators of which nothing is known are open. */
function openIndicators({ graph, at: { of } }: Program, { scope }: Derived, { wide }: OpenScopes): void {
  const { named, lists } = graph.states
  for (const { state } of named) if (scope.states[state] === UNKNOWN_BIT) wide[state] = OPEN_BIT
  const list = lists[of.indicators]
  if (!list) return
  if (list.empty >= 0 && scope.states[list.empty] === UNKNOWN_BIT) wide[list.empty] = OPEN_BIT
  if (list.given >= 0 && scope.states[list.given] === NO_BIT) wide[list.given] = OPEN_BIT
  if (list.known >= 0 && scope.states[list.known] === UNKNOWN_BIT) wide[list.known] = OPEN_BIT
}

/** A conditional indicator whose condition could still turn counts as maybe there, whatever it counts as now. */
function findPending(
  { graph, indicatorPlaces }: Program,
  { conditional, scope }: Derived,
  { wide, pending }: OpenScopes,
): void {
  for (const { place, rule } of conditional)
    if (rule.outcome.stage === 'indicators')
      if (truthOver(graph, place, wide) === UNKNOWN || truthOver(graph, place, scope.states) === UNKNOWN)
        pending.push(slotIn(indicatorPlaces, rule.outcome.indicator))
}

/** With indicators that may come to count or not, the lists and the counts are what either would make them. */
function allowPending(program: Program, derived: Derived, scopes: OpenScopes): void {
  const { graph, at, indicators } = program
  const { facts, scope } = derived
  const { wide, narrow, without, open, pending } = scopes
  without.set(scope.states)
  const isPending = (place: number): boolean => pending.includes(place)
  for (const { state, place } of graph.states.named) {
    if (!isPending(place)) continue
    without[state] = UNKNOWN_BIT
    wide[state] = OPEN_BIT
  }
  const present = derived.present.filter(place => scope.indicators[place] === TRUE && !isPending(place))
  const maybe = [...present, ...derived.present.filter(isPending)]
  const absent = [
    ...derived.absent,
    ...derived.present.filter(p => scope.indicators[p] !== TRUE && scope.indicators[p] !== UNKNOWN && !isPending(p)),
  ]
  for (const count of program.indicatorCounts) {
    const { atLeast, atMost } = countSeen(program, derived, count, present, absent)
    writeCount(graph, without, count.slot, atLeast, atMost, false)
    writeCount(graph, wide, count.slot, atLeast, atMost, true)
    writeCount(graph, narrow, count.slot, atLeast, mostSeen(program, derived, count, maybe), true)
  }
  const given = facts[at.of.concerns] as readonly string[] | undefined
  const concerns = (places: readonly number[]): ReadonlySet<string> =>
    new Set([...(given ?? []), ...places.flatMap(place => indicators[place]?.concerns ?? [])])
  for (const states of [wide, narrow]) {
    const list = graph.states.lists[at.of.indicators]
    if (list && list.empty >= 0) states[list.empty] = present.length > 0 ? NO_BIT : OPEN_BIT | NO_BIT
    allowLists(program, states, at.of.concerns, [concerns(present), concerns(maybe)], given !== undefined)
  }
  open[at.of.indicators] = REPLACEABLE
  open[at.of.concerns] = REPLACEABLE
}

/** Whoever gave indicators has answered the question: what was not named is taken as not seen. */
function narrowIndicators(program: Program, derived: Derived, { narrow, pending }: OpenScopes): void {
  const { graph, at, indicatorCounts } = program
  const { scope } = derived
  for (const { state, place } of graph.states.named)
    narrow[state] =
      place < 0 ? CLOSED_BIT : pending.includes(place) ? OPEN_BIT : scope.indicators[place] === TRUE ? YES_BIT : NO_BIT
  if (pending.length > 0) return
  const list = graph.states.lists[at.of.indicators]
  if (list && list.empty >= 0 && narrow[list.empty] === OPEN_BIT) narrow[list.empty] = CLOSED_BIT
  const present = derived.present.filter(place => scope.indicators[place] === TRUE)
  for (const count of indicatorCounts) {
    const bounds = scope.values[count.slot]
    if (typeof bounds === 'object' && 'atLeast' in bounds)
      writeCount(
        graph,
        narrow,
        count.slot,
        bounds.atLeast,
        count.lasting === null ? bounds.atLeast : mostSeen(program, derived, count, present),
        true,
      )
  }
}
