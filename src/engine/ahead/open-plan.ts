import { keptFor } from '../../kept-for.js'
import { clockFacts, deadlinesBefore } from '../../rules/language/clock-starts.js'
import type { Atom } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import { canonicalJson } from '../../rules/packed/digest.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import { isBy, moments, strengths } from '../../rules/vocabulary/fixed.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { saidBy, stageOf, stages, valueSet } from '../../rules/vocabulary/stages.js'
import { eventOf, factOf } from '../../rules/vocabulary/vocabulary.js'
import type { FactSet } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import { slotIn } from '../compile/slot-in.js'
import { CLOSED_BIT, NO_BIT, OPEN_BIT } from '../graph/bits.js'

/** A rule as the look ahead reads it. */
export interface OpenRule {
  /** Facts that its condition asks about of which each can be asked for itself, and for nothing else. */
  readonly plainAsks: FactSet
  /** The slots of whatever else its condition asks about. */
  readonly asks: readonly number[]
  /** The same of those that stand in exceptions and *may be* alone, where a fact could only hold the rule back. */
  readonly plainLimits: FactSet
  readonly limits: readonly number[]
  /** What it asks for, action by action and team by team, by number; and of each action how strongly, 0 for must. */
  readonly actionNumbers: readonly number[]
  readonly strengths: readonly number[]
  readonly teamNumbers: readonly number[]
  /** The level that it gives by itself: 0 of one that takes the practitioners', and of a rule for anything else. */
  readonly level: number
  /** Of a rule on consent: the list that says who gives it, by its place, -1 for none; whether it is required; whether it matters by whom. */
  readonly consent: { readonly giver: number; readonly isRequired: boolean; readonly mattersBy: boolean } | null
  /** The slots of what settles when its clock starts or ends. */
  readonly events: readonly number[]
  /** For a conditional indicator: the facts that its condition turns on. */
  readonly facts: FactSet
}

/** The values that can still come to stand, and the same with none. */
export interface LaterValues {
  readonly all: readonly Observed[]
  readonly orNone: readonly Observed[]
}

/** What the look ahead needs of a program, worked out once. */
export interface OpenPlan {
  /** By the rule's place. */
  readonly rules: readonly OpenRule[]
  /** By the rule's place a number for its outcome: two rules of one stage have the same where they come to the same. */
  readonly outcomes: Int32Array
  /** By the rule's place numbers for what it asks for beside its outcome, actions and teams apart; 0 for nothing. */
  readonly actions: Int32Array
  readonly also: Int32Array
  /** By slot, the facts of the contact that it comes from. */
  readonly behind: readonly FactSet[]
  /** By slot, of an ending that is given: what may have begun after it and so leave it behind; `null` of all else. */
  readonly beganSince: readonly (FactSet | null)[]
  /** The outcome of a stage where none of its rules decides. */
  readonly without: Readonly<Record<Stage, number>>
  /** By slot, whether it is the list of indicators or a count of them. */
  readonly readsIndicators: readonly boolean[]
  /** By slot, whether it turns on the conditions of conditional indicators as well. */
  readonly bringsConditions: readonly boolean[]
  /** The concerns that an indicator can bring along. */
  readonly impliedConcerns: readonly string[]
  /** By slot, whether any condition reads it. */
  readonly isRead: readonly boolean[]
  /** By slot of what rules set: the value that each sets, by one more than the rule's place; first what it is where none decides. */
  readonly set: ReadonlyMap<number, readonly Observed[]>
  /** By slot, whether its fact can be known by a moment. */
  readonly openable: Readonly<Record<Moment, Uint8Array>>
  /** What a state comes to of which nothing is known, where it can be known by a moment, and where it cannot be at all. */
  readonly unknownStates: Readonly<Record<Moment, Int32Array>>
  readonly closedStates: Int32Array
  /** By slot, its states. */
  readonly statesOf: readonly (readonly number[])[]
  /** The facts that are told by their own slot alone. */
  readonly plainFacts: FactSet
  /** The deadlines from which one that governs starts, through others too. */
  readonly startsGoverning: ReadonlySet<string>
  readonly laterLevels: LaterValues
  readonly laterRatings: LaterValues
  /** How many actions and teams rules ask for. */
  readonly askedFor: number
  /** How many facts there are: the first slots are theirs. */
  readonly facts: number
  readonly none: FactSet
  /** The facts that can be known by a moment. */
  readonly askable: Readonly<Record<Moment, FactSet>>
}

/** The facts of the contact that a slot's value comes from; `replaceable`: other values can still take its place. */
export const behindOf = ({ behind, beganSince, none }: OpenPlan, slot: number, replaceable: boolean): FactSet =>
  (replaceable ? beganSince[slot] : null) ?? behind[slot] ?? none

