import type { Interval } from '../../rules/language/operators.js'
import { FALSE, TRUE } from '../../rules/language/operators.js'
import { parseInstant } from '../../rules/time/london.js'
import type { Contact } from '../../rules/vocabulary/facts.js'
import { moments } from '../../rules/vocabulary/fixed.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import { addPlace } from '../compile/fact-set.js'
import type { IndicatorCount, Program } from '../compile/program.js'
import { nthSlot, slotIn } from '../compile/slot-in.js'
import { settle, settleCount, settleIndicator, settleList, writeList } from '../graph/known.js'
import type { Derived } from './derived.js'
import { newDerived } from './derived.js'
import { factPlansOf } from './fact-plan.js'

/** What the contract takes for granted, each with why. */
const assumptions = {
  contactType: 'a contact of which nobody says the kind is taken to be a referral',
  channel: 'advice is taken to be asked for by telephone',
  writtenReferralReceived: "the authority's own form is the written referral",
  'events.callReceivedAt': 'a call is taken to have come when the contact was received',
  'events.telephoneReferralAt': 'a referral by telephone is taken to have been made when it was received',
} as const

/** What the judgements of harm are read from. */
export type Judged = Pick<Contact, 'riskOfSignificantHarm' | 'immediateDanger'>

/**
 * Whether harm is judged: by a judgement of the risk, else by the judgement that the child needs protecting now, which is one of
 * likely significant harm. `undefined`: nobody has judged.
 */
export const judgedHarm = ({ riskOfSignificantHarm, immediateDanger }: Judged): boolean | undefined =>
  riskOfSignificantHarm ?? (immediateDanger === true ? true : undefined)

/** Whether the child is known to be born. */
export const isBorn = ({ unborn, ageYears }: Pick<Contact, 'unborn' | 'ageYears'>): boolean =>
  unborn === false || (ageYears !== undefined && unborn !== true)

/**
 * Puts the instants of a contact's facts into their places, and its indicators. `false` where one is not an instant that exists, or
 * not an indicator of the rulebook, or given both ways: then there is no contact to decide.
 */
export function placeParts(program: Program, derived: Derived): boolean {
  const { facts, eventTexts, eventTimes } = derived
  const { of } = program.at
  const received = parseInstant(String(facts[of.receivedAt]))
  derived.receivedMs = received ?? 0
  let good = received !== null
  const events = facts[of.events] as Readonly<Record<string, string | undefined>> | undefined
  if (events !== undefined)
    for (const name of Object.keys(events)) {
      const text = events[name]
      const nth = program.eventPlaces.get(name)
      if (text === undefined || nth === undefined) continue
      const instant = parseInstant(text)
      if (instant === null) good = false
      eventTexts[nth] = text
      eventTimes[nth] = instant ?? Number.NaN
    }
  return placeIndicators(program, derived) && good
}

function placeIndicators(program: Program, derived: Derived): boolean {
  const { facts, present, absent } = derived
  const { of } = program.at
  let good = addPlacesOf(program, facts[of.indicators], present)
  good = addPlacesOf(program, facts[of.indicatorsAbsent], absent) && good
  for (const place of present) {
    settleIndicator(program.graph, derived.scope, place, TRUE)
    const rule = program.conditional.get(place)
    if (rule) derived.conditional.push(rule)
  }
  for (const place of absent) {
    if (derived.scope.indicators[place] === TRUE) good = false
    settleIndicator(program.graph, derived.scope, place, FALSE)
  }
  return good
}

/** Adds the places of indicators in the rulebook's tables, each once, in order; `false` where one is not there. */
function addPlacesOf({ indicatorPlaces }: Program, ids: unknown, places: number[]): boolean {
  if (ids === undefined) return true
  let good = true
  let inOrder = true
  for (const id of ids as readonly string[]) {
    const place = indicatorPlaces.get(id)
    if (place === undefined) good = false
    else {
      if (place <= (places.at(-1) ?? -1)) inOrder = false
      places.push(place)
    }
  }
  if (inOrder) return good
  places.sort((a, b) => a - b)
  let kept = 1
  for (let i = 1; i < places.length; i++) {
    const place = places[i] ?? 0
    if (place !== places[i - 1]) places[kept++] = place
  }
  places.length = kept
  return good
}

