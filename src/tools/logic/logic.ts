import type { CompiledRule, Program } from '../../engine/compile/program.js'
import { compile } from '../../engine/compile/program.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import { negate, possibly } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import { evaluateOperator, TRUE } from '../../rules/language/operators.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { atomsByFact, classesOf, memberStates } from './classes.js'
import type { Answer, Formula } from './formula.js'
import { certain, every, impossible, solve, some } from './formula.js'
import { linksBetween } from './links.js'
import { outcomesByRules } from './outcomes-by-rules.js'

/** A fact, or one member of a list, with the classes that conditions can tell apart. */
export interface Variable {
  readonly name: string
  readonly fact: string
  /** Where it is one member of a list. */
  readonly member: string | null
  readonly classes: readonly Observed[]
}

/** A rulebook's conditions as questions over the classes of its facts. */
export interface Logic {
  readonly program: Program
  readonly variables: readonly Variable[]
  readonly byName: ReadonlyMap<string, number>
  /** True exactly where the condition is known to hold. */
  readonly holds: (condition: Condition) => Formula
  /** True where the condition is not known to hold: false or unknown. */
  readonly holdsNot: (condition: Condition) => Formula
  /** The variable of a fact (or of one member of it) is in one of the classes for which `test` is true. */
  readonly where: (fact: string, member: string | null, test: (value: Observed) => boolean) => Formula
  readonly fires: (rule: CompiledRule) => Formula
  readonly firesNot: (rule: CompiledRule) => Formula
}

/**
 * @param outcomes `ruled`: what a stage sets is what its rules make of the contact; `free`: it may be anything, which is enough to
 * look at a condition by itself
 */
export function logicOf(rulebook: Rulebook, outcomes: 'ruled' | 'free' = 'ruled'): Logic {
  const program = compile(rulebook)
  const atoms = atomsByFact(rulebook)
  const variables: Variable[] = []
  const byName = new Map<string, number>()
  const formulas = new Map<Condition, Formula>()
  const negations = new Map<Condition, Formula>()

  function variable(fact: string, member: string | null): number {
    const name = member === null ? fact : `${fact} ${member}`
    const known = byName.get(name)
    if (known !== undefined) return known
    const classes = member === null ? classesOf(program, fact, atoms.get(fact) ?? []) : memberStates(member)
    variables.push({ name, fact, member, classes })
    byName.set(name, variables.length - 1)
    return variables.length - 1
  }

  function where(fact: string, member: string | null, test: (value: Observed) => boolean): Formula {
    if (member === null && outcomes === 'ruled') {
      const byRules = outcomeIs(fact, test)
      if (byRules) return byRules
      const latestOf = program.vocabulary.latestOf[fact]
      if (latestOf !== undefined) return latest([...latestOf].reverse(), test)
    }
    const at = variable(fact, member)
    const { classes } = variables[at] ?? { classes: [] }
    const mask = classes.reduce<number>((bits, value, i) => (test(value) ? bits | (1 << i) : bits), 0)
    return mask === 0 ? impossible : mask === (1 << classes.length) - 1 ? certain : { variable: at, mask }
  }

  /** The first of these facts that is known. */
  function latest([fact, ...earlier]: readonly string[], test: (value: Observed) => boolean): Formula {
    if (fact === undefined) return test(undefined) ? certain : impossible
    const known = where(fact, null, v => v !== undefined && test(v))
    const rest = every([where(fact, null, v => v === undefined), latest(earlier, test)])
    return some([known, rest])
  }

  function holdsAtom(atom: Atom): Formula {
    const member =
      typeof atom.value === 'string' && /(^|:)(contains|doesNotContain)$/.test(atom.operator) ? atom.value : null
    return where(atom.fact, member, v => evaluateOperator(atom.operator, v, atom.value) === TRUE)
  }

  function holds(condition: Condition): Formula {
    const known = formulas.get(condition)
    if (known) return known
    const formula: Formula =
      'all' in condition
        ? every(condition.all.map(holds))
        : 'any' in condition
          ? some(condition.any.map(holds))
          : holdsAtom(condition)
    formulas.set(condition, formula)
    return formula
  }

  function holdsNot(condition: Condition): Formula {
    const known = negations.get(condition)
    if (known) return known
    const formula = holds(possibly(negate(condition)))
    negations.set(condition, formula)
    return formula
  }

  const fires = (rule: CompiledRule): Formula => holds(rule.condition)
  const firesNot = (rule: CompiledRule): Formula => holdsNot(rule.condition)

  const logic: Logic = { program, variables, byName, holds, holdsNot, where, fires, firesNot }
  const outcomeIs = outcomesByRules(logic)
  return logic
}

/** Whether any contact, as far as its classes tell, makes a formula true; together with what one fact says of another. */
export function ask(
  logic: Logic,
  formula: Formula,
  order?: <T>(parts: readonly T[]) => readonly T[],
): Answer & { readonly variables: readonly Variable[] } {
  const used = new Set<string>()
  const seen = new Set<Formula>()
  const visit = (f: Formula): void => {
    if (seen.has(f)) return
    seen.add(f)
    if ('variable' in f) used.add(logic.variables[f.variable]?.name ?? '')
    else for (const part of 'all' in f ? f.all : f.any) visit(part)
  }
  visit(formula)
  const links = linksBetween(logic, used)
  const domains = Int32Array.from(logic.variables, v => (1 << v.classes.length) - 1)
  return {
    ...solve(every([formula, ...links]), domains, order),
    variables: logic.variables.filter(v => used.has(v.name)),
  }
}
