import type { Contact } from '../rules/facts.js'
import { facts } from '../rules/facts.js'
import type { Interval, Observed, OpenList } from '../rules/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../rules/operators.js'
import type { Moment } from '../rules/vocabulary.js'
import { events, functionalAreas, moments, purposes } from '../rules/vocabulary.js'
import type { CompiledRule, IndicatorCount, Program } from './compile.js'
import type { Notice } from './decision.js'
import type { Scope } from './scope.js'

/** A contact with what the contract settles before the rules look. */
export interface Derived {
  readonly contact: Contact
  readonly scope: Scope
  /** Events by name, with those that the channel gives. */
  readonly events: Readonly<Record<string, string | undefined>>
  readonly moment: Moment
  readonly notices: Notice[]
  /** The conditional indicators that the contact gives as present. */
  readonly conditional: readonly CompiledRule[]
}

const complete = (present: readonly string[]): OpenList => ({ present, absent: [], complete: true, given: true })
const later = (a: Moment, b: Moment): Moment => (moments.indexOf(b) > moments.indexOf(a) ? b : a)

const valuesOf = (fact: string): readonly string[] => facts[fact as keyof Contact].values as readonly string[]

/** Ids in the order of the rulebook's tables, each once. */
function inTableOrder(program: Program, ids: readonly string[] | undefined): readonly string[] {
  if (ids === undefined || ids.length < 2) return ids ?? []
  const place = (id: string): number => program.indicatorPlaces.get(id) ?? -1
  return [...new Set(ids)].sort((a, b) => place(a) - place(b))
}

/** The latest moment that a contact gives a fact of. */
function momentOf(contact: Contact): Moment {
  let moment: Moment = 'receipt'
  for (const name in contact) {
    const key = name as keyof Contact
    if (contact[key] !== undefined) moment = later(moment, facts[key].moment)
  }
  for (const name in contact.events) moment = later(moment, events[name as keyof typeof events])
  return moment
}

/** Puts a contact's facts into their slots, with those that follow from others; unknown facts stay undefined. */
export function derive(program: Program, contact: Contact): Derived {
  const values: Observed[] = new Array(program.slotNames.length).fill(undefined)
  const notices: Notice[] = []
  const set = (name: string, value: Observed): void => {
    const slot = program.at.facts.get(name)
    if (slot !== undefined) values[slot] = value
  }
  for (const name in contact) {
    const value = contact[name as keyof Contact]
    if (value === undefined) continue
    const { kind } = facts[name as keyof Contact]
    // In the order of the vocabulary, so that the order in which a list was given changes nothing.
    if (kind === 'list') set(name, complete(valuesOf(name).filter(v => (value as readonly string[]).includes(v))))
    else if (kind === 'boolean' || kind === 'choice' || kind === 'number') set(name, value as boolean | string | number)
  }

  const contactType = contact.contactType ?? 'referral'
  const channel = contact.channel ?? (contactType === 'advice-call' ? 'telephone' : undefined)
  const known = { ...contact.events } as Record<string, string | undefined>
  if (channel === 'telephone') {
    known.callReceivedAt ??= contact.receivedAt
    known.telephoneReferralAt ??= contact.receivedAt
  }
  set('contactType', contactType)
  set('channel', channel)
  if (channel === 'form') set('writtenReferralReceived', contact.writtenReferralReceived ?? true)
  if (contact.riskOfSignificantHarm === true) {
    if (contact.safeguardingConcern === false)
      notices.push({
        code: 'facts-at-odds',
        says: 'A risk of significant harm is given beside "no safeguarding concern": the risk stands.',
      })
    set('safeguardingConcern', true)
  }
  // A contact with an age is born; an unborn child is of no age yet, which the rules read as 0.
  if (contact.unborn === true) {
    if (contact.ageYears !== undefined && contact.ageYears > 0)
      notices.push({ code: 'facts-at-odds', says: 'The child is given as unborn and with an age: read as unborn.' })
    set('ageYears', 0)
  } else if (contact.ageYears !== undefined) set('unborn', false)

  const { at } = program
  values[at.practitionerLevel] = contact.levelAfterEnquiries ?? contact.levelAfterScreening ?? contact.professionalLevel
  values[at.rating] = contact.finalRag ?? contact.initialRag
  const moment = momentOf(contact)
  values[at.moment] = moment
  purposes.forEach((purpose, i) => {
    values[at.consentFor[i] ?? -1] = contact.consentFor?.[purpose] ?? contact.consent
  })
  for (const name in known) {
    const slot = program.slots.get(`events.${name}`)
    if (slot !== undefined) values[slot] = known[name]
  }
  if (contact.functionalNeeds !== undefined) {
    set('functionalNeeds', true)
    functionalAreas.forEach((area, i) => {
      const score = contact.functionalNeeds?.[area]
      if (typeof score === 'number') values[at.areas[i] ?? -1] = score
    })
  }
  for (const { slot, scores } of program.needsCounts) values[slot] = needsInterval(contact, scores)

  const indicators = new Uint8Array(program.indicators.length).fill(UNKNOWN)
  const conditional: CompiledRule[] = []
  const age = contact.unborn === true ? 0 : contact.ageYears
  for (const id of inTableOrder(program, contact.indicators)) {
    const place = program.indicatorPlaces.get(id)
    const indicator = place === undefined ? undefined : program.indicators[place]
    if (place === undefined || !indicator || indicators[place] === TRUE) continue
    indicators[place] = TRUE
    const rule = program.conditional.get(place)
    if (rule) conditional.push(rule)
    // One that counts only on a condition says by that condition at which ages it counts.
    if (!rule && indicator.ages && age !== undefined && (age < indicator.ages[0] || age > indicator.ages[1]))
      notices.push({
        code: 'outside-age-band',
        says: `"${indicator.label}" stands in the table for ages ${indicator.ages[0]} to ${indicator.ages[1]}; it counts all the same.`,
      })
  }
  for (const id of contact.indicatorsAbsent ?? []) {
    const place = program.indicatorPlaces.get(id)
    if (place !== undefined) indicators[place] = FALSE
  }
  return { contact, scope: { values, indicators }, events: known, moment, notices, conditional }
}