/** A contact that is known to be well formed with what follows from it, in a room of its own. */
export function derive(program: Program, contact: Contact): Derived {
  const derived = newDerived(program)
  for (const name of Object.keys(contact)) {
    const place = program.at.facts.get(name)
    const value = contact[name as keyof Contact]
    if (place === undefined || value === undefined) continue
    derived.facts[place] = value
    derived.places.push(place)
  }
  placeParts(program, derived)
  settleFacts(program, derived)
  return derived
}

/** Puts what a contact gives into the slots, with what follows from it; unknown facts stay undefined. */
export function settleFacts(program: Program, derived: Derived): void {
  settleGiven(program, derived)
  settleAssumed(program, derived)
  settleHarm(program, derived)
  settleAge(program, derived)
  settleWorked(program, derived)
  noticeAges(program, derived)
}

/** What the contact says itself. */
function settleGiven(program: Program, derived: Derived): void {
  const { graph, vocabulary, at } = program
  const { byPlace, eventMoments } = factPlansOf(vocabulary)
  const { facts, places, given, scope, eventTexts } = derived
  let moment = 0
  for (let nth = 0; nth < places.length; nth++) {
    const place = places[nth] as number
    const plan = byPlace[place]
    const value = facts[place]
    if (plan === undefined) continue
    addPlace(given, place)
    if (plan.moment > moment) moment = plan.moment
    if (plan.settles) settle(graph, scope, place, value as boolean | string | number)
    else if (plan.spec.kind === 'list') {
      // In the order of the vocabulary, so that the order in which a list was given changes nothing.
      const present = (plan.spec.values as readonly string[]).filter(v => (value as readonly string[]).includes(v))
      settleList(graph, scope, place, { present, absent: none, complete: true, given: true })
    }
  }
  for (let nth = 0; nth < eventTexts.length; nth++) {
    if (eventTexts[nth] === undefined) continue
    addPlace(given, facts.length + nth)
    const from = eventMoments[nth] as number
    if (from > moment) moment = from
  }
  derived.moment = moments[moment] ?? 'receipt'
  settle(graph, scope, at.moment, derived.moment)
}

const none: readonly string[] = Object.freeze([])

/** What goes without saying: it stands until it is said, and is asked about all the same. */
function settleAssumed(program: Program, derived: Derived): void {
  const { graph, at, askables } = program
  const { facts, scope, assumed, assumedFacts, eventTexts, eventTimes } = derived
  const assume = (fact: keyof typeof assumptions, value: string | boolean): void => {
    addPlace(assumedFacts, askables.placeOf(fact))
    if (program.reads.has(fact)) assumed.push(Object.freeze({ fact, value, because: assumptions[fact] }))
  }
  const contactType = (facts[at.of.contactType] as string | undefined) ?? 'referral'
  if (facts[at.of.contactType] === undefined) {
    assume('contactType', contactType)
    settle(graph, scope, at.of.contactType, contactType)
  }
  const given = facts[at.of.channel] as string | undefined
  const channel = given ?? (contactType === 'advice-call' ? 'telephone' : undefined)
  if (channel !== given) {
    assume('channel', 'telephone')
    settle(graph, scope, at.of.channel, channel)
  }
  if (channel === 'form' && facts[at.of.writtenReferralReceived] === undefined) {
    assume('writtenReferralReceived', true)
    settle(graph, scope, at.of.writtenReferralReceived, true)
  }
  if (channel !== 'telephone') return
  const receivedAt = String(facts[at.of.receivedAt])
  for (const name of ['callReceivedAt', 'telephoneReferralAt'] as const) {
    const nth = slotIn(program.eventPlaces, name)
    if (eventTexts[nth] !== undefined) continue
    eventTexts[nth] = receivedAt
    eventTimes[nth] = derived.receivedMs
    addPlace(derived.given, facts.length + nth)
    assume(`events.${name}`, receivedAt)
  }
}

