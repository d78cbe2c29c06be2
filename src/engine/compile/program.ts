import { keptFor } from '../../kept-for.js'
import { clockFacts } from '../../rules/language/clock-starts.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Indicator, Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { Office } from '../../rules/time/office.js'
import { officeOf } from '../../rules/time/office.js'
import type { BoundFact } from '../../rules/vocabulary/bound-facts.js'
import { boundFacts } from '../../rules/vocabulary/bound-facts.js'
import type { Purpose } from '../../rules/vocabulary/fixed.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { saidStages, stageOf, stages, takenFrom, valueSet } from '../../rules/vocabulary/stages.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { Graph } from '../graph/graph.js'
import { buildGraph } from '../graph/graph.js'
import type { EarlierCount, IndicatorCount, NeedsCount } from './counts.js'
import { earlierCount, indicatorCount } from './counts.js'
import type { Askables } from './fact-set.js'
import { askablesOf } from './fact-set.js'
import type { Implied } from './implications.js'
import { compileImplications } from './implications.js'
import { askedApart, conditionalRule, effectiveCondition } from './rule-conditions.js'
import { nthSlot as slotAt, slotIn } from './slot-in.js'

/** A rule with its whole condition; the graph of the program has it under the rule's place. */
export interface CompiledRule {
  readonly rule: Rule
  readonly place: number
  readonly condition: Condition
  readonly atoms: readonly Atom[]
  /** Whether the indicators that it matches can bring clauses of their own. */
  readonly citesIndicators: boolean
}

/** The slots that the engine itself reads and writes. */
export interface Slots {
  /** By name; a fact's slot is its place among the facts. */
  readonly facts: ReadonlyMap<string, number>
  /** Of the facts that the engine knows by name. */
  readonly of: Readonly<Record<BoundFact, number>>
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

/** The lists of one stage: where the graph's walk along each begins, and the rules in it. */
export interface Listed {
  readonly name: string
  /** Its place among the lists of its stage. */
  readonly nth: number
  readonly start: number
  readonly rules: readonly CompiledRule[]
}

/** A stage whose outcome is one value. */
export interface SaidList {
  readonly stage: Stage
  /** Its place among the stages. */
  readonly order: number
  readonly key: string
  /** The outcome as a reason shows it. */
  readonly tell: (value: string | number | null) => Readonly<Record<string, unknown>>
  readonly fact: string
  readonly slot: number
  /** What the fact is where no rule decides. */
  readonly none: string | number | undefined
  readonly isHighest: boolean
  /** Whether each rule is told that comes to the same. */
  readonly tellsAll: boolean
  /** The slot of what stands where the rulebook has no rules of the stage; -1 where nothing does. */
  readonly unruled: number
  /** The slots of the rules that take their value from the contact. */
  readonly takes: ReadonlyMap<CompiledRule, number>
}

/** A rulebook compiled once: facts in slots, conditions in one graph. */
export interface Program {
  readonly rulebook: Rulebook
  readonly vocabulary: Vocabulary
  readonly askables: Askables
  /** What one fact says of another. */
  readonly implied: Implied
  readonly slots: ReadonlyMap<string, number>
  readonly slotNames: readonly string[]
  readonly at: Slots
  /** The place of an event among the events, and by that place its slot. */
  readonly eventPlaces: ReadonlyMap<string, number>
  readonly eventSlots: readonly number[]
  /** The places of the events by which work ends, and of those by which it begins. */
  readonly endings: readonly number[]
  readonly beginnings: readonly number[]
  readonly indicators: readonly Indicator[]
  readonly indicatorPlaces: ReadonlyMap<string, number>
  /** The conditional indicator's rule, by the indicator's place. */
  readonly conditional: ReadonlyMap<number, CompiledRule>
  readonly indicatorCounts: readonly IndicatorCount[]
  readonly needsCounts: readonly NeedsCount[]
  readonly earlierCounts: readonly EarlierCount[]
  readonly rules: readonly CompiledRule[]
  /** The facts that a condition reads, and the events that a clock starts from or ends at. */
  readonly reads: ReadonlySet<string>
  readonly byStage: Readonly<Record<Stage, readonly CompiledRule[]>>
  /** When its offices work. */
  readonly office: Office
  /** The slot of whether a contact came in office hours; -1 where no rule asks. */
  readonly received: number
  /** The lists of an ordered stage (purposes, givers, deadline ids) in the order of the file. */
  readonly lists: Readonly<Record<'givers' | 'consent' | 'deadlines', ReadonlyMap<string, readonly CompiledRule[]>>>
  readonly purposes: readonly Purpose[]
  /** The stages whose outcome is one value, in order. */
  readonly said: readonly SaidList[]
  readonly graph: Graph
  /** Every list by its stage; a stage without lists of its own has one. */
  readonly walks: Readonly<Record<Stage, readonly Listed[]>>
  /** The place of a rule's list among the lists of its stage, by the rule's place. */
  readonly listOf: Int32Array
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
    of: Object.fromEntries(Object.keys(boundFacts).map(name => [name, slotOf(name)])) as Slots['of'],
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
  for (const { fact } of saidStages) slotOf(fact)
  for (const name of Object.keys(rulebook.counts)) slotOf(name)

