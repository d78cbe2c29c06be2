import { keptFor } from '../../kept-for.js'
import type { Observed, OpenList } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import { parseInstant } from '../../rules/time/london.js'
import type { FactKind } from '../../rules/vocabulary/fact-spec.js'
import type { Contact } from '../../rules/vocabulary/facts.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import { isBy } from '../../rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { eventOf, factOf } from '../../rules/vocabulary/vocabulary.js'
import type { FactSet } from '../compile/fact-set.js'
import { addPlace } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { nthSlot, slotIn } from '../compile/slot-in.js'
import type { Assumed, Notice } from '../decide/decision.js'
import { needsInterval } from './counting.js'
import { followImplications } from './follow.js'

/** A contact with what the contract settles before the rules look. */
export interface Derived {
  readonly contact: Contact
  /** The facts and events that it gives, with the events that the channel gives. */
  readonly given: FactSet
  readonly scope: Scope
  /** Events by name, with those that the channel gives. */
  readonly events: Readonly<Record<string, string | undefined>>
  /** The instants of events in milliseconds since 1970 UTC, once they were read. */
  readonly instants: Map<string, number | null>
  readonly moment: Moment
  readonly notices: Notice[]
  /** What the contract takes for granted of facts not given, in the order of the facts. */
  readonly assumed: readonly Assumed[]
  /** The same as a set, with those that no rule reads. */
  readonly assumedFacts: FactSet
  /** The indicators given as present, and those given as absent, by their places in the rulebook's tables; each once, in order. */
  readonly present: readonly number[]
  readonly absent: readonly number[]
  /** The conditional indicators that the contact gives as present. */
  readonly conditional: readonly CompiledRule[]
}

const complete = (present: readonly string[]): OpenList => ({ present, absent: [], complete: true, given: true })

const later = (a: Moment, b: Moment): Moment => (isBy(b, a) ? a : b)

/** What derivation asks of a vocabulary, worked out once. */
interface Blanks {
  /** What it asks of a fact. Its slot is its place: facts come first in every program. */
  readonly entries: ReadonlyMap<
    string,
    { readonly place: number; readonly kind: FactKind; readonly moment: Moment; readonly values: readonly string[] }
  >
  // With a place for everything, given or not, every contact has the same shape, and reading a fact of it is several times as fast.
  readonly contact: Contact
  readonly events: Readonly<Record<string, undefined>>
}

const blanksOf: (vocabulary: Vocabulary) => Blanks = keptFor(vocabulary => {
  const { factNames, eventNames } = vocabulary
  return {
    entries: new Map(
      factNames.map((name, place) => {
        const { kind, moment, values } = factOf(vocabulary, name)
        return [name, { place, kind, moment, values: values as readonly string[] }]
      }),
    ),
    contact: { ...Object.fromEntries(factNames.map(name => [name, undefined])), receivedAt: '' } as Contact,
    events: { ...Object.fromEntries(eventNames.map(name => [name, undefined])) },
  }
})

/** The places of indicators in the rulebook's tables, each once, in order. */
function placesOf(program: Program, ids: readonly string[] | undefined): readonly number[] {
  if (ids === undefined || ids.length === 0) return []
  const places = ids.flatMap(id => program.indicatorPlaces.get(id) ?? [])
  return places.length < 2 ? places : [...new Set(places)].sort((a, b) => a - b)
}

/** Of facts in the order in which they come to be known, the latest that a contact gives. */
function latestGiven(contact: Contact, facts: readonly string[] = []): Observed {
  let latest: Observed
  for (const fact of facts) latest = contact[fact as 'professionalLevel'] ?? latest
  return latest
}

/** Whether an ending that is given lies before something that began: it does not end that. */
function isEarlier(
  ending: string,
  beginnings: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
): boolean {
  const ended = given[ending]
  if (ended === undefined) return false
  return beginnings.some(name => {
    const began = given[name]
    return began !== undefined && (parseInstant(ended) ?? 0) < (parseInstant(began) ?? 0)
  })
}

