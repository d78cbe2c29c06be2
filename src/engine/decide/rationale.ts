import { keptFor } from '../../kept-for.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import { splitOperator } from '../../rules/language/operators.js'
import type { Indicator, Rule } from '../../rules/language/rulebook.js'
import type { Strength } from '../../rules/vocabulary/fixed.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import { compileHolds } from '../compile/conditions.js'
import type { CompiledRule, Program } from '../compile/program.js'
import type { Scope } from '../compile/scope.js'
import { slotIn } from '../compile/slot-in.js'
import type { Derived } from '../contact/derive.js'
import type { Action, Matched, Reason } from './decision.js'
import { compileExceptions, openExceptions } from './exceptions.js'

/** Adds what a condition matched to `matched`, and the indicators that it saw to `seen`. */
type Collect = (citing: Citing, matched: Matched[], seen: Indicator[]) => void

/** What a rule brings to every decision that it speaks in. The lists are shared between decisions, so they are frozen. */
export interface Spoken {
  readonly stage: Reason['stage']
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
  /** What the rule asks for beside its outcome. */
  readonly riders: Reason['outcome']
  /** The actions it asks for, as they stand where no other rule asks for the same. */
  readonly actions: readonly Action[]
  readonly collect: Collect
  readonly exceptions: ReturnType<typeof compileExceptions>
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
  readonly scope: Scope
  readonly spoken: (Spoken | undefined)[]
  /** What each rule cites, by its place, once it was worked out. */
  readonly cited: (Cited | undefined)[]
  /** The indicators that are present and count. */
  readonly present: readonly Indicator[]
}

const spokenBy: (program: Program) => (Spoken | undefined)[] = keptFor(() => [])

/** Begins the reasons of a contact whose indicators are settled. */
export function beginCiting(program: Program, derived: Derived): Citing {
  const { scope } = derived
  const list = scope.values[slotIn(program.at.facts, 'indicators')]
  const ids = typeof list === 'object' && 'present' in list ? list.present : []
  const present = ids.flatMap(id => program.indicators[slotIn(program.indicatorPlaces, id)] ?? [])
  return { program, derived, scope, spoken: spokenBy(program), cited: [], present }
}

/** What a rule brings to every decision, made when it first speaks. */
export function spokenOf({ program, spoken }: Citing, compiled: CompiledRule): Spoken {
  const before = spoken[compiled.place]
  if (before) return before
  const made = speak(program, compiled)
  spoken[compiled.place] = made
  return made
}

function speak(program: Program, compiled: CompiledRule): Spoken {
  const { rule } = compiled
  const clauses = unique(rule.clauses)
  return {
    stage: stageOf(rule.stage).toldAs,
    clauses,
    interpretations: unique(rule.interpretations),
    riders: Object.freeze({
      ...(rule.actions.length > 0 && { actions: Object.freeze(rule.actions.map(a => a.id)) }),
      ...(rule.also.length > 0 && { also: Object.freeze([...rule.also]) }),
    }),
    actions: rule.actions.map(({ id, strength }) => actionOf(program, rule, id, strength)),
    collect: collector(program, rule.when),
    exceptions: compileExceptions(program, compiled),
  }
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

/** A rule as a reason: what it matched, and on which clauses and readings it rests. */
export function reasonFor(citing: Citing, compiled: CompiledRule, outcome: Reason['outcome']): Reason {
  const { clauses, interpretations, matched } = citedBy(citing, compiled)
  const { id, says } = compiled.rule
  return {
    stage: spokenOf(citing, compiled).stage,
    rule: id,
    clauses,
    interpretation: interpretations[0] ?? null,
    interpretations,
    matched,
    outcome,
    says,
    unless: openExceptions(citing.program, citing.derived, spokenOf(citing, compiled).exceptions),
  }
}

/** A rule's clauses, with those that the indicators it matched bring. */
export function clausesOf(citing: Citing, compiled: CompiledRule): readonly string[] {
  return compiled.citesIndicators ? citedBy(citing, compiled).clauses : spokenOf(citing, compiled).clauses
}

function citedBy(citing: Citing, compiled: CompiledRule): Cited {
  const before = citing.cited[compiled.place]
  if (before) return before
  const { clauses, interpretations, collect } = spokenOf(citing, compiled)
  const matched: Matched[] = []
  const seen: Indicator[] = []
  collect(citing, matched, seen)
  const cited: Cited = {
    clauses: joined(clauses, seen, 'clauses'),
    interpretations: joined(interpretations, seen, 'interpretations'),
    matched,
  }
  citing.cited[compiled.place] = cited
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

/** Collects the atoms that made a condition true: all of an `all`, the true ones of an `any`. */
function collector(program: Program, condition: Condition): Collect {
  if ('all' in condition) {
    const parts = condition.all.map(c => collector(program, c))
    return (citing, matched, seen) => {
      for (const part of parts) part(citing, matched, seen)
    }
  }
  if ('any' in condition) {
    const slotOf = (name: string): number => slotIn(program.slots, name)
    const parts = condition.any.map(c => ({
      holds: compileHolds(c, slotOf, program.indicatorPlaces),
      collect: collector(program, c),
    }))
    return (citing, matched, seen) => {
      for (const { holds, collect } of parts) if (holds(citing.scope)) collect(citing, matched, seen)
    }
  }
  return atomCollector(program, condition)
}

/** What is known of the fact that an atom asks about. */
export const observedOf = (program: Program, scope: Scope, atom: Atom): Observed =>
  scope.values[slotIn(program.slots, atom.fact)]

const named = (indicator: Indicator) => ({ id: indicator.id, label: indicator.label })

function atomCollector(program: Program, { fact, operator, value }: Atom): Collect {
  const slot = slotIn(program.slots, fact)
  const count = program.rulebook.counts[fact]
  if (count?.of === 'functionalNeeds') {
    const of = Object.freeze({ scores: count.scores })
    return ({ scope }, matched) =>
      matched.push({ fact: 'functionalNeeds', operator, value, of, observed: scope.values[slot] ?? null })
  }
  if (count?.of === 'indicators') {
    const of = Object.freeze({ ...count })
    const bulletOf = program.indicatorCounts.find(c => c.slot === slot)?.bulletOf
    return ({ present }, matched, seen) => {
      const found = present.filter(i => (bulletOf?.[slotIn(program.indicatorPlaces, i.id)] ?? -1) >= 0)
      seen.push(...found)
      matched.push({ fact: 'indicators', operator, value, of, observed: found.map(named) })
    }
  }
  if (fact === 'indicators') {
    const asksForOne = splitOperator(operator).base === 'contains'
    return ({ present }, matched, seen) => {
      const found = asksForOne ? present.filter(i => i.id === value) : []
      seen.push(...found)
      matched.push({ fact, operator, value, observed: found.map(named) })
    }
  }
  if (fact === 'concerns' && typeof value === 'string')
    return ({ scope, present }, matched, seen) => {
      const observed = plainOf(scope.values[slot])
      if (Array.isArray(observed) && observed.includes(value))
        seen.push(...present.filter(i => i.concerns.includes(value)))
      matched.push({ fact, operator, value, observed })
    }
  return ({ scope }, matched) => {
    matched.push({ fact, operator, value, observed: plainOf(scope.values[slot]) })
  }
}

/** A value as a reason shows it: a list by what is in it, unknown as `null`. */
const plainOf = (observed: Observed): unknown =>
  typeof observed === 'object' && 'present' in observed ? observed.present : (observed ?? null)