/** How many areas have one of the scores: those tested at least, and at most those not tested as well. */
function needsInterval(contact: Contact, scores: readonly number[]): Interval {
  let atLeast = 0
  let untested = 0
  for (const area of functionalAreas) {
    const score = contact.functionalNeeds?.[area]
    if (typeof score !== 'number') untested++
    else if (scores.includes(score)) atLeast++
  }
  return { atLeast, atMost: atLeast + untested }
}

/** Writes what follows from the indicators, once it is settled which of them count: the list, the counts and the concerns. */
export function deriveFromIndicators(program: Program, contact: Contact, scope: Scope): void {
  const { values, indicators } = scope
  const slot = (name: string): number => program.at.facts.get(name) ?? -1
  const given = contact.indicators !== undefined || contact.indicatorsAbsent !== undefined
  const ids = (list: readonly string[] | undefined, truth: number): string[] =>
    inTableOrder(program, list).filter(id => indicators[program.indicatorPlaces.get(id) ?? -1] === truth)
  const present = ids(contact.indicators, TRUE)
  const absent = [...ids(contact.indicatorsAbsent, FALSE), ...ids(contact.indicators, FALSE)]
  if (given) values[slot('indicators')] = { present, absent, complete: false, given: true }
  for (const count of program.indicatorCounts) values[count.slot] = countIndicators(program, count, present, absent)
  const implied = present.flatMap(id => program.indicators[program.indicatorPlaces.get(id) ?? -1]?.concerns ?? [])
  if (contact.concerns !== undefined || implied.length > 0)
    values[slot('concerns')] = {
      present: valuesOf('concerns').filter(c => implied.includes(c) || contact.concerns?.includes(c as never)),
      absent: [],
      complete: contact.concerns !== undefined,
      given: contact.concerns !== undefined,
    }
}

/** How many bullets are met: those with an indicator present at least; at most all that are not wholly denied. */
export function countIndicators(
  program: Program,
  count: IndicatorCount,
  present: readonly string[],
  absent: readonly string[],
): Interval {
  if (present.length === 0 && absent.length === 0) return { atLeast: 0, atMost: count.bulletSizes.length }
  const met = new Set<number>()
  const denied = new Map<number, number>()
  const bulletOf = (id: string): number => count.bulletOf[program.indicatorPlaces.get(id) ?? -1] ?? -1
  for (const id of present) if (bulletOf(id) >= 0) met.add(bulletOf(id))
  for (const id of absent) if (bulletOf(id) >= 0) denied.set(bulletOf(id), (denied.get(bulletOf(id)) ?? 0) + 1)
  let out = 0
  for (const [bullet, n] of denied) if (!met.has(bullet) && n >= (count.bulletSizes[bullet] ?? 0)) out++
  return { atLeast: met.size, atMost: count.bulletSizes.length - out }
}