/** The judgements of harm, which stand over what is said beside them. */
function settleHarm({ graph, at }: Program, { facts, scope, notices }: Derived): void {
  const atOdds = (says: string): void => {
    notices.push({ code: 'facts-at-odds', says })
  }
  const risk = facts[at.of.riskOfSignificantHarm] as boolean | undefined
  const danger = facts[at.of.immediateDanger] as boolean | undefined
  if (danger === true && risk === false)
    atOdds(
      'The child is said to need protecting now, and a risk of significant harm to be ruled out: somebody has to look at both.',
    )
  if (judgedHarm({ riskOfSignificantHarm: risk, immediateDanger: danger }) !== true) return
  if (facts[at.of.safeguardingConcern] === false)
    atOdds(
      risk === true
        ? 'A risk of significant harm is given beside "no safeguarding concern": the risk stands.'
        : 'A need to protect the child now is given beside "no safeguarding concern": the danger stands.',
    )
  settle(graph, scope, at.of.riskOfSignificantHarm, true)
  settle(graph, scope, at.of.safeguardingConcern, true)
}

/** A contact with an age is born; an unborn child is of no age yet, which the rules read as 0. */
function settleAge({ graph, at }: Program, { facts, scope, notices }: Derived): void {
  const atOdds = (says: string): void => {
    notices.push({ code: 'facts-at-odds', says })
  }
  const unborn = facts[at.of.unborn] as boolean | undefined
  const ageYears = facts[at.of.ageYears] as number | undefined
  if (unborn === true) {
    if (ageYears !== undefined && ageYears > 0) atOdds('The child is given as unborn and with an age: read as unborn.')
    settle(graph, scope, at.of.ageYears, 0)
  } else if (ageYears !== undefined) settle(graph, scope, at.of.unborn, false)
  if (
    isBorn({ unborn, ageYears }) &&
    (facts[at.of.unbornWelfareConcern] === true || facts[at.of.gestationWeeks] !== undefined)
  )
    atOdds('What is asked of an unborn child alone is given of a child who is born: it counts all the same.')
}

/** What rules read that is worked out: the latest level and rating, answers by purpose, events, scores by area. */
function settleWorked(program: Program, derived: Derived): void {
  const { graph, at, vocabulary } = program
  const { facts, scope, eventTexts, eventTimes } = derived
  settle(graph, scope, at.practitionerLevel, latestGiven(program, derived, vocabulary.latestOf.practitionerLevel))
  settle(graph, scope, at.rating, latestGiven(program, derived, vocabulary.latestOf.rating))
  const consent = facts[at.of.consent] as string | undefined
  const consentFor = facts[at.of.consentFor] as Readonly<Record<string, string | undefined>> | undefined
  if (consent !== undefined || consentFor !== undefined)
    for (let nth = 0; nth < vocabulary.purposeNames.length; nth++)
      settle(graph, scope, nthSlot(at.consentFor, nth), consentFor?.[vocabulary.purposeNames[nth] ?? ''] ?? consent)
  const { eventSlots, endings, beginnings } = program
  for (let nth = 0; nth < eventTexts.length; nth++) {
    const text = eventTexts[nth]
    if (text === undefined) continue
    // A closure before the plan, or whatever else began, is that of an earlier case; it still starts its own clocks.
    const ended = eventTimes[nth] ?? 0
    const isEarlier =
      endings.includes(nth) && beginnings.some(b => eventTexts[b] !== undefined && ended < (eventTimes[b] ?? 0))
    if (!isEarlier) settle(graph, scope, nthSlot(eventSlots, nth), text)
  }
  const needs = facts[at.of.functionalNeeds] as Readonly<Record<string, unknown>> | undefined
  if (needs !== undefined) {
    settle(graph, scope, at.of.functionalNeeds, true)
    for (let nth = 0; nth < vocabulary.areaNames.length; nth++) {
      const score = needs[vocabulary.areaNames[nth] ?? '']
      if (typeof score === 'number') settle(graph, scope, nthSlot(at.areas, nth), score)
    }
  }
  for (const { slot, scores } of program.needsCounts)
    settleCount(graph, scope, slot, needsInterval(vocabulary.areaNames, needs, scores))
}

/** Of facts in the order in which they come to be known, the latest that a contact gives. */
function latestGiven({ at }: Program, { facts }: Derived, names: readonly string[] = []): string | number | undefined {
  let latest: string | number | undefined
  for (const name of names) latest = (facts[slotIn(at.facts, name)] as string | number | undefined) ?? latest
  return latest
}

