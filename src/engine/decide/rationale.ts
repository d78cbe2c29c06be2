import { keptFor } from '../../kept-for.js'
import type { Atom } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import type { Indicator, Rule } from '../../rules/language/rulebook.js'
import type { Strength } from '../../rules/vocabulary/fixed.js'
import { actionKinds } from '../../rules/vocabulary/fixed.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'
import type { Derived } from '../contact/derived.js'
import type { Action, Matched, Reason } from './decision.js'
import type { CompiledException } from './exceptions.js'
import { compileExceptions, openExceptions } from './exceptions.js'
import type { Found, Match } from './matching.js'
import { alwaysMatched, areFew, collect, matchesOf } from './matching.js'

/** What a rule brings to every decision that it speaks in. All of it is shared between decisions, so it is frozen. */
export interface Spoken {
  readonly stage: Reason['stage']
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
  /** What the rule asks for beside its outcome. */
  readonly riders: Reason['outcome']
  /** The actions it asks for, as they stand where no other rule asks for the same. */
  readonly actions: readonly Asked[]
  readonly matches: readonly Match[]
  /** What it cites, where that is always the same. */
  readonly cited: Cited | null
  readonly exceptions: readonly CompiledException[]
  /** What it said it sets, by what the outcome varies with. */
  readonly outcomes: Map<unknown, Reason['outcome']>
  /** Its reasons by outcome and what it matched; `null` where that can be too many things. */
  readonly reasons: Map<unknown, KeptReason> | null
}

/** An action that a rule asks for, with its number among the program's actions and the place of its kind. */
export interface Asked {
  readonly action: Action
  readonly number: number
  readonly kind: number
}

/** A reason that was given before, by the path of what was matched. */
interface KeptReason {
  readonly next: Map<unknown, KeptReason>
  reason: Reason | null
}

interface Cited {
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
  readonly matched: readonly Matched[]
}

/** One decision's reasons in the making. */
export interface Citing {
  readonly program: Program
  readonly derived: Derived
  /** What the rule cites that was asked about last: a reason and its deadline, or its consent, ask about the same. */
  last: CompiledRule | null
  cited: Cited | null
}

/** What is kept of a program's rules, and how many reasons: whatever contacts hold, there is an end to it. */
const spokenBy: (program: Program) => { readonly rules: (Spoken | undefined)[]; reasons: number } = keptFor(() => ({
  rules: [],
  reasons: 0,
}))
const mostReasons = 20_000

/** Begins the reasons of a contact whose indicators are settled. */
export const beginCiting = (program: Program, derived: Derived): Citing => ({
  program,
  derived,
  last: null,
  cited: null,
})

/** What a rule brings to every decision, made when it first speaks. */
export function spokenOf(program: Program, compiled: CompiledRule): Spoken {
  const { rules } = spokenBy(program)
  const before = rules[compiled.place]
  if (before) return before
  const made = speak(program, compiled)
  rules[compiled.place] = made
  return made
}

function speak(program: Program, compiled: CompiledRule): Spoken {
  const { rule } = compiled
  const matches = matchesOf(program, rule.when)
  const clauses = unique(rule.clauses)
  const interpretations = unique(rule.interpretations)
  const matched = alwaysMatched(matches)
  return {
    stage: stageOf(rule.stage).toldAs,
    clauses,
    interpretations,
    cited: matched && { clauses, interpretations, matched },
    riders: Object.freeze({
      ...(rule.actions.length > 0 && { actions: Object.freeze(rule.actions.map(a => a.id)) }),
      ...(rule.also.length > 0 && { also: Object.freeze([...rule.also]) }),
    }),
    actions: rule.actions.map(({ id, strength }) => askedFor(program, rule, id, strength)),
    matches,
    exceptions: compileExceptions(program, compiled),
    outcomes: new Map(),
    reasons: areFew(matches) ? new Map() : null,
  }
}

const actionNumbers = keptFor(
  ({ rulebook: { actions } }: Program): ReadonlyMap<string, number> =>
    new Map(Object.keys(actions).map((id, number) => [id, number])),
)

function askedFor(program: Program, rule: Rule, id: string, strength: Strength): Asked {
  const action = actionOf(program, rule, id, strength)
  return { action, number: actionNumbers(program).get(id) ?? -1, kind: actionKinds.indexOf(action.kind) }
}

