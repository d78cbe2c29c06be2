import type { Observed, OpenList } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import { isBy } from '../../rules/vocabulary/fixed.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { FactSet } from '../compile/fact-set.js'
import { addPlace, hasPlace, removeFacts } from '../compile/fact-set.js'
import { areMet } from '../compile/implications.js'
import type { Program } from '../compile/program.js'
import type { OpenScope } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'
import { countIndicators } from '../contact/counting.js'
import type { Derived } from '../contact/derive.js'
import { allow, openImplied } from './open-implied.js'
import type { OpenPlan } from './open-plan.js'

/** Whether nothing was said about indicators where the rulebook has some. */
const indicatorsUnasked = (program: Program, { contact }: Derived): boolean =>
  program.indicators.length > 0 && contact.indicators === undefined && contact.indicatorsAbsent === undefined

/** The facts (and `events.NAME`) that were not given, nor are assumed, and could be known by the contact's moment. */
export function askableFacts(program: Program, plan: OpenPlan, derived: Derived): FactSet {
  const { contact, given, assumedFacts, moment, scope } = derived
  const { placeOf, setOf } = program.askables
  const askable = plan.askable[moment].slice()
  removeFacts(askable, given)
  removeFacts(askable, assumedFacts)
  if (!indicatorsUnasked(program, derived)) removeFacts(askable, setOf(['indicators']))
  for (const { needs, facts } of program.implied.leavesOut) if (areMet(needs, scope.values)) removeFacts(askable, facts)
  // Areas that were not tested can be.
  const { functionalNeeds } = contact
  if (
    functionalNeeds === undefined ||
    program.vocabulary.areaNames.some(a => typeof functionalNeeds[a as 'learning'] !== 'number')
  )
    addPlace(askable, placeOf('functionalNeeds'))
  return askable
}

/** A contact with everything marked that could still become known, in two readings of its indicators. */
export interface OpenScopes {
  /** Every indicator in neither list is open: no rule is missed. */
  readonly wide: OpenScope
  /** Whoever gave indicators gave them all: what is open here can carry on to later stages. The same as `wide` where none were given. */
  readonly narrow: OpenScope
}

export function openScopes(program: Program, plan: OpenPlan, derived: Derived): OpenScopes {
  const marked = markOpen(program, plan, derived)
  const unasked = indicatorsUnasked(program, derived)
  if (unasked) allowConcerns(program, plan, derived, marked)
  if (unasked || program.indicators.length === 0) {
    const both = withIndicators(program, plan, derived, marked, true)
    return { wide: both, narrow: both }
  }
  return {
    wide: withIndicators(program, plan, derived, marked, true),
    narrow: withIndicators(program, plan, derived, marked, false),
  }
}

/** A contact with nothing open but what is assumed of it: each such fact could turn out otherwise. */
export function assumedScopes(program: Program, derived: Derived): OpenScopes {
  const { scope, assumedFacts } = derived
  const { values, indicators } = scope
  const possible: (readonly Observed[] | null)[] = new Array(values.length).fill(null)
  // No other time is known of an event: it comes and goes with what brings it along.
  for (const { assumed, place, slot, all } of program.implied.follows)
    if (assumed?.listed && hasPlace(assumedFacts, place) && all.length > 0) allow({ values, possible }, slot, all)
  openImplied(program, derived, { values, possible, couldBeSaid: () => false })
  const both: OpenScope = {
    values,
    indicators,
    open: new Uint8Array(values.length),
    possible,
    indicatorsOpen: false,
    pending: nothingPends,
  }
  return { wide: both, narrow: both }
}

type Marked = Pick<OpenScope, 'values' | 'open'> & { readonly possible: (readonly Observed[] | null)[] }

function markOpen(program: Program, plan: OpenPlan, derived: Derived): Marked {
  const { contact, scope, moment, given } = derived
  const { values } = scope
  const { at, vocabulary } = program
  const { latestOf, levels, ratingNames, beginnings, endings } = vocabulary
  const open = new Uint8Array(values.length)
  const possible: (readonly Observed[] | null)[] = new Array(values.length).fill(null)
  for (const slot of plan.openable[moment]) {
    const value = values[slot]
    if (value === undefined || (typeof value === 'object' && 'present' in value && !value.complete)) open[slot] = 1
  }
  // A practitioner's later level, or a later rating, replaces the one that stands.
  /** Whether one that comes after the latest given could be known by now. */
  const laterMayCome = (facts: readonly string[] = []): boolean => {
    let may = false
    for (const fact of facts)
      may = contact[fact as 'professionalLevel'] === undefined && (may || isBy(factOf(vocabulary, fact).moment, moment))
    return may
  }
  if (laterMayCome(latestOf.practitionerLevel))
    possible[at.practitionerLevel] = [values[at.practitionerLevel], ...levels]
  if (laterMayCome(latestOf.rating)) possible[at.rating] = [values[at.rating], ...ratingNames]
  // What began after the closure leaves it behind.
  const events: Readonly<Record<string, string | undefined>> | undefined = contact.events
  if (events && beginnings.some(b => events[b] === undefined) && isBy('later', moment))
    for (const ending of endings) {
      if (events[ending] === undefined) continue
      const ended = slotIn(at.events, ending)
      possible[ended] = [values[ended], undefined]
    }
  openImplied(program, derived, {
    values,
    possible,
    couldBeSaid: place => hasPlace(plan.askable[moment], place) && !hasPlace(given, place),
  })
  for (const count of program.needsCounts) {
    const value = values[count.slot]
    if (typeof value === 'object' && 'atLeast' in value && value.atLeast < value.atMost) open[count.slot] = 1
  }
  return { values, open, possible }
}