/** One that counts only on a condition says by that condition at which ages it counts; where it does not count, a notice says so. */
function noticeAges({ at, indicators, conditional }: Program, { facts, present, notices }: Derived): void {
  const age = facts[at.of.unborn] === true ? 0 : (facts[at.of.ageYears] as number | undefined)
  if (age === undefined) return
  for (const place of present) {
    const { ages = null, label = '' } = indicators[place] ?? {}
    if (ages && (age < ages[0] || age > ages[1]) && !conditional.has(place))
      notices.push({
        code: 'outside-age-band',
        says: `"${label}" stands in the table for ages ${ages[0]} to ${ages[1]}; it counts all the same.`,
      })
  }
}

/** How many areas have one of the scores: those tested at least, and at most those not tested as well. */
function needsInterval(
  areas: readonly string[],
  needs: Readonly<Record<string, unknown>> | undefined,
  scores: readonly number[],
): Interval {
  let atLeast = 0
  let untested = 0
  for (const area of areas) {
    const score = needs?.[area]
    if (typeof score !== 'number') untested++
    else if (scores.includes(score)) atLeast++
  }
  return { atLeast, atMost: atLeast + untested }
}

/** Writes what follows from the indicators, once it is settled which of them count: the list, the counts and the concerns. */
export function deriveFromIndicators(program: Program, derived: Derived): void {
  const { facts, scope, counting } = derived
  const { graph, at } = program
  const { of } = at
  if (facts[of.indicators] === undefined && facts[of.indicatorsAbsent] === undefined) {
    for (const count of program.indicatorCounts) settleCount(graph, scope, count.slot, count.unasked)
    return
  }
  const present = derived.conditional.length === 0 ? derived.present : placesThat(derived, TRUE)
  const absent = derived.conditional.length === 0 ? derived.absent : placesThat(derived, FALSE)
  const idOf = (place: number): string => program.indicators[place]?.id ?? ''
  for (const place of present) {
    const indicator = program.indicators[place]
    if (indicator) counting.push(indicator)
  }
  const list = { present: present.map(idOf), absent: absent.map(idOf), complete: false, given: true }
  scope.values[of.indicators] = list
  writeList(graph, scope.states, of.indicators, present.length > 0, list)
  for (const count of program.indicatorCounts)
    settleCount(graph, scope, count.slot, countIndicators(count, present, absent))
  const implied = counting.some(i => i.concerns.length > 0)
  if (!implied) return
  const given = facts[of.concerns] as readonly string[] | undefined
  settleList(graph, scope, of.concerns, {
    present: (factOf(program.vocabulary, 'concerns').values as readonly string[]).filter(
      c => counting.some(i => i.concerns.includes(c)) || given?.includes(c),
    ),
    absent: none,
    complete: given !== undefined,
    given: given !== undefined,
  })
}

/** The indicators given that count, or those that do not: one that does not count is as good as absent. */
function placesThat({ present, absent, scope }: Derived, truth: typeof TRUE | typeof FALSE): readonly number[] {
  const given = truth === TRUE ? present : [...absent, ...present]
  return given.filter(place => scope.indicators[place] === truth)
}

/** How many bullets are met: those with an indicator present at least; at most all that are not wholly denied. */
export function countIndicators(
  { bulletOf, bulletSizes, denied, unasked }: IndicatorCount,
  present: readonly number[],
  absent: readonly number[],
): Interval {
  if (present.length === 0 && absent.length === 0) return unasked
  let met = 0
  let out = 0
  // A bullet that is met is marked by -1; of the others it is counted how much of them is denied.
  for (const place of present) {
    const bullet = bulletOf[place] ?? -1
    if (bullet < 0 || denied[bullet] === -1) continue
    denied[bullet] = -1
    met++
  }
  for (const place of absent) {
    const bullet = bulletOf[place] ?? -1
    if (bullet < 0 || denied[bullet] === -1) continue
    const count = (denied[bullet] ?? 0) + 1
    denied[bullet] = count
    if (count === bulletSizes[bullet]) out++
  }
  for (const places of [present, absent])
    for (const place of places) {
      const bullet = bulletOf[place] ?? -1
      if (bullet >= 0) denied[bullet] = 0
    }
  return { atLeast: met, atMost: bulletSizes.length - out }
}
