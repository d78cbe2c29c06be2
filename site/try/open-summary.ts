import { goesToWords, levelWords, raisesTo } from '../../src/engine/render/decision-words.js'
import type { Explanation, Vocabulary } from '../../src/index.js'

const counted = (n: number): string => (n === 1 ? '1 open question' : `${n} open questions`)

/** How far the outcome is settled, in a sentence. */
export function openSummary({ open, decision }: Explanation): string {
  if (open.length === 0) return 'Nothing that is not known yet could change this.'
  const tops = open.flatMap(u => raisesTo(u, decision.level) ?? [])
  const up = tops.length === 0 ? '' : `, and could raise it to level ${Math.max(...tops)}`
  return `Not settled: ${counted(open.length)} could still change this${up}.`
}

/** The outcome in one short sentence, for those who hear the page. */
export function spokenOutcome(vocabulary: Vocabulary, { decision, open }: Explanation): string {
  const rest = open.length === 0 ? 'nothing open' : counted(open.length)
  return `${levelWords(decision, vocabulary)}; goes to ${goesToWords(vocabulary, decision.route)}; ${rest}.`
}

/** The outcome as short as it can be said, for a phone's edge. */
export const briefOutcome = ({ destinations }: Vocabulary, { decision: { level, route } }: Explanation): string =>
  `${level === null ? 'No level yet' : `Level ${level}`}: ${destinations[route.destination]?.label}`
