import type { Condition } from '../../rules/language/condition.js'
import type { ActionRef, Rule, Rulebook } from '../../rules/language/rulebook.js'
import { canonicalJson } from '../../rules/packed/digest.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import { conditionChanges, conditionWords } from './condition-changes.js'
import { outcomeWords } from './rule-words.js'

/** Two rulebooks of one authority. */
export interface Pair {
  readonly before: Rulebook
  readonly after: Rulebook
}

/** What is new in one list of ids and what has gone from another, in words. */
export function listChanges(
  before: readonly string[],
  after: readonly string[],
  come: string,
  gone: string,
  words: (id: string) => string = id => id,
): readonly string[] {
  const added = after.filter(x => !before.includes(x))
  const removed = before.filter(x => !after.includes(x))
  return [
    ...(added.length > 0 ? [`${come}: ${added.map(words).join(', ')}`] : []),
    ...(removed.length > 0 ? [`${gone}: ${removed.map(words).join(', ')}`] : []),
  ]
}

/** What a rule, a definition or an indicator rests on. */
interface Grounds {
  readonly interpretations: readonly string[]
  readonly clauses: readonly string[]
}

/** How the readings and the clauses on which one thing rests have changed. */
export const groundChanges = (old: Grounds, now: Grounds): readonly string[] => [
  ...listChanges(
    old.interpretations,
    now.interpretations,
    'now rests on the reading',
    'no longer rests on the reading',
  ),
  ...listChanges(old.clauses, now.clauses, 'now also cites', 'no longer cites'),
]

/** How the condition, or the exception, of one thing has changed. */
export function exceptionChanges(
  { before, after }: Pair,
  old: Condition | null,
  now: Condition | null,
): readonly string[] {
  if (old === null && now === null) return []
  if (old === null) return [`new exception: ${now === null ? '' : conditionWords(after, now)}`]
  if (now === null) return [`the exception is gone: ${conditionWords(before, old)}`]
  return conditionChanges({ rulebook: before, condition: old }, { rulebook: after, condition: now }).map(
    c => `exception: ${c}`,
  )
}

const actionWords = (rulebook: Rulebook, id: string): string => `"${rulebook.actions[id]?.label ?? id}"`
const teamWords = (rulebook: Rulebook, id: string): string => rulebook.teams[id] ?? id

/** What has changed in one rule, one sentence a change; what it decides comes first. */
export function ruleChanges(pair: Pair, old: Rule, now: Rule): readonly string[] {
  const { before, after } = pair
  const outcome = outcomeWords(after, now.outcome)
  const was = outcomeWords(before, old.outcome)
  return [
    // A team or a deadline with another label is the same one.
    ...(canonicalJson(old.outcome) === canonicalJson(now.outcome) ? [] : [`now ${outcome}; it was ${was}`]),
    ...conditionChanges({ rulebook: before, condition: old.when }, { rulebook: after, condition: now.when }),
    ...exceptionChanges(pair, old.unless, now.unless),
    ...listChanges(
      old.actions.map(a => a.id),
      now.actions.map(a => a.id),
      'now also asks for',
      'no longer asks for',
      id => actionWords(id in after.actions ? after : before, id),
    ),
    ...strengthChanges(after, old.actions, now.actions),
    ...listChanges(old.also, now.also, 'now also tells', 'no longer tells', id =>
      teamWords(id in after.teams ? after : before, id),
    ),
    ...groundChanges(old, now),
    ...(old.says === now.says ? [] : [`now says: ${now.says}`]),
    ...(old.otherwise === now.otherwise ? [] : [now.otherwise ? 'now a default' : 'no longer a default']),
  ]
}

const strengthChanges = (after: Rulebook, old: readonly ActionRef[], now: readonly ActionRef[]): readonly string[] =>
  now.flatMap(a => {
    const was = old.find(x => x.id === a.id)
    return was && was.strength !== a.strength
      ? [`${actionWords(after, a.id)} is now a ${a.strength}; it was a ${was.strength}`]
      : []
  })

/** Rules of an ordered list that stand elsewhere than before among those that both rulebooks hold: rule id to words. */
export function ruleMoves({ before, after }: Pair): ReadonlyMap<string, string> {
  const moves = new Map<string, string>()
  const listOf = (r: Rule): string => canonicalJson([r.stage, r.list])
  const lists = new Set(after.rules.filter(r => stageOf(r.stage).hits === 'first').map(listOf))
  for (const list of lists) {
    const old = before.rules.filter(r => listOf(r) === list).map(r => r.id)
    const now = after.rules.filter(r => listOf(r) === list && old.includes(r.id)).map(r => r.id)
    const stays = longestRising(now.map(id => old.indexOf(id)))
    now.forEach((id, i) => {
      if (stays.has(i)) return
      const next = now[i + 1]
      const previous = now[i - 1]
      moves.set(id, next !== undefined ? `now read before \`${next}\`` : `now read after \`${previous ?? ''}\``)
    })
  }
  return moves
}

/** The places of a longest rising part of a list of numbers. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const best: { length: number; from: number }[] = []
  numbers.forEach((n, i) => {
    best.push({ length: 1, from: -1 })
    for (let j = 0; j < i; j++) {
      const before = best[j]
      const here = best[i]
      if (before && here && (numbers[j] ?? 0) < n && before.length + 1 > here.length)
        best[i] = { length: before.length + 1, from: j }
    }
  })
  const found = new Set<number>()
  let at = best.reduce((top, b, i) => (b.length > (best[top]?.length ?? 0) ? i : top), 0)
  while (at >= 0 && numbers.length > 0) {
    found.add(at)
    at = best[at]?.from ?? -1
  }
  return found
}
