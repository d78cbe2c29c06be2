import type { Diagnostic, Result } from '../../diagnostic.js'
import { keptFor } from '../../kept-for.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { CompiledRule, Program } from '../compile/program.js'
import { compile } from '../compile/program.js'
import type { RuleIndex } from '../compile/rule-index.js'
import { buildIndex, candidates, firedRules } from '../compile/rule-index.js'
import type { Derived } from '../contact/derive.js'
import { derive } from '../contact/derive.js'
import { readContact } from '../contact/read-contact.js'
import type { Decision } from './decision.js'
import type { DecideOptions } from './steps.js'
import { decisionSteps } from './steps.js'

const indexOf: (program: Program) => RuleIndex = keptFor(buildIndex)

/**
 * Decides one contact under a rulebook: pure and synchronous, the same contact always gives the same decision.
 *
 * @param contact facts as the contract names them, still unchecked; a fact left out is unknown
 * @returns the decision, or every mistake in the contact with its path and the remedy
 * @example
 * const result = decide(rulebook, { receivedAt: '2026-03-27T16:30:00+00:00', riskOfSignificantHarm: true })
 * if (result.ok) console.log(result.value.level)
 */
export function decide(rulebook: Rulebook, contact: unknown, options: DecideOptions = {}): Result<Decision> {
  const program = compile(rulebook)
  const read = readContact(rulebook, program.indicatorPlaces, contact)
  if (!read.ok) return read
  return { ok: true, value: runCompiled(program, derive(program, read.value), options) }
}

/** Runs the stages on the compiled conditions; `seen` is told which rules were true, stage by stage. */
export function runCompiled(
  program: Program,
  derived: Derived,
  options: DecideOptions,
  seen?: (fired: readonly CompiledRule[]) => void,
): Decision {
  const index = indexOf(program)
  const steps = decisionSteps(program, derived, options)
  let step = steps.next()
  let set: Uint32Array | null = null
  while (!step.done) {
    const { stage, rules, scope } = step.value
    // The candidates are those of the facts given; indicators must have been settled first.
    if (set === null && stage !== 'indicators') set = candidates(index, scope)
    const fired = set === null ? rules.filter(r => r.holds(scope)) : firedRules(rules, set, scope)
    seen?.(fired)
    step = steps.next(fired)
  }
  return step.value
}

/** The first diagnostic of a contact as the command line and case systems print it. */
export function contactError(diagnostics: readonly Diagnostic[]): { code: string; message: string; path: string } {
  const all = diagnostics.map(d => `${d.message}; ${d.hint}`).join('\n')
  return { code: diagnostics[0]?.code ?? 'wrong-contact', message: all, path: diagnostics[0]?.path.join('.') ?? '' }
}