  const eventPlaces = new Map(eventNames.map((name, nth) => [name, nth]))
  const indicatorPlaces = new Map(rulebook.indicators.map((indicator, place) => [indicator.id, place]))
  const indicatorsCite = rulebook.indicators.some(i => i.clauses.length > 0)
  const conditionalRules = rulebook.indicators.flatMap(i => (i.when || i.unless ? [conditionalRule(i)] : []))
  const rules = [...conditionalRules, ...rulebook.rules].map((rule, place): CompiledRule => {
    const condition = effectiveCondition(rule, ratingNames)
    const atoms = atomsOf(condition)
    for (const { fact } of atoms) slotOf(fact)
    return {
      rule,
      place,
      condition,
      atoms,
      citesIndicators: indicatorsCite && atoms.some(a => /^(indicators|concerns|indicatorCount:.*)$/.test(a.fact)),
    }
  })
  const byStage = Object.fromEntries(
    stages.map(s => [s, rules.filter(r => r.rule.stage === s)]),
  ) as unknown as Program['byStage']
  const counts = Object.entries(rulebook.counts)
  const lists = {
    givers: inLists(byStage.givers),
    consent: inLists(byStage.consent),
    deadlines: inLists(byStage.deadlines),
  }
  const purposes = purposeNames.filter(p => byStage.consent.some(r => r.rule.list === p))
  /** The lists of a stage, in the order in which their outcomes come. */
  const listsOf = (stage: Stage): readonly (readonly [string, readonly CompiledRule[]])[] =>
    stage === 'consent'
      ? purposes.map(p => [p, lists.consent.get(p) ?? []] as const)
      : stage === 'givers' || stage === 'deadlines'
        ? [...lists[stage]]
        : [['', byStage[stage]]]
  const listed = stages.flatMap(stage => listsOf(stage).map(([name, of], nth) => ({ stage, name, nth, of })))
  const graph = buildGraph(
    { vocabulary, slotNames: [...slots.keys()], slotOf: name => slotIn(slots, name), indicatorPlaces },
    { rules, lists: listed.map(l => l.of), others: rules.flatMap(r => askedApart(r.rule)) },
  )
  const listOf = new Int32Array(rules.length).fill(-1)
  for (const { nth, of } of listed) for (const { place } of of) listOf[place] = nth
  const askables = askablesOf(vocabulary)
  const reads = new Set(
    rules.flatMap(({ atoms, rule: { outcome } }) => [
      ...atoms.map(a => a.fact),
      ...(outcome.stage === 'deadlines' ? clockFacts(rulebook, outcome) : []),
    ]),
  )
  const walksOf = (of: Stage): readonly Listed[] =>
    listed.flatMap(({ stage, name, nth, of: members }, place) =>
      stage === of ? [{ name, nth, start: slotAt(graph.lists, place), rules: members }] : [],
    )
  return {
    rulebook,
    vocabulary,
    askables,
    implied: compileImplications(vocabulary, slots, eventPlaces, askables, reads),
    slots,
    slotNames: [...slots.keys()],
    at,
    eventPlaces,
    eventSlots: eventNames.map(event => slotIn(at.events, event)),
    endings: vocabulary.endings.map(event => slotIn(eventPlaces, event)),
    beginnings: vocabulary.beginnings.map(event => slotIn(eventPlaces, event)),
    indicators: rulebook.indicators,
    indicatorPlaces,
    conditional: new Map(byStage.indicators.map(r => [slotIn(indicatorPlaces, indicatorOf(r.rule)), r])),
    indicatorCounts: counts.flatMap(([name, spec]) =>
      spec.of === 'indicators' ? [indicatorCount(slotOf(name), spec, rulebook.indicators)] : [],
    ),
    needsCounts: counts.flatMap(([name, spec]) =>
      spec.of === 'functionalNeeds'
        ? [
            {
              slot: slotOf(name),
              scores: spec.scores,
              unasked: Object.freeze({ atLeast: 0, atMost: areaNames.length }),
            },
          ]
        : [],
    ),
    earlierCounts: counts.flatMap(([name, spec]) =>
      spec.of === 'earlierContacts' ? [earlierCount(slotOf(name), spec)] : [],
    ),
    rules,
    reads,
    office: officeOf(rulebook),
    received: slots.get('received') ?? -1,
    byStage,
    lists,
    purposes,
    said: saidStages.map(
      ({ stage, fact, said: { key, tells, unruled } }): SaidList => ({
        stage,
        order: stages.indexOf(stage),
        key,
        tell: value => ({ [key]: value }),
        fact,
        slot: slotIn(slots, fact),
        none: valueSet(fact, null),
        isHighest: stageOf(stage).hits === 'highest',
        tellsAll: tells === 'agreeing',
        unruled: unruled !== null && byStage[stage].length === 0 ? at[unruled] : -1,
        takes: new Map(
          byStage[stage].flatMap(rule => {
            const taken = takenFrom(rule.rule.outcome)
            return taken === null ? [] : [[rule, at[taken]] as const]
          }),
        ),
      }),
    ),
    graph,
    listOf,
    walks: Object.fromEntries(stages.map(s => [s, walksOf(s)])) as unknown as Program['walks'],
  }
}

const indicatorOf = (rule: Rule): string => (rule.outcome.stage === 'indicators' ? rule.outcome.indicator : '')

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
