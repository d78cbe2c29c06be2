import type { CompiledRule, Program } from '../../engine/compile/program.js'
import { compile } from '../../engine/compile/program.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import { negate, possibly } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import { evaluateOperator, TRUE } from '../../rules/language/operators.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { isSaidByRules, setterOf, takenFrom, valueSet } from '../../rules/vocabulary/stages.js'
import { atomsByFact, classesOf, memberStates } from './classes.js'
import type { Answer, Formula } from './formula.js'
import { certain, every, impossible, solve, some } from './formula.js'
import { linksBetween } from './links.js'

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

/** The stage whose rules alone set a fact: the rest of the facts are a contact's own, or are worked out from both. */
const setByRules = (fact: string): ReturnType<typeof setterOf> => (isSaidByRules(fact) ? setterOf(fact) : null)

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
  const settled = new Map<string, Formula>()

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
      const setter = setByRules(fact)
      if (setter) return ruled(fact, setter, test)
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

  /** An outcome is one of those for which `test` is true, by the rules that set it. */
  function ruled(
    fact: string,
    { stage, list }: NonNullable<ReturnType<typeof setterOf>>,
    test: (value: Observed) => boolean,
  ): Formula {
    const values = classesOf(program, fact, [])
    const key = `${fact} ${values.map(v => (test(v) ? 1 : 0)).join('')}`
    const known = settled.get(key)
    if (known) return known
    const formula = stage === 'level' ? ruledLevel(test) : ruledFirst(fact, stage, list, test)
    settled.set(key, formula)
    return formula
  }

  function ruledLevel(test: (value: Observed) => boolean): Formula {
    const levels: readonly Level[] = [...program.vocabulary.levels].reverse()
    /** Of the rules that could give a level, what `part` asks of each: that it does, or that it does not. */
    const ofEach = (level: Level, part: (rule: CompiledRule, isTaken: boolean) => Formula): readonly Formula[] =>
      program.byStage.level.flatMap(rule => {
        const isTaken = takenFrom(rule.rule.outcome) !== null
        return isTaken || valueSet('level', rule.rule.outcome) === level ? [part(rule, isTaken)] : []
      })
    const judged = (is: (value: Observed) => boolean): Formula => where('practitionerLevel', null, is)
    const gives = (level: Level): Formula =>
      some(ofEach(level, (rule, isTaken) => (isTaken ? every([fires(rule), judged(v => v === level)]) : fires(rule))))
    const givesNot = (level: Level): Formula =>
      every(
        ofEach(level, (rule, isTaken) => (isTaken ? some([firesNot(rule), judged(v => v !== level)]) : firesNot(rule))),
      )
    const above = (level: number): Formula => every(program.vocabulary.levels.filter(l => l > level).map(givesNot))
    const wanted = levels.filter(test)
    // "At least 3" needs no look at what is above it.
    const upward = !test(undefined) && wanted.every((level, i) => level === levels[i])
    return some([
      ...wanted.map(level => (upward ? gives(level) : every([gives(level), above(level)]))),
      ...(test(undefined) ? [above(0)] : []),
    ])
  }

  /** Of the rules of one list the first that is true sets the fact. */
  function ruledFirst(fact: string, stage: Stage, list: string | null, test: (value: Observed) => boolean): Formula {
    const rules = program.byStage[stage].filter(r => r.rule.list === list)
    // Without rules on ratings, the latest one given is the authority's.
    if (stage === 'rag' && rules.length === 0) return where('rating', null, test)
    /** Whether the rule sets a value that is wanted, be it one that it takes from the contact. */
    const sets = ({ rule: { outcome } }: CompiledRule): Formula => {
      const taken = takenFrom(outcome)
      return taken !== null ? where(taken, null, test) : test(valueSet(fact, outcome)) ? certain : impossible
    }
    const before: Formula[] = []
    const ways: Formula[] = []
    for (const rule of rules) {
      const wanted = sets(rule)
      if (wanted !== impossible) ways.push(every([fires(rule), wanted, ...before]))
      if (wanted !== certain) before.push(wanted === impossible ? firesNot(rule) : some([firesNot(rule), wanted]))
    }
    if (test(valueSet(fact, null))) ways.push(every(rules.map(firesNot)))
    return some(ways)
  }

  return { program, variables, byName, holds, holdsNot, where, fires, firesNot }
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
