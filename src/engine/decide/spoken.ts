import { keptFor } from '../../kept-for.js'
import type { Rule } from '../../rules/language/rulebook.js'
import type { Strength } from '../../rules/vocabulary/fixed.js'
import { actionKinds } from '../../rules/vocabulary/fixed.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Action, Matched, Reason } from './decision.js'
import type { CompiledException } from './exceptions.js'
import { compileExceptions } from './exceptions.js'
import type { Allowance } from './kept-parts.js'
import type { Match } from './matching.js'
import { alwaysMatched, areFew, matchesOf } from './matching.js'

/** What a rule cites in one contact. */
export interface Cited {
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
  readonly matched: readonly Matched[]
  /** The reasons that were given with it; `null` where none are kept. */
  readonly reasons: Reason[] | null
}

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
  /** What it cites, where that is always the same; else by the number of what it matched. */
  readonly always: Cited | null
  readonly cited: Map<number, Cited>
  readonly exceptions: readonly CompiledException[]
  /** What it said it sets, by what the outcome varies with. */
  readonly outcomes: Map<unknown, Reason['outcome']>
  /** How much more of what such rules cite may be kept. */
  readonly allowance: Allowance
}

/** An action that a rule asks for, with its number among the program's actions and the place of its kind. */
export interface Asked {
  readonly action: Action
  readonly number: number
  readonly kind: number
}

/** What is kept of a program's rules, and how much more may be: of those that match few things, and of those that show lists. */
interface SpokenRules {
  readonly rules: (Spoken | undefined)[]
  readonly few: Allowance
  readonly many: Allowance
}

const spokenBy = keptFor(
  (_: Program): SpokenRules => ({ rules: [], few: { left: mostKept }, many: { left: mostKept } }),
)
const mostKept = 20_000

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
  const matched = alwaysMatched(matches)
  const clauses = unique(rule.clauses)
  const interpretations = unique(rule.interpretations)
  return {
    stage: stageOf(rule.stage).toldAs,
    clauses,
    interpretations,
    always: matched && { clauses, interpretations, matched, reasons: [] },
    cited: new Map(),
    allowance: areFew(matches) ? spokenBy(program).few : spokenBy(program).many,
    riders: Object.freeze({
      ...(rule.actions.length > 0 && { actions: Object.freeze(rule.actions.map(a => a.id)) }),
      ...(rule.also.length > 0 && { also: Object.freeze([...rule.also]) }),
    }),
    actions: rule.actions.map(({ id, strength }) => askedFor(program, rule, id, strength)),
    matches,
    exceptions: compileExceptions(program, compiled),
    outcomes: new Map(),
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
