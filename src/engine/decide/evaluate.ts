import type { Result } from '../../diagnostic.js'
import { TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { compile } from '../compile/program.js'
import { derive } from '../contact/derive.js'
import { readContact } from '../contact/read-contact.js'
import { decisionSteps } from './steps.js'

/** Which rules of a contact are true and which cannot be told, ids in the order decided; the rest are false. */
export function evaluate(
  rulebook: Rulebook,
  contact: unknown,
): Result<{ fired: readonly string[]; undecided: readonly string[] }> {
  const program = compile(rulebook)
  const read = readContact(rulebook, program.indicatorPlaces, contact)
  if (!read.ok) return read
  const fired: string[] = []
  const undecided: string[] = []
  const steps = decisionSteps(program, derive(program, read.value), { rationale: false, unknowns: false })
  let step = steps.next()
  while (!step.done) {
    const { rules, scope } = step.value
    const truths = rules.map(r => r.test(scope))
    fired.push(...rules.filter((_, i) => truths[i] === TRUE).map(r => r.rule.id))
    undecided.push(...rules.filter((_, i) => truths[i] === UNKNOWN).map(r => r.rule.id))
    step = steps.next(rules.filter((_, i) => truths[i] === TRUE))
  }
  return { ok: true, value: { fired, undecided } }
}
