import { compile } from '../../engine/compile/program.js'
import { derive } from '../../engine/contact/derive.js'
import { readContact } from '../../engine/contact/read-contact.js'
import type { Decision } from '../../engine/decide/decision.js'
import type { Answer } from '../../engine/decide/making.js'
import { decisionSteps } from '../../engine/decide/steps.js'
import { holdsOver } from '../../engine/graph/graph.js'
import type { Rulebook } from '../../rules/language/rulebook.js'

/** A decision and the rules that were true on the way to it. */
export interface Traced {
  readonly decision: Decision
  readonly fired: ReadonlySet<string>
}

/** Decides a contact as if some rules were not in the rulebook; `null` where the contact is refused. */
export function traceWithout(rulebook: Rulebook, contact: unknown, without: ReadonlySet<string>): Traced | null {
  const program = compile(rulebook)
  const read = readContact(rulebook, program.indicatorPlaces, contact)
  if (!read.ok) return null
  const fired = new Set<string>()
  const answer: Answer = (_, rules, { states }) => {
    const truths = rules.filter(r => !without.has(r.rule.id) && holdsOver(program.graph, r.place, states))
    for (const r of truths) fired.add(r.rule.id)
    return truths
  }
  return { decision: decisionSteps(program, derive(program, read.value), { unknowns: false }, answer), fired }
}

/** What a decision sets, without its reasons: equal texts are the same outcome. */
export function outcomeText(decision: Decision): string {
  const { level, basis, rag, route, consents, deadlines, actions, notices } = decision
  return JSON.stringify({
    level,
    basis,
    rag,
    route: [route.destination, route.team, [...route.also].sort()],
    consents: consents.map(c => [c.purpose, c.requirement, c.from, c.mayProceed]),
    deadlines: deadlines.map(d => [d.id, d.duration, d.from, d.due, d.notBefore, d.strength]),
    actions: actions.map(a => [a.id, a.strength]).sort(),
    notices: notices.map(n => n.says),
  })
}