/** What two outcomes of a stage differ by, as far as unknown facts are told; `null` where no rule decides. */
const outcomeKey = (stage: Stage, rule: CompiledRule | null): string =>
  stageOf(stage).hits !== 'first' ? (rule?.rule.id ?? 'none') : saidBy(stage, rule?.rule.outcome ?? null)

/** The plan of a program, made when it is first looked ahead from. */
export const openPlanOf: (program: Program) => OpenPlan = keptFor(build)

function build(program: Program): OpenPlan {
  const { slots, slotNames, vocabulary, askables, graph, at } = program
  const { endings, eventNames, factNames } = vocabulary
  const readable = readableFacts(vocabulary)
  /** The facts of the contact that a readable fact comes from. */
  const factsBehind = (name: string): readonly string[] => {
    const behind = readable.get(name)?.behind ?? []
    // Whoever is asked for months may say the years by them.
    return program.reads.has('ageMonths') && behind.includes('ageYears') ? [...behind, 'ageMonths'] : behind
  }
  const slotOf = (name: string): number => slotIn(slots, name)
  const keys = new Map<string, number>()
  const numbered = (key: string): number => {
    const number = keys.get(key) ?? keys.size + 1
    keys.set(key, number)
    return number
  }
  const numberOf = (stage: Stage, rule: CompiledRule | null): number => numbered(`${stage} ${outcomeKey(stage, rule)}`)
  const riders = (asked: readonly unknown[]): number =>
    asked.length === 0 ? 0 : numbered(`riders ${canonicalJson(asked)}`)
  const asked = new Map<string, number>()
  const askedNumber = (key: string): number => {
    const number = asked.get(key) ?? asked.size
    asked.set(key, number)
    return number
  }
  const open = (rule: CompiledRule): OpenRule => {
    const { outcome } = rule.rule
    const limiting = (atom: Atom): boolean => atom.operator.startsWith('mayBe:')
    const slotsOf = (atoms: readonly Atom[]): readonly number[] => [...new Set(atoms.map(a => slotOf(a.fact)))]
    const asks = slotsOf(rule.atoms.filter(a => !limiting(a)))
    const limits = slotsOf(rule.atoms.filter(limiting)).filter(slot => !asks.includes(slot))
    const plainOf = (all: readonly number[]): FactSet =>
      askables.setOf(all.filter(slot => plain.has(slot)).map(slot => slotNames[slot] ?? ''))
    return {
      plainAsks: plainOf(asks),
      asks: asks.filter(slot => !plain.has(slot)),
      plainLimits: plainOf(limits),
      limits: limits.filter(slot => !plain.has(slot)),
      actionNumbers: rule.rule.actions.map(({ id }) => askedNumber(`action ${id}`)),
      strengths: rule.rule.actions.map(({ strength }) => strengths.indexOf(strength)),
      teamNumbers: rule.rule.also.map(team => askedNumber(`team ${team}`)),
      consent:
        outcome.stage === 'consent'
          ? {
              giver: program.walks.givers.findIndex(list => list.name === outcome.giver),
              isRequired: outcome.requirement === 'required',
              mattersBy: (outcome.giver ?? outcome.from) !== null,
            }
          : null,
      level: outcome.stage === 'level' && outcome.level !== 'practitionerLevel' ? outcome.level : 0,
      events: outcome.stage === 'deadlines' ? clockFacts(program.rulebook, outcome).map(slotOf) : [],
      facts: askables.setOf(
        rule.rule.stage === 'indicators' ? rule.atoms.flatMap(a => factsBehind(named(a.fact))) : [],
      ),
    }
  }
  // What replaces a fact, or what is taken for granted of it, is looked up slot by slot.
  const replaced = new Set([
    ...program.implied.follows.map(f => f.slot),
    at.of.concerns,
    at.of.indicators,
    at.of.functionalNeeds,
    at.of.earlierContacts,
  ])
  const plain = new Set(
    factNames.flatMap((name, slot) => {
      const behind = factsBehind(name)
      return behind.length === 1 && behind[0] === name && !replaced.has(slot) ? [slot] : []
    }),
  )
  const counted = (name: string): string => /^(indicator|functionalNeeds|earlierContacts)Count:/.exec(name)?.[1] ?? ''
  const named = (name: string): string => (counted(name) === 'indicator' ? 'indicators' : counted(name) || name)
  const asksHowLong = (name: string): boolean => {
    const count = program.rulebook.counts[name]
    return count?.of === 'indicators' && count.lasting !== undefined
  }
  const isEnding = (name: string): boolean => endings.some(ending => name === `events.${ending}`)
  const openableBy = (moment: Moment): readonly number[] => [
    ...factNames.filter(name => isBy(factOf(vocabulary, name).askedFrom, moment)).map(slotOf),
    ...slotNames.filter(name => /^(consentFor|functionalNeeds)\./.test(name)).map(slotOf),
    ...eventNames.filter(name => isBy(eventOf(vocabulary, name).moment, moment)).map(name => slotOf(`events.${name}`)),
  ]
  const askableBy = (moment: Moment): FactSet =>
    askables.setOf([
      ...factNames.filter(name => isBy(factOf(vocabulary, name).askedFrom, moment)),
      ...eventNames.filter(name => isBy(eventOf(vocabulary, name).moment, moment)).map(name => `events.${name}`),
    ])
  const read = new Set(program.rules.flatMap(r => r.atoms.map(a => slotOf(a.fact))))
  const statesBy = (known: Uint8Array): Int32Array => {
    const states = Int32Array.from(graph.states.slotOf, slot => (known[slot] === 1 ? OPEN_BIT : CLOSED_BIT))
    // Whether a list was given is never unknown: it can only come to be given.
    for (const list of graph.states.lists)
      if (list && list.given >= 0 && states[list.given] === CLOSED_BIT) states[list.given] = NO_BIT
    return states
  }
  const marked = (open: readonly number[]): Uint8Array => {
    const by = new Uint8Array(slotNames.length)
    for (const slot of open) by[slot] = 1
    return by
  }
  const statesOf: number[][] = slotNames.map(() => [])
  for (const [state, slot] of graph.states.slotOf.entries()) statesOf[slot]?.push(state)
  const openable = byMoment(moment => marked(openableBy(moment)))
  const rules = program.rules.map(open)
  /** What the rules of a stage set a fact to, and what it is where none decides. */
  const setBy = (stage: Stage, fact: string): readonly Observed[] => {
    const values: Observed[] = new Array<Observed>(program.rules.length + 1).fill(undefined)
    values[0] = valueSet(fact, null)
    for (const { place, rule } of program.byStage[stage]) values[place + 1] = valueSet(fact, rule.outcome)
    return values
  }
  return {
    rules,
    outcomes: Int32Array.from(program.rules, r => numberOf(r.rule.stage, r)),
    actions: Int32Array.from(program.rules, r => riders(r.rule.actions)),
    also: Int32Array.from(program.rules, r => riders(r.rule.also)),
    set: new Map([
      [at.entry, setBy('eligibility', 'entry')],
      [at.route, setBy('route', 'route')],
      [at.team, setBy('route', 'team')],
      ...program.said.map(({ stage, fact, slot }) => [slot, setBy(stage, fact)] as const),
      ...program.walks.consent.map(({ name }) => {
        const fact = `requirement.${name}`
        return [slotOf(fact), setBy('consent', fact)] as const
      }),
    ]),
    startsGoverning: new Set(
      [...program.lists.deadlines.keys()]
        .filter(id => program.rulebook.deadlines[id]?.governs !== false)
        .flatMap(id => [...deadlinesBefore(program.rulebook, id)]),
    ),
    laterLevels: laterValues(vocabulary.levels),
    laterRatings: laterValues(vocabulary.ratingNames),
    askedFor: asked.size,
    without: Object.fromEntries(stages.map(s => [s, numberOf(s, null)])) as OpenPlan['without'],
    behind: slotNames.map(name =>
      askables.setOf(
        isEnding(name)
          ? [name]
          : asksHowLong(name)
            ? ['indicatorsSince', ...factsBehind(named(name))]
            : factsBehind(named(name)),
      ),
    ),
    beganSince: slotNames.map(name => (isEnding(name) ? askables.setOf(factsBehind(name)) : null)),
    readsIndicators: slotNames.map(name => named(name) === 'indicators'),
    bringsConditions: slotNames.map(name => ['indicators', 'concerns'].includes(named(name))),
    impliedConcerns: [...new Set(program.indicators.flatMap(i => i.concerns))],
    isRead: slotNames.map((_, slot) => read.has(slot)),
    openable,
    unknownStates: byMoment(moment => statesBy(openable[moment])),
    closedStates: statesBy(new Uint8Array(slotNames.length)),
    statesOf,
    facts: factNames.length,
    none: askables.noFacts(),
    plainFacts: askables.setOf([...plain].map(slot => slotNames[slot] ?? '')),
    askable: byMoment(askableBy),
  }
}

const laterValues = (all: readonly Observed[]): LaterValues => ({ all, orNone: [undefined, ...all] })

const byMoment = <T>(of: (moment: Moment) => T): Readonly<Record<Moment, T>> =>
  Object.fromEntries(moments.map(m => [m, of(m)])) as Record<Moment, T>
