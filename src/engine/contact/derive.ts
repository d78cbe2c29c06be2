import { FALSE, TRUE } from '../../rules/language/operators.js'
import { londonDay, parseInstant } from '../../rules/time/london.js'
import { isInOfficeHours } from '../../rules/time/office.js'
import { outsideWords } from '../../rules/time/office-words.js'
import { agesAtOdds, yearsOfMonths } from '../../rules/vocabulary/ages.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { EarlierContact } from '../../rules/vocabulary/earlier-contacts.js'
import { daysOfEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import { moments, receivedWhen } from '../../rules/vocabulary/fixed.js'
import type { NeedsCount } from '../compile/counts.js'
import { addPlace } from '../compile/fact-set.js'
import type { Program } from '../compile/program.js'
import { nthSlot, slotIn } from '../compile/slot-in.js'
import { settle, settleCount, settleIndicator, settleList } from '../graph/known.js'
import { needsInterval } from './counting.js'
import type { Derived } from './derived.js'
import { newDerived } from './derived.js'
import type { IndicatorDates } from './earlier.js'
import { earlierInterval } from './earlier.js'
import { factPlansOf } from './fact-plan.js'
import { followImplications } from './follow.js'

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
  const earlier = facts[of.earlierContacts]
  // What is no list of them is told as what it is: this only looks at the days of those that are.
  if (Array.isArray(earlier) && earlier.length > 0 && received !== null) {
    const day = londonDay(received)
    for (const one of earlier) if (daysOfEarlier(String((one as EarlierContact).at), day) === null) good = false
  }
  const since = facts[of.indicatorsSince] as IndicatorDates | undefined
  if (since !== undefined && received !== null)
    for (const id of Object.keys(since))
      if (daysOfEarlier(String(since[id]), londonDay(received)) === null) good = false
  return placeIndicators(program, derived) && good
}

function placeIndicators(program: Program, derived: Derived): boolean {
  const { facts, present, absent } = derived
  const { of } = program.at
  let good = addPlacesOf(program, facts[of.indicators], present)
  // One of which it is known since when it is seen is seen.
  const since = facts[of.indicatorsSince] as IndicatorDates | undefined
  if (since !== undefined) good = addPlacesOf(program, Object.keys(since), present) && good
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
  settleAge(program, derived)
  followImplications(program, derived)
  settleWorked(program, derived)
  noticeAges(program, derived)
}

/** What an age in months says of the years; where the two do not fit the months are not known. */
function settleAge({ graph, at: { of } }: Program, { facts, given, scope, notices }: Derived): void {
  const months = facts[of.ageMonths] as number | undefined
  if (months === undefined) return
  const years = facts[of.ageYears] as number | undefined
  if (years === undefined) {
    settle(graph, scope, of.ageYears, yearsOfMonths(months))
    addPlace(given, of.ageYears)
  } else if (years !== yearsOfMonths(months)) {
    settle(graph, scope, of.ageMonths, undefined)
    notices.push(agesAtOdds)
  }
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
  for (let nth = 0; nth < program.needsCounts.length; nth++) {
    const { slot, scores, unasked } = program.needsCounts[nth] as NeedsCount
    settleCount(graph, scope, slot, needs === undefined ? unasked : needsInterval(vocabulary.areaNames, needs, scores))
  }
  const earlier = facts[at.of.earlierContacts] as readonly EarlierContact[] | undefined
  if (earlier !== undefined) settle(graph, scope, at.of.earlierContacts, true)
  if (program.earlierCounts.length > 0) {
    const received = londonDay(derived.receivedMs)
    for (const count of program.earlierCounts)
      settleCount(graph, scope, count.slot, earlierInterval(count, earlier, received))
  }
  if (program.received >= 0) settleReceived(program, derived)
}

/** Whether it came in office hours: known but for days of which nobody knows whether they are working days. */
function settleReceived({ graph, rulebook, office, received }: Program, { scope, receivedMs, notices }: Derived): void {
  const inHours = isInOfficeHours(office, receivedMs)
  if (inHours === null)
    notices.push({
      code: 'outside-calendar',
      says: `Whether the contact came in office hours is not known: it falls ${outsideWords(rulebook.calendar)}.`,
    })
  else settle(graph, scope, received, receivedWhen[inHours ? 0 : 1])
}

/** Of facts in the order in which they come to be known, the latest that a contact gives. */
function latestGiven({ at }: Program, { facts }: Derived, names: readonly string[] = []): string | number | undefined {
  let latest: string | number | undefined
  for (let nth = 0; nth < names.length; nth++)
    latest = (facts[slotIn(at.facts, names[nth] as string)] as string | number | undefined) ?? latest
  return latest
}

/** One that counts only on a condition says by that condition at which ages it counts; where it does not count, a notice says so. */
function noticeAges({ at, indicators, conditional }: Program, { scope, present, notices }: Derived): void {
  const age = scope.values[at.of.ageYears] as number | undefined
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