/** Puts a contact's facts into their slots, with those that follow from others; unknown facts stay undefined. */
export function derive(program: Program, raw: Contact): Derived {
  const { at, vocabulary, askables } = program
  const blanks = blanksOf(vocabulary)
  const values: Observed[] = new Array(program.slotNames.length).fill(undefined)
  const notices: Notice[] = []
  const contact: { -readonly [K in keyof Contact]: Contact[K] } = { ...blanks.contact }
  const known: Record<string, string | undefined> = { ...blanks.events }
  const given = askables.noFacts()
  // The latest moment that the contact gives a fact or an event of.
  let moment: Moment = 'receipt'
  for (const name of Object.keys(raw)) {
    const value = raw[name as keyof Contact]
    const spec = blanks.entries.get(name)
    if (value === undefined || !spec) continue
    contact[name as 'reference'] = value as string
    addPlace(given, spec.place)
    moment = later(moment, spec.moment)
    const { kind, place } = spec
    // In the order of the vocabulary, so that the order in which a list was given changes nothing.
    if (kind === 'list') values[place] = complete(spec.values.filter(v => (value as readonly string[]).includes(v)))
    else if (kind === 'boolean' || kind === 'choice' || kind === 'number')
      values[place] = value as boolean | string | number
  }
  for (const [name, at] of Object.entries(contact.events ?? {})) {
    if (at === undefined) continue
    known[name] = at
    addPlace(given, askables.placeOfEvent(name))
    moment = later(moment, eventOf(vocabulary, name).moment)
  }

  const { receivedAt } = contact
  const { assumed, assumedFacts } = followImplications(program, { given, values, events: known, receivedAt, notices })

  values[at.practitionerLevel] = latestGiven(contact, vocabulary.latestOf.practitionerLevel)
  values[at.rating] = latestGiven(contact, vocabulary.latestOf.rating)
  values[at.moment] = moment
  if (contact.consent !== undefined || contact.consentFor !== undefined)
    vocabulary.purposeNames.forEach((purpose, i) => {
      values[nthSlot(at.consentFor, i)] = contact.consentFor?.[purpose as 'referral'] ?? contact.consent
    })
  for (const [name, slot] of at.events) values[slot] = known[name]
  // A closure before the plan, or whatever else began, is that of an earlier case; it still starts its own clocks.
  for (const ending of vocabulary.endings)
    if (isEarlier(ending, vocabulary.beginnings, known)) values[slotIn(at.events, ending)] = undefined
  if (contact.functionalNeeds !== undefined) {
    values[slotIn(at.facts, 'functionalNeeds')] = true
    vocabulary.areaNames.forEach((area, i) => {
      const score = contact.functionalNeeds?.[area as 'learning']
      if (typeof score === 'number') values[nthSlot(at.areas, i)] = score
    })
  }
  for (const { slot, scores } of program.needsCounts)
    values[slot] = needsInterval(vocabulary.areaNames, contact, scores)

  const indicators = new Uint8Array(program.indicators.length).fill(UNKNOWN)
  const conditional: CompiledRule[] = []
  const age = values[slotIn(at.facts, 'ageYears')] as Contact['ageYears']
  const present = placesOf(program, contact.indicators)
  const absent = placesOf(program, contact.indicatorsAbsent)
  for (const place of present) {
    indicators[place] = TRUE
    const rule = program.conditional.get(place)
    if (rule) conditional.push(rule)
    const { ages = null, label = '' } = program.indicators[place] ?? {}
    // One that counts only on a condition says by that condition at which ages it counts; where it does not count, a notice says so.
    if (!rule && ages && age !== undefined && (age < ages[0] || age > ages[1]))
      notices.push({
        code: 'outside-age-band',
        says: `"${label}" stands in the table for ages ${ages[0]} to ${ages[1]}; it counts all the same.`,
      })
  }
  for (const place of absent) indicators[place] = FALSE
  const scope = { values, indicators }
  return {
    contact,
    given,
    scope,
    events: known,
    instants: new Map(),
    moment,
    notices,
    assumed,
    assumedFacts,
    present,
    absent,
    conditional,
  }
}
