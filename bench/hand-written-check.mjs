import { isDeepStrictEqual } from 'node:util'

/**
 * What the hand-written function gives, out of a full decision: all outcomes, and of each reason all but its facts and the
 * exceptions that are not settled.
 */
function comparable(decision) {
  const { authority, reference, level, basis, rag, route, consent, consents, deadline } = decision
  const { deadlines, actions, assumed } = decision
  const reasons = decision.rationale.map(({ stage, rule, clauses, interpretation, interpretations, says }) => ({
    stage,
    rule,
    clauses,
    interpretation,
    interpretations,
    says,
  }))
  const { version } = decision.rulebook
  const notices = decision.notices.map(n => n.code)
  const outcomes = { authority, reference, version, level, basis, rag, route, consent, consents, deadline }
  return { ...outcomes, deadlines, actions, reasons, notices, assumed }
}

/** Names the first part in which the hand-written decision differs; null where none does. */
export function differsFrom(decision, byHand) {
  const expected = comparable(decision)
  return Object.keys(expected).find(key => !isDeepStrictEqual(expected[key], byHand[key])) ?? null
}
