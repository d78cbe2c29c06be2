import type { CompiledRule, Program } from '../../engine/compile/program.js'
import type { Condition } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import { evaluateOperator, TRUE } from '../../rules/language/operators.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { stageOf, valueSet } from '../../rules/vocabulary/stages.js'

/** What is taken as settled, by the fact: a question in which it need not be asked again is answered much sooner. */
export type Settled = ReadonlyMap<string, Observed>

/** What is settled where this level is reached and, if one is named, this route decides. */
export function settledBy(level: Level | null, route?: CompiledRule): Settled {
  const settled = new Map<string, Observed>([['level', level ?? undefined]])
  if (route) for (const fact of ['route', 'team']) settled.set(fact, valueSet(fact, route.rule.outcome))
  return settled
}

/** A condition in which what is settled already is not asked again. */
export function withSettled(condition: Condition, settled: Settled): Condition {
  if ('all' in condition) return { all: condition.all.map(c => withSettled(c, settled)) }
  if ('any' in condition) return { any: condition.any.map(c => withSettled(c, settled)) }
  const { fact, operator, value } = condition
  if (!settled.has(fact)) return condition
  return evaluateOperator(operator, settled.get(fact), value) === TRUE ? { all: [] } : { any: [] }
}

/** The rules before one in its list that decide in its place where they hold; none where each rule counts. */
export function rulesBefore(program: Program, rule: CompiledRule): readonly CompiledRule[] {
  const { stage, list } = rule.rule
  if (stageOf(stage).hits === 'each') return []
  const whole = program.byStage[stage].filter(r => r.rule.list === list)
  return whole.slice(0, whole.indexOf(rule))
}
