import type { Action, Explanation } from '../../src/index.js'

const isGeneral = (fact: string): boolean => fact === 'entry' || fact === 'contactType' || fact === 'moment'

/** How particular to this contact the rule behind an action is; 0 is the most. */
function rankOf({ rule }: Action, { reasons }: Explanation): number {
  const reason = reasons.find(r => r.rule === rule)
  if (!reason) return 4
  // How the contact gets to where it goes comes before all that is done there.
  if (reason.stage === 'route') return 0
  const known = new Set(reason.matched.filter(m => m.observed !== null).map(m => m.fact))
  if (reason.stage === 'basis' || known.has('basis')) return 1
  if (reason.stage === 'level' || known.has('level')) return 2
  return [...known].every(isGeneral) ? 4 : 3
}

/** Actions with those first that this contact's route, basis and level call for, and last those that every contact has. */
export function particularFirst(actions: readonly Action[], explanation: Explanation): readonly Action[] {
  return actions
    .map(action => ({ action, rank: rankOf(action, explanation) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ action }) => action)
}