/** A list of concerns is complete, but an indicator not asked about yet can bring one along. */
function allowConcerns(program: Program, plan: OpenPlan, { contact }: Derived, { values, possible }: Marked): void {
  if (contact.concerns === undefined) return
  const slot = slotIn(program.at.facts, 'concerns')
  const present = [...new Set([...contact.concerns, ...plan.impliedConcerns])]
  possible[slot] = [values[slot], { present, absent: [], complete: true, given: true }]
}

function withIndicators(
  program: Program,
  plan: OpenPlan,
  derived: Derived,
  marked: Marked,
  indicatorsOpen: boolean,
): OpenScope {
  const { contact, scope } = derived
  const now: OpenScope = {
    values: marked.values,
    indicators: scope.indicators,
    open: marked.open,
    possible: marked.possible,
    indicatorsOpen,
    pending: nothingPends,
  }
  // A conditional indicator whose condition could still turn counts as maybe there, whatever it counts as now.
  const pending: ReadonlySet<number> =
    derived.conditional.length === 0
      ? nothingPends
      : new Set(
          derived.conditional
            .filter(r => plan.rules[r.place]?.test(now) === UNKNOWN || r.test(scope) === UNKNOWN)
            .flatMap(r =>
              r.rule.outcome.stage === 'indicators' ? [slotIn(program.indicatorPlaces, r.rule.outcome.indicator)] : [],
            ),
        )
  if (indicatorsOpen && pending.size === 0) return now
  // Whoever gave indicators has answered the question: what was not named is taken as not seen.
  const indicators = indicatorsOpen ? scope.indicators.slice() : new Uint8Array(scope.indicators.length).fill(FALSE)
  for (const place of derived.present) if (scope.indicators[place] === TRUE) indicators[place] = TRUE
  for (const place of pending) indicators[place] = UNKNOWN
  const values = [...marked.values]
  if (pending.size === 0) {
    for (const { slot } of program.indicatorCounts) values[slot] = atItsLeast(values[slot])
    return { ...now, values, indicators }
  }

  const possible = [...marked.possible]
  const present = derived.present.filter(place => indicators[place] === TRUE)
  const maybe = derived.present.filter(place => pending.has(place))
  const absent = [...derived.absent, ...derived.present.filter(place => indicators[place] === FALSE)]
  for (const count of program.indicatorCounts) {
    const { atLeast, atMost } = countIndicators(count, present, absent)
    values[count.slot] = {
      atLeast,
      atMost: indicatorsOpen ? atMost : countIndicators(count, [...present, ...maybe], []).atLeast,
    }
  }
  const idsOf = (places: readonly number[]): readonly string[] => places.map(p => program.indicators[p]?.id ?? '')
  const listOf = (places: readonly number[]): OpenList => ({
    present: idsOf(places),
    absent: idsOf(absent),
    complete: false,
    given: true,
  })
  possible[slotIn(program.at.facts, 'indicators')] = [listOf(present), listOf([...present, ...maybe])]
  const concerns = (places: readonly number[]): OpenList => {
    const implied = places.flatMap(place => program.indicators[place]?.concerns ?? [])
    return {
      present: [...new Set([...(contact.concerns ?? []), ...implied])],
      absent: [],
      complete: contact.concerns !== undefined,
      given: contact.concerns !== undefined,
    }
  }
  possible[slotIn(program.at.facts, 'concerns')] = [concerns(present), concerns([...present, ...maybe])]
  return { ...now, values, indicators, possible, pending }
}

const nothingPends: ReadonlySet<number> = new Set()

/** A count of which no more can be found. */
function atItsLeast(count: Observed): Observed {
  if (typeof count !== 'object' || !('atLeast' in count)) return count
  return count.atMost === count.atLeast ? count : { atLeast: count.atLeast, atMost: count.atLeast }
}
