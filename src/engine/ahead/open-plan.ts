import { keptFor } from '../../kept-for.js'
import type { Atom } from '../../rules/language/condition.js'
import { canonicalJson } from '../../rules/packed/digest.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import { isBy, moments } from '../../rules/vocabulary/fixed.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { saidBy, stageOf, stages } from '../../rules/vocabulary/stages.js'
import { eventOf, factOf } from '../../rules/vocabulary/vocabulary.js'
import { compileOpenTest } from '../compile/conditions.js'
import type { FactSet } from '../compile/fact-set.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { OpenTest } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'

/** A rule as the look ahead reads it. */
export interface OpenRule {
  readonly test: OpenTest
  /** The slots that its condition asks about. */
  readonly asks: readonly number[]
  /** The slots that stand in exceptions and *may be* alone, where a fact could only hold the rule back. */
  readonly limits: readonly number[]
  /** A number for its outcome: two rules of one stage have the same where they come to the same. */
  readonly outcome: number
  /** Numbers for what it asks for beside its outcome, actions and teams apart; 0 for nothing. */
  readonly actions: number
  readonly also: number
  /** For a conditional indicator: the facts that its condition turns on. */
  readonly facts: FactSet
}

/** What the look ahead needs of a program, worked out once. */
export interface OpenPlan {
  /** By the rule's place. */
  readonly rules: readonly OpenRule[]
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
  /** The slots whose facts can be known by a moment. */
  readonly openable: Readonly<Record<Moment, readonly number[]>>
  /** The facts that can be known by a moment. */
  readonly askable: Readonly<Record<Moment, FactSet>>
}

/** The facts of the contact that a slot's value comes from; `possible` are the values that can still replace it. */
export const behindOf = (
  { behind: from, beganSince }: OpenPlan,
  slot: number,
  possible: readonly unknown[],
): FactSet | undefined => (possible[slot] ? beganSince[slot] : null) ?? from[slot]

/** What two outcomes of a stage differ by, as far as unknown facts are told; `null` where no rule decides. */
const outcomeKey = (stage: Stage, rule: CompiledRule | null): string =>
  stageOf(stage).hits !== 'first' ? (rule?.rule.id ?? 'none') : saidBy(stage, rule?.rule.outcome ?? null)

/** The plan of a program, made when it is first looked ahead from. */
export const openPlanOf: (program: Program) => OpenPlan = keptFor(build)

function build(program: Program): OpenPlan {
  const { slots, slotNames, indicatorPlaces, vocabulary, askables } = program
  const { endings, eventNames, factNames } = vocabulary
  const readable = readableFacts(vocabulary)
  /** The facts of the contact that a readable fact comes from. */
  const factsBehind = (name: string): readonly string[] => readable.get(name)?.behind ?? []
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
  const open = (rule: CompiledRule): OpenRule => {
    const limiting = (atom: Atom): boolean => atom.operator.startsWith('mayBe:')
    const slotsOf = (atoms: readonly Atom[]): readonly number[] => [...new Set(atoms.map(a => slotOf(a.fact)))]
    const asks = slotsOf(rule.atoms.filter(a => !limiting(a)))
    return {
      test: compileOpenTest(rule.condition, slotOf, indicatorPlaces),
      asks,
      limits: slotsOf(rule.atoms.filter(limiting)).filter(slot => !asks.includes(slot)),
      outcome: numberOf(rule.rule.stage, rule),
      actions: riders(rule.rule.actions),
      also: riders(rule.rule.also),
      facts: askables.setOf(rule.rule.stage === 'indicators' ? rule.atoms.flatMap(a => factsBehind(a.fact)) : []),
    }
  }
  const counted = (name: string): string => /^(indicator|functionalNeeds)Count:/.exec(name)?.[1] ?? ''
  const named = (name: string): string =>
    ({ indicator: 'indicators', functionalNeeds: 'functionalNeeds' })[counted(name)] ?? name
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
  return {
    rules: program.rules.map(open),
    without: Object.fromEntries(stages.map(s => [s, numberOf(s, null)])) as OpenPlan['without'],
    behind: slotNames.map(name => askables.setOf(isEnding(name) ? [name] : factsBehind(named(name)))),
    beganSince: slotNames.map(name => (isEnding(name) ? askables.setOf(factsBehind(name)) : null)),
    readsIndicators: slotNames.map(name => named(name) === 'indicators'),
    bringsConditions: slotNames.map(name => ['indicators', 'concerns'].includes(named(name))),
    impliedConcerns: [...new Set(program.indicators.flatMap(i => i.concerns))],
    isRead: slotNames.map((_, slot) => read.has(slot)),
    openable: byMoment(openableBy),
    askable: byMoment(askableBy),
  }
}

const byMoment = <T>(of: (moment: Moment) => T): Readonly<Record<Moment, T>> =>
  Object.fromEntries(moments.map(m => [m, of(m)])) as Record<Moment, T>
