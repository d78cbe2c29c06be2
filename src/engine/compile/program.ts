import { keptFor } from '../../kept-for.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import { allOf, atomsOf, withException } from '../../rules/language/condition.js'
import type { CountSpec } from '../../rules/language/counts.js'
import type { Indicator, Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { Purpose } from '../../rules/vocabulary/fixed.js'
import type { Stage, TakenFact } from '../../rules/vocabulary/stages.js'
import { stages, takenFrom } from '../../rules/vocabulary/stages.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { compileHolds, compileTest } from './conditions.js'
import type { Askables } from './fact-set.js'
import { askablesOf } from './fact-set.js'
import type { Implied } from './implications.js'
import { compileImplications } from './implications.js'
import type { Holds, Test } from './scope.js'
import { slotIn } from './slot-in.js'
import type { Trigger } from './triggers.js'
import { triggersOf } from './triggers.js'

/** A count of indicators, ready to be counted. */
export interface IndicatorCount {
  readonly slot: number
  readonly spec: Extract<CountSpec, { of: 'indicators' }>
  /** The bullet of each indicator that counts, by the indicator's place; -1 for those that do not. */
  readonly bulletOf: Int32Array
  /** How many bullets there are, and how many indicators each holds. */
  readonly bulletSizes: readonly number[]
}

export interface NeedsCount {
  readonly slot: number
  readonly scores: readonly number[]
}

/** A rule with its condition turned into functions. */
export interface CompiledRule {
  readonly rule: Rule
  readonly place: number
  readonly condition: Condition
  readonly atoms: readonly Atom[]
  readonly test: Test
  /** Whether the test is true: what a decision asks of most rules. */
  readonly holds: Holds
  /** Whether the indicators that it matches can bring clauses of their own. */
  readonly citesIndicators: boolean
}

/** The slots that the engine itself reads and writes. */
export interface Slots {
  /** By name; a fact's slot is its place among the facts. */
  readonly facts: ReadonlyMap<string, number>
  readonly entry: number
  readonly level: number
  readonly basis: number
  readonly rag: number
  readonly route: number
  readonly team: number
  readonly moment: number
  readonly practitionerLevel: number
  readonly rating: number
  readonly consentFor: readonly number[]
  readonly requirement: readonly number[]
  readonly mayProceed: readonly number[]
  readonly areas: readonly number[]
  readonly events: ReadonlyMap<string, number>
}

/** A rulebook compiled once: facts in slots, conditions as functions, rules indexed by the facts that can make them true. */
export interface Program {
  readonly rulebook: Rulebook
  readonly vocabulary: Vocabulary
  readonly askables: Askables
  /** What one fact says of another. */
  readonly implied: Implied
  readonly slots: ReadonlyMap<string, number>
  readonly slotNames: readonly string[]
  readonly at: Slots
  readonly indicators: readonly Indicator[]
  readonly indicatorPlaces: ReadonlyMap<string, number>
  /** The conditional indicator's rule, by the indicator's place. */
  readonly conditional: ReadonlyMap<number, CompiledRule>
  readonly indicatorCounts: readonly IndicatorCount[]
  readonly needsCounts: readonly NeedsCount[]
  readonly rules: readonly CompiledRule[]
  /** The facts that a condition reads, and the events that a clock starts from or ends at. */
  readonly reads: ReadonlySet<string>
  readonly byStage: Readonly<Record<Stage, readonly CompiledRule[]>>
  /** The lists of an ordered stage (purposes, givers, deadline ids) in the order of the file. */
  readonly lists: Readonly<Record<'givers' | 'consent' | 'deadlines', ReadonlyMap<string, readonly CompiledRule[]>>>
  readonly purposes: readonly Purpose[]
  readonly triggers: readonly (readonly Trigger[] | null)[]
}

/** Compiles a rulebook, once: the same rulebook gives the same program. */
export const compile: (rulebook: Rulebook) => Program = keptFor(build)

function build(rulebook: Rulebook): Program {
  const vocabulary = vocabularyOf(rulebook)
  const { factNames, eventNames, areaNames, purposeNames, ratingNames } = vocabulary
  const slots = new Map<string, number>()
  const slotOf = (name: string): number => {
    const slot = slots.get(name) ?? slots.size
    slots.set(name, slot)
    return slot
  }
  // What derivation and the stages themselves write has a slot whether or not a rule reads it.
  const at: Slots = {
    facts: new Map(factNames.map(name => [name, slotOf(name)])),
    entry: slotOf('entry'),
    level: slotOf('level'),
    basis: slotOf('basis'),
    rag: slotOf('rag'),
    route: slotOf('route'),
    team: slotOf('team'),
    moment: slotOf('moment'),
    practitionerLevel: slotOf('practitionerLevel'),
    rating: slotOf('rating'),
    consentFor: purposeNames.map(p => slotOf(`consentFor.${p}`)),
    requirement: purposeNames.map(p => slotOf(`requirement.${p}`)),
    mayProceed: purposeNames.map(p => slotOf(`mayProceed.${p}`)),
    areas: areaNames.map(a => slotOf(`functionalNeeds.${a}`)),
    events: new Map(eventNames.map(event => [event, slotOf(`events.${event}`)])),
  }
  for (const name of Object.keys(rulebook.counts)) slotOf(name)

  const indicatorPlaces = new Map(rulebook.indicators.map((indicator, place) => [indicator.id, place]))
  const indicatorsCite = rulebook.indicators.some(i => i.clauses.length > 0)
  const conditionalRules = rulebook.indicators.flatMap(i => (i.when || i.unless ? [conditionalRule(i)] : []))
  const rules = [...conditionalRules, ...rulebook.rules].map((rule, place): CompiledRule => {
    const condition = effectiveCondition(rule, ratingNames)
    const atoms = atomsOf(condition)
    return {
      rule,
      place,
      condition,
      atoms,
      citesIndicators: indicatorsCite && atoms.some(a => /^(indicators|concerns|indicatorCount:.*)$/.test(a.fact)),
      test: compileTest(condition, slotOf, indicatorPlaces),
      holds: compileHolds(condition, slotOf, indicatorPlaces),
    }
  })
  const byStage = Object.fromEntries(
    stages.map(s => [s, rules.filter(r => r.rule.stage === s)]),
  ) as unknown as Program['byStage']
  const counts = Object.entries(rulebook.counts)
  const askables = askablesOf(vocabulary)
  const reads = new Set(rules.flatMap(r => [...r.atoms.map(a => a.fact), ...clockEvents(r.rule)]))
  return {
    rulebook,
    vocabulary,
    askables,
    implied: compileImplications(vocabulary, slots, askables, reads),
    slots,
    slotNames: [...slots.keys()],
    at,
    indicators: rulebook.indicators,
    indicatorPlaces,
    conditional: new Map(byStage.indicators.map(r => [slotIn(indicatorPlaces, indicatorOf(r.rule)), r])),
    indicatorCounts: counts.flatMap(([name, spec]) =>
      spec.of === 'indicators' ? [indicatorCount(slotOf(name), spec, rulebook.indicators)] : [],
    ),
    needsCounts: counts.flatMap(([name, spec]) =>
      spec.of === 'functionalNeeds' ? [{ slot: slotOf(name), scores: spec.scores }] : [],
    ),
    rules,
    reads,
    byStage,
    lists: {
      givers: inLists(byStage.givers),
      consent: inLists(byStage.consent),
      deadlines: inLists(byStage.deadlines),
    },
    purposes: purposeNames.filter(p => byStage.consent.some(r => r.rule.list === p)),
    triggers: rules.map(r => triggersOf(r.condition)),
  }
}

/** The events that a rule's clock starts from or ends at. */
const clockEvents = ({ outcome }: Rule): readonly string[] =>
  outcome.stage === 'deadlines' ? [outcome.from, outcome.orAt].flatMap(e => (e === null ? [] : [`events.${e}`])) : []

const indicatorOf = (rule: Rule): string => (rule.outcome.stage === 'indicators' ? rule.outcome.indicator : '')

/** That a practitioner's level, or a rating, is one that a decision can have. */
const isKnown: Readonly<Record<TakenFact, (ratings: readonly string[]) => Atom>> = {
  practitionerLevel: () => ({ fact: 'practitionerLevel', operator: 'greaterThanInclusive', value: 1 }),
  rating: ratings => ({ fact: 'rating', operator: 'in', value: ratings }),
}

/** What must hold for a rule to apply: its condition, its exception, and the fact that its outcome takes its value from. */
export function effectiveCondition(rule: Rule, ratings: readonly string[]): Condition {
  const condition = withException(rule.when, rule.unless)
  const taken = takenFrom(rule.outcome)
  return taken === null ? condition : allOf([condition, isKnown[taken](ratings)])
}

/** An indicator that counts only where its condition holds is a rule before all others. */
function conditionalRule(indicator: Indicator): Rule {
  return {
    id: `indicator:${indicator.id}`,
    stage: 'indicators',
    list: null,
    says: indicator.label,
    when: indicator.when ?? { all: [] },
    unless: indicator.unless,
    exceptions: [],
    otherwise: false,
    clauses: indicator.clauses,
    interpretations: indicator.interpretations,
    outcome: { stage: 'indicators', indicator: indicator.id },
    actions: [],
    also: [],
    notices: [],
  }
}

/** A further condition over a program, as a test: that of an exception, of a promise, of a finding. @throws Error where it asks about something that the program has no slot for. */
export const testOf = (program: Program, condition: Condition): Test =>
  compileTest(condition, name => slotIn(program.slots, name), program.indicatorPlaces)

function indicatorCount(slot: number, spec: IndicatorCount['spec'], indicators: readonly Indicator[]): IndicatorCount {
  const bullets = new Map<string, number>()
  const bulletSizes: number[] = []
  const bulletOf = new Int32Array(indicators.length).fill(-1)
  indicators.forEach((indicator, place) => {
    const counts =
      (spec.levels.length === 0 || spec.levels.includes(indicator.level)) &&
      (spec.domain === null || spec.domain === indicator.domain) &&
      (spec.groups.length === 0 || spec.groups.some(g => indicator.groups.includes(g))) &&
      !spec.notGroups.some(g => indicator.groups.includes(g))
    if (!counts) return
    const bullet = bullets.get(indicator.bullet) ?? bullets.size
    bullets.set(indicator.bullet, bullet)
    bulletOf[place] = bullet
    bulletSizes[bullet] = (bulletSizes[bullet] ?? 0) + 1
  })
  return { slot, spec, bulletOf, bulletSizes }
}

function inLists(rules: readonly CompiledRule[]): ReadonlyMap<string, readonly CompiledRule[]> {
  const lists = new Map<string, CompiledRule[]>()
  for (const r of rules) {
    const list = r.rule.list ?? ''
    const found = lists.get(list)
    if (found) found.push(r)
    else lists.set(list, [r])
  }
  return lists
}
