import { keptFor } from '../../kept-for.js'
import type { Outcome, Stage } from '../../rules/vocabulary/stages.js'
import type { CompiledRule, Listed, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import type { Derived } from '../contact/derived.js'
import { settle } from '../graph/known.js'
import type { Citing } from './citing.js'
import { beginCiting } from './citing.js'
import type { Notice, Reason } from './decision.js'
import { reasonFor } from './rationale.js'
import { spokenOf } from './spoken.js'

/**
 * Tells which rules of a stage, possibly none, are true of a scope, in order: the graph of conditions, or json-rules-engine. Of lists
 * whose first rule decides, the first of each is enough.
 */
export type Answer = (stage: Stage, rules: readonly CompiledRule[], scope: Scope) => readonly CompiledRule[]

/** A decision in the making. */
export interface Making {
  readonly program: Program
  readonly derived: Derived
  readonly answer: Answer
  readonly citing: Citing
  /** The reasons so far: only the first so many are meant; `null` where none are wanted. */
  readonly reasons: Reason[] | null
  reasonCount: number
  /** Rules that ask for actions or teams, in the order decided: only the first so many are meant. */
  readonly asking: CompiledRule[]
  askingCount: number
}

/** What decisions are made in, used again by the next. */
const roomOf = keptFor((_: Program): { readonly reasons: Reason[]; readonly asking: CompiledRule[] } => ({
  reasons: [],
  asking: [],
}))

export function beginMaking(program: Program, derived: Derived, answer: Answer, withRationale: boolean): Making {
  const { reasons, asking } = roomOf(program)
  return {
    program,
    derived,
    answer,
    citing: beginCiting(program, derived),
    reasons: withRationale ? reasons : null,
    reasonCount: 0,
    asking,
    askingCount: 0,
  }
}

/** The reasons of a decision that is made, as it hands them out: nothing of them stays in the room. */
export function takeReasons(reasons: Reason[], count: number): readonly Reason[] {
  const taken = reasons.slice(0, count)
  reasons.fill(noReason, 0, count)
  return taken
}

const noReason: Reason = Object.freeze({
  stage: 'actions',
  rule: '',
  clauses: [],
  interpretation: null,
  interpretations: [],
  matched: [],
  outcome: {},
  says: '',
  unless: [],
})

/** Whether a rule was told. */
export function isTold({ reasons, reasonCount }: Making, { rule: { id } }: CompiledRule): boolean {
  for (let nth = 0; nth < reasonCount; nth++) if (reasons?.[nth]?.rule === id) return true
  return false
}

/** The rules of a stage that are true, in order. */
export const trueOf = ({ program, derived, answer }: Making, stage: Stage): readonly CompiledRule[] =>
  answer(stage, program.byStage[stage], derived.scope)

/** Leaves an outcome for later stages to read. */
export const leave = ({ program, derived }: Making, slot: number, value: string | number | boolean | undefined): void =>
  settle(program.graph, derived.scope, slot, value)

/**
 * Tells why, with what the rule sets: made by `told` of what was settled, and of what the rule asks for beside its outcome. `by` is
 * what that varies with, so that it is made once.
 */
export function explain<T>(
  making: Making,
  rule: CompiledRule,
  by: unknown,
  settled: T,
  told: (settled: T, riders: Reason['outcome']) => Reason['outcome'],
): void {
  const { program, citing, reasons } = making
  if (reasons === null) return
  const { outcomes, riders } = spokenOf(program, rule)
  let kept = outcomes.get(by)
  if (kept === undefined) {
    kept = Object.freeze(told(settled, riders))
    outcomes.set(by, kept)
  }
  reasons[making.reasonCount++] = reasonFor(citing, rule, kept)
}

/** Keeps what a rule asks for beside its outcome. */
export function gatherFrom(making: Making, compiled: CompiledRule): void {
  const { actions, also, notices } = compiled.rule
  if (actions.length + also.length > 0) making.asking[making.askingCount++] = compiled
  for (let nth = 0; nth < notices.length; nth++) making.derived.notices.push(notices[nth] as Notice)
}

/** Of rules that are true, in order, the first of each list: those that decide. */
export function firstOfEach(
  { listOf }: Program,
  lists: readonly Listed[],
  rules: readonly CompiledRule[],
): readonly (CompiledRule | undefined)[] {
  const first = new Array<CompiledRule | undefined>(lists.length).fill(undefined)
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at] as CompiledRule
    const nth = listOf[rule.place] ?? -1
    if (nth >= 0) first[nth] ??= rule
  }
  return first
}

/** The place of a list by its name; -1 where there is none. */
export function listNamed(lists: readonly Listed[], name: string | null): number {
  for (let nth = 0; nth < lists.length; nth++) if (lists[nth]?.name === name) return nth
  return -1
}

/** A rule's outcome, which is of its own stage. */
export function outcomeOf<S extends Stage>(rule: CompiledRule, stage: S): Extract<Outcome, { stage: S }> {
  const { outcome } = rule.rule
  if (outcome.stage !== stage) throw new Error(`${rule.rule.id} is a rule of ${outcome.stage}, not of ${stage}`)
  return outcome as Extract<Outcome, { stage: S }>
}
