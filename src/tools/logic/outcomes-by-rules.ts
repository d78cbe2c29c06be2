import type { CompiledRule } from '../../engine/compile/program.js'
import type { Observed } from '../../rules/language/operators.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { isSaidByRules, setterOf, takenFrom, valueSet } from '../../rules/vocabulary/stages.js'
import { classesOf } from './classes.js'
import type { Formula } from './formula.js'
import { certain, every, impossible, some } from './formula.js'
import type { Logic } from './logic.js'

type Test = (value: Observed) => boolean

/**
 * An outcome is one of those for which `test` is true, by the rules that set it. `null`: no rule sets this fact; it is a contact's
 * own, or is worked out from both.
 */
export function outcomesByRules(logic: Logic): (fact: string, test: Test) => Formula | null {
  const settled = new Map<string, Formula>()
  return (fact, test) => {
    const setter = isSaidByRules(fact) ? setterOf(fact) : null
    if (!setter) return null
    const key = `${fact} ${classesOf(logic.program, fact, [])
      .map(v => (test(v) ? 1 : 0))
      .join('')}`
    const known = settled.get(key)
    if (known) return known
    const { stage, list } = setter
    const formula = stage === 'level' ? levelIs(logic, test) : firstSets(logic, fact, stage, list, test)
    settled.set(key, formula)
    return formula
  }
}

/** The highest level that a rule gives is one that is wanted. */
function levelIs(logic: Logic, test: Test): Formula {
  const levels: readonly Level[] = [...logic.program.vocabulary.levels].reverse()
  const gives = (level: Level): Formula => levelGiven(logic, level)
  const above = (lowest: number): Formula => every(levels.filter(l => l > lowest).map(l => levelNotGiven(logic, l)))
  const wanted = levels.filter(test)
  // "At least 3" needs no look at what is above it.
  const upward = !test(undefined) && wanted.every((level, i) => level === levels[i])
  return some([
    ...wanted.map(level => (upward ? gives(level) : every([gives(level), above(level)]))),
    ...(test(undefined) ? [above(0)] : []),
  ])
}

const levelGiven = (logic: Logic, level: Level): Formula =>
  some(
    ofEachGiver(logic, level, (rule, isTaken) =>
      isTaken ? every([logic.fires(rule), judged(logic, v => v === level)]) : logic.fires(rule),
    ),
  )

const levelNotGiven = (logic: Logic, level: Level): Formula =>
  every(
    ofEachGiver(logic, level, (rule, isTaken) =>
      isTaken ? some([logic.firesNot(rule), judged(logic, v => v !== level)]) : logic.firesNot(rule),
    ),
  )

const judged = (logic: Logic, is: Test): Formula => logic.where('practitionerLevel', null, is)

/** Of the rules that could give a level, what `part` asks of each: that it does, or that it does not. */
const ofEachGiver = (
  { program }: Logic,
  level: Level,
  part: (rule: CompiledRule, isTaken: boolean) => Formula,
): readonly Formula[] =>
  program.byStage.level.flatMap(rule => {
    const isTaken = takenFrom(rule.rule.outcome) !== null
    return isTaken || valueSet('level', rule.rule.outcome) === level ? [part(rule, isTaken)] : []
  })

/** Of the rules of one list the first that is true sets the fact. */
function firstSets(logic: Logic, fact: string, stage: Stage, list: string | null, test: Test): Formula {
  const { program, where, fires, firesNot } = logic
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
