import type { CompiledRule, Program } from '../../engine/compile/program.js'
import { compile } from '../../engine/compile/program.js'
import type { Scope } from '../../engine/compile/scope.js'
import { derive } from '../../engine/contact/derive.js'
import type { Decision } from '../../engine/decide/decision.js'
import { wholeAnswer } from '../../engine/decide/graph-answer.js'
import type { DecideOptions } from '../../engine/decide/steps.js'
import { decisionSteps } from '../../engine/decide/steps.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { stageOf } from '../../rules/vocabulary/stages.js'

/** A decision with the rules that were true on the way to it and everything that conditions could read at its end. */
export interface Trace {
  readonly decision: Decision
  /** In the order decided. */
  readonly fired: readonly CompiledRule[]
  readonly scope: Scope
}

const quick: DecideOptions = { rationale: false, unknowns: false }

/**
 * Decides a contact that is known to be well formed (a generated one, say), which spares the reading of it. Reasons and unknowns
 * are left out unless asked for.
 */
export function traceContact(rulebook: Rulebook, contact: Contact, options: DecideOptions = quick): Trace {
  const program = compile(rulebook)
  const derived = derive(program, contact)
  const fired: CompiledRule[] = []
  const decision = decisionSteps(
    program,
    derived,
    options,
    wholeAnswer(program, rules => fired.push(...rules)),
  )
  return { decision, fired, scope: derived.scope }
}

/** Of the rules that were true, those that decide: the first of each list, the highest of the levels, every action. */
export function decidingRules({ decision, fired, scope }: Trace, program: Program): readonly CompiledRule[] {
  const lists = new Set<string>()
  return fired.filter(({ rule }) => {
    if (stageOf(rule.stage).hits === 'each') return true
    if (rule.outcome.stage === 'level') {
      const { level } = rule.outcome
      return (level === 'practitionerLevel' ? scope.values[program.at.practitionerLevel] : level) === decision.level
    }
    const list = `${rule.stage} ${rule.list ?? ''}`
    if (lists.has(list)) return false
    lists.add(list)
    return true
  })
}
