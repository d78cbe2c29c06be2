import { readableFacts } from '../../rules/vocabulary/readable.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { Slip } from './mutant.js'

/** How a number can be mistaken: which slip that is, and the numbers next to it that can stand there too. */
export interface Numbers {
  readonly slip: Slip
  readonly next: (n: number) => readonly number[]
}

/** The levels next to one, by a vocabulary's own list of them. */
export const levelsNextTo = (levels: readonly number[], level: number): readonly number[] => [
  ...levels.filter(n => n < level).slice(-1),
  ...levels.filter(n => n > level).slice(0, 1),
]

const within =
  (least: number, most: number): Numbers['next'] =>
  n =>
    [n - 1, n + 1].filter(x => x >= least && x <= most)

/** How the numbers beside a fact, or a key of a count, can be mistaken. What the fact cannot be is no slip but a fault. */
export function numbersOf(vocabulary: Vocabulary): (fact: string) => Numbers {
  const readable = readableFacts(vocabulary)
  const levels = (n: number): readonly number[] => levelsNextTo(vocabulary.levels, n)
  return fact => {
    if (fact === 'score' || fact.startsWith('functionalNeeds')) return { slip: 'level', next: within(1, 4) }
    if (/^(atLeast|count|areas|domains)$/.test(fact)) return { slip: 'count', next: within(1, 99) }
    const known = readable.get(fact)
    if (known?.kind === 'number' && known.values.length > 0) return { slip: 'level', next: levels }
    const range = fact in vocabulary.facts ? factOf(vocabulary, fact).range : null
    const slip =
      fact.startsWith('age') && !fact.startsWith('agencies') ? 'age' : fact.startsWith('agencies') ? 'count' : 'number'
    return { slip, next: within(range?.min ?? 0, range?.max ?? 99) }
  }
}