/** An action as it stands where one rule alone asks for it. The rulebook declares every action that a rule names. */
function actionOf({ rulebook }: Program, rule: Rule, id: string, strength: Strength): Action {
  const declared = rulebook.actions[id]
  if (!declared) throw new Error(`${rule.id} asks for ${id}, which is not declared`)
  const { label, kind, by, clauses } = declared
  const byLabel = by === null ? null : (rulebook.teams[by] ?? by)
  return Object.freeze({ id, label, kind, by, byLabel, strength, rule: rule.id, clauses: unique(clauses) })
}

const unique = (xs: readonly string[]): readonly string[] => Object.freeze([...new Set(xs)])

/** What a rule sets, kept by what it varies with, so that it is made once. */
export function outcomeKept(spoken: Spoken, by: unknown, outcome: Reason['outcome']): Reason['outcome'] {
  const made = Object.freeze(outcome)
  spoken.outcomes.set(by, made)
  return made
}

/** A rule as a reason: what it matched, and on which clauses and readings it rests. */
export function reasonFor(citing: Citing, compiled: CompiledRule, outcome: Reason['outcome']): Reason {
  const { program, derived } = citing
  const spoken = spokenOf(program, compiled)
  const reason = spoken.reasons
    ? keptReason(citing, compiled, spoken, outcome)
    : newReason(citing, compiled, spoken, outcome)
  if (spoken.exceptions.length === 0) return reason
  const unless = openExceptions(program, derived, spoken.exceptions)
  return unless.length === 0 ? reason : { ...reason, unless }
}

const noExceptions: Reason['unless'] = Object.freeze([])

function newReason(citing: Citing, compiled: CompiledRule, spoken: Spoken, outcome: Reason['outcome']): Reason {
  const { clauses, interpretations, matched } = citedBy(citing, compiled)
  const { id, says } = compiled.rule
  return {
    stage: spoken.stage,
    rule: id,
    clauses,
    interpretation: interpretations[0] ?? null,
    interpretations,
    matched,
    outcome,
    says,
    unless: noExceptions,
  }
}

/** The same reason that was given when the same was matched before. */
function keptReason(citing: Citing, compiled: CompiledRule, spoken: Spoken, outcome: Reason['outcome']): Reason {
  let at = spoken.reasons?.get(outcome)
  if (spoken.cited && at?.reason) return at.reason
  if (at === undefined) {
    at = { next: new Map(), reason: null }
    spoken.reasons?.set(outcome, at)
  }
  const kept = spokenBy(citing.program)
  const { matched } = citedBy(citing, compiled)
  for (let nth = 0; nth < matched.length && !spoken.cited; nth++) {
    const one = matched[nth]
    const before: KeptReason | undefined = at.next.get(one)
    if (before === undefined && kept.reasons >= mostReasons) return newReason(citing, compiled, spoken, outcome)
    const next: KeptReason = before ?? { next: new Map(), reason: null }
    if (before === undefined) {
      kept.reasons++
      at.next.set(one, next)
    }
    at = next
  }
  if (at.reason) return at.reason
  const made = newReason(citing, compiled, spoken, outcome)
  for (const part of [made.clauses, made.interpretations, made.matched]) Object.freeze(part)
  at.reason = Object.freeze(made)
  return made
}

/** A rule's clauses, with those that the indicators it matched bring. */
export function clausesOf(citing: Citing, compiled: CompiledRule): readonly string[] {
  return compiled.citesIndicators ? citedBy(citing, compiled).clauses : spokenOf(citing.program, compiled).clauses
}

function citedBy(citing: Citing, compiled: CompiledRule): Cited {
  if (citing.last === compiled && citing.cited) return citing.cited
  const { clauses, interpretations, matches, cited: always } = spokenOf(citing.program, compiled)
  if (always) return always
  const found: Found = { matched: [], seen: [] }
  collect(citing.program, citing.derived, matches, found)
  const cited: Cited = {
    clauses: joined(clauses, found.seen, 'clauses'),
    interpretations: joined(interpretations, found.seen, 'interpretations'),
    matched: found.matched,
  }
  citing.last = compiled
  citing.cited = cited
  return cited
}

/** A rule's own list with what the indicators bring that is not in it. */
function joined(
  own: readonly string[],
  seen: readonly Indicator[],
  key: 'clauses' | 'interpretations',
): readonly string[] {
  return seen.some(i => i[key].length > 0) ? [...new Set([...own, ...seen.flatMap(i => i[key])])] : own
}

/** What is known of the fact that an atom asks about. */
export const observedOf = (program: Program, scope: Scope, atom: Atom): Observed =>
  scope.values[slotIn(program.slots, atom.fact)]
