import type { FactName } from '../rules/facts.js'
import { factNames, facts } from '../rules/facts.js'
import type { Observed, OpenList } from '../rules/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../rules/operators.js'
import type { EventName, Moment } from '../rules/vocabulary.js'
import { events, functionalAreas, levels, moments, ratings } from '../rules/vocabulary.js'
import type { Program } from './compile.js'
import type { Derived } from './derive.js'
import { countIndicators } from './derive.js'
import type { OpenScope } from './scope.js'

const known = (moment: Moment, by: Moment): boolean => moments.indexOf(moment) <= moments.indexOf(by)

/** Whether a fact (or `events.NAME`) was not given and could be known by the contact's moment. */
export function isAskable(program: Program, derived: Derived, fact: string): boolean {
  const { contact, events: given, moment } = derived
  if (fact.startsWith('events.')) {
    const event = fact.slice('events.'.length) as EventName
    return given[event] === undefined && known(events[event], moment)
  }
  if (fact === 'indicators')
    return program.indicators.length > 0 && contact.indicators === undefined && contact.indicatorsAbsent === undefined
  if (fact === 'channel' && contact.contactType === 'advice-call') return false
  if (fact === 'functionalNeeds') return functionalAreas.some(a => typeof contact.functionalNeeds?.[a] !== 'number')
  return contact[fact as FactName] === undefined && known(facts[fact as FactName].askedFrom, moment)
}

/** A decided contact's scope with everything marked that could still become known. */
export function openScope(program: Program, derived: Derived, indicatorsOpen: boolean): OpenScope {
  const { contact, scope, moment } = derived
  const values = [...scope.values]
  const open = new Uint8Array(values.length)
  const possible: (readonly Observed[] | null)[] = new Array(values.length).fill(null)
  const slot = (name: string): number => program.slots.get(name) ?? -1
  const mark = (name: string): void => {
    if (slot(name) >= 0) open[slot(name)] = 1
  }
  for (const name of factNames) {
    const value = values[slot(name)]
    const unknown = value === undefined || (typeof value === 'object' && 'present' in value && !value.complete)
    if (unknown && known(facts[name].askedFrom, moment)) mark(name)
  }
  // A practitioner's later level, or a later rating, replaces the one that stands.
  const laterLevel =
    contact.levelAfterEnquiries === undefined &&
    (known('enquiries', moment) ||
      (contact.levelAfterScreening === undefined &&
        (known('screening', moment) || contact.professionalLevel === undefined)))
  if (laterLevel) possible[slot('practitionerLevel')] = [values[slot('practitionerLevel')], ...levels]
  const laterRating =
    contact.finalRag === undefined &&
    (known('enquiries', moment) || (contact.initialRag === undefined && known('screening', moment)))
  if (laterRating) possible[slot('rating')] = [values[slot('rating')], ...ratings]
  if (contact.safeguardingConcern === false && contact.riskOfSignificantHarm === undefined)
    possible[slot('safeguardingConcern')] = [false, true]
  for (const name of program.slotNames) {
    if (name.startsWith('consentFor.') || name.startsWith('functionalNeeds.'))
      if (values[slot(name)] === undefined) mark(name)
    if (name.startsWith('events.') && values[slot(name)] === undefined) {
      const event = name.slice(7) as EventName
      if (known(events[event], moment)) mark(name)
    }
  }
  // A list of concerns is complete, but an indicator not asked about yet can bring one along.
  if (contact.concerns !== undefined && indicatorsOpen && isAskable(program, derived, 'indicators')) {
    const implied = new Set(program.indicators.flatMap(i => i.concerns))
    const present = [...new Set([...contact.concerns, ...implied])]
    possible[slot('concerns')] = [values[slot('concerns')], { present, absent: [], complete: true, given: true }]
  }
  for (const count of program.needsCounts) {
    const value = values[count.slot]
    if (typeof value === 'object' && 'atLeast' in value && value.atLeast < value.atMost) open[count.slot] = 1
  }
  const indicators = scope.indicators.slice()
  const result: OpenScope = { values, indicators, open, possible, indicatorsOpen, pending: new Set() }
  // A conditional indicator whose condition could still turn counts as maybe there, whatever it counts as now.
  const placeOf = (id: string): number => program.indicatorPlaces.get(id) ?? -1
  const pending = new Set(
    derived.conditional
      .filter(r => r.openTest(result) === UNKNOWN || r.test(scope) === UNKNOWN)
      .flatMap(r => (r.rule.outcome.stage === 'indicators' ? [placeOf(r.rule.outcome.indicator)] : [])),
  )
  for (const place of pending) indicators[place] = UNKNOWN
  // Whoever gave indicators has answered the question: what was not named is taken as not seen.
  if (!indicatorsOpen)
    for (let place = 0; place < indicators.length; place++)
      if (indicators[place] === UNKNOWN && !pending.has(place)) indicators[place] = FALSE
  if (indicatorsOpen && pending.size === 0) return result

  const present = (contact.indicators ?? []).filter(id => indicators[placeOf(id)] === TRUE)
  const maybe = (contact.indicators ?? []).filter(id => pending.has(placeOf(id)))
  const absent = [
    ...(contact.indicatorsAbsent ?? []),
    ...(contact.indicators ?? []).filter(id => indicators[placeOf(id)] === FALSE),
  ]
  for (const count of program.indicatorCounts) {
    const { atLeast, atMost } = countIndicators(program, count, present, absent)
    values[count.slot] = {
      atLeast,
      atMost: indicatorsOpen ? atMost : countIndicators(program, count, [...present, ...maybe], []).atLeast,
    }
  }
  if (maybe.length > 0) {
    const listOf = (ids: readonly string[]): OpenList => ({ present: ids, absent, complete: false, given: true })
    possible[slot('indicators')] = [listOf(present), listOf([...present, ...maybe])]
    const concerns = (ids: readonly string[]): OpenList => {
      const implied = ids.flatMap(id => program.indicators[placeOf(id)]?.concerns ?? [])
      return {
        present: [...new Set([...(contact.concerns ?? []), ...implied])],
        absent: [],
        complete: contact.concerns !== undefined,
        given: contact.concerns !== undefined,
      }
    }
    possible[slot('concerns')] = [concerns(present), concerns([...present, ...maybe])]
  }
  return { ...result, pending }
}
