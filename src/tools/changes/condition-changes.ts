import { canonicalText } from '../../rules/language/canonical.js'
import type { Condition } from '../../rules/language/condition.js'
import { conditionWords } from '../../rules/language/condition-words.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

export { conditionWords }

/** A condition and the rulebook that it stands in, which names its indicators and counts. */
interface Placed {
  readonly rulebook: Rulebook
  readonly condition: Condition
}

type Same = (a: Condition, b: Condition) => boolean

/** Whether two conditions come to the same, in the words of two rulebooks. */
function sameIn(before: Rulebook, after: Rulebook): Same {
  const readable = new Map([...readableFacts(vocabularyOf(before)), ...readableFacts(vocabularyOf(after))])
  return (a, b) => canonicalText(a, readable) === canonicalText(b, readable)
}

const missingFrom =
  (same: Same) =>
  (parts: readonly Condition[], others: readonly Condition[]): readonly Condition[] =>
    parts.filter(p => !others.some(o => same(p, o)))

/** What a condition wants that it did not, and the other way round, one sentence a change. */
export function conditionChanges(before: Placed, after: Placed): readonly string[] {
  const same = sameIn(before.rulebook, after.rulebook)
  const missing = missingFrom(same)
  if (same(before.condition, after.condition)) return []
  const alternatives = 'any' in before.condition && 'any' in after.condition
  const [old, now] = alternatives
    ? [partsOf(before.condition, 'any'), partsOf(after.condition, 'any')]
    : [partsOf(before.condition, 'all'), partsOf(after.condition, 'all')]
  const gone = [...missing(old, now)]
  const come = [...missing(now, old)]
  if (gone.length + come.length === 0) return []
  const found: string[] = []
  // One that was enough among several and now stands alone, or the other way round.
  for (const g of [...gone]) {
    const c = come.find(x => isAmong(same, x, g) || isAmong(same, g, x))
    if (!c) continue
    gone.splice(gone.indexOf(g), 1)
    come.splice(come.indexOf(c), 1)
    found.push(
      ...missing(partsOf(g, 'any'), partsOf(c, 'any')).map(
        x => `no longer enough: ${conditionWords(before.rulebook, x)}`,
      ),
      ...missing(partsOf(c, 'any'), partsOf(g, 'any')).map(
        x => `now also enough: ${conditionWords(after.rulebook, x)}`,
      ),
    )
  }
  // What asks another value of the same fact has changed; it is not one thing gone and another come.
  for (const g of [...gone]) {
    const c = come.find(x => subjectOf(x) === subjectOf(g))
    if (!c) continue
    gone.splice(gone.indexOf(g), 1)
    come.splice(come.indexOf(c), 1)
    if ('fact' in g)
      found.push(`now wants: ${conditionWords(after.rulebook, c)}; it was: ${conditionWords(before.rulebook, g)}`)
    else found.push(...conditionChanges({ ...before, condition: g }, { ...after, condition: c }))
  }
  const [goneWords, comeWords] = alternatives
    ? ['no longer enough', 'now also enough']
    : ['no longer wanted', 'now also wanted']
  return [
    ...found,
    ...gone.map(c => `${goneWords}: ${conditionWords(before.rulebook, c)}`),
    ...come.map(c => `${comeWords}: ${conditionWords(after.rulebook, c)}`),
  ]
}

const isAmong = (same: Same, one: Condition, several: Condition): boolean =>
  'any' in several && several.any.some(x => same(x, one))

const partsOf = (condition: Condition, join: 'all' | 'any'): readonly Condition[] => {
  if (join === 'all') return 'all' in condition ? condition.all : [condition]
  return 'any' in condition ? condition.any : [condition]
}

/** What a part of a condition is about: two parts about one thing are one that has changed. */
function subjectOf(part: Condition): string {
  if ('any' in part) return 'any'
  if ('all' in part) return 'all'
  // Of a list each thing that it may hold is a subject of its own.
  const ofList = /[cC]ontain/.test(part.operator)
  return ofList
    ? `${part.fact} ${String(part.value)}`
    : part.fact.replace(/^(indicatorCount|earlierContactsCount):.*/, '$1')
}
