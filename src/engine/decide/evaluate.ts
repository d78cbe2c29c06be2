import type { Result } from '../../diagnostic.js'
import { TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { compile } from '../compile/program.js'
import { truthOver } from '../graph/graph.js'
import { within } from './decide.js'
import { decisionSteps } from './steps.js'

/** Which rules of a contact are true and which cannot be told, ids in the order decided; the rest are false. */
export function evaluate(
  rulebook: Rulebook,
  contact: unknown,
): Result<{ fired: readonly string[]; undecided: readonly string[] }> {
  return within(compile(rulebook), contact, (program, derived) => {
    const fired: string[] = []
    const undecided: string[] = []
    decisionSteps(program, derived, { rationale: false, unknowns: false }, (_, rules, { states }) => {
      const truths = rules.map(r => truthOver(program.graph, r.place, states))
      fired.push(...rules.filter((_, i) => truths[i] === TRUE).map(r => r.rule.id))
      undecided.push(...rules.filter((_, i) => truths[i] === UNKNOWN).map(r => r.rule.id))
      return rules.filter((_, i) => truths[i] === TRUE)
    })
    return { fired, undecided }
  })
}
