import type { EarlierCount } from '../../engine/compile/counts.js'
import type { Program } from '../../engine/compile/program.js'
import { earlierInterval } from '../../engine/contact/earlier.js'
import type { Interval } from '../../rules/language/operators.js'
import { formatDay, londonDay, parseInstant } from '../../rules/time/london.js'
import type { EarlierContact } from '../../rules/vocabulary/earlier-contacts.js'
import { mostEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import type { Chance } from './chance.js'

type Spec = EarlierCount['spec']

const two = (n: number): string => String(n).padStart(2, '0')

/** A day, or now and then a month, before the year in which contacts are drawn. */
export function drawDate(chance: Chance): string {
  const month = `202${chance.pick([4, 5, 5, 5])}-${two(1 + chance.below(12))}`
  return chance.chance(0.9) ? `${month}-${two(1 + chance.below(28))}` : month
}

/** Some earlier contacts, of which more or less is told, all from before the year in which contacts are drawn. */
export function drawEarlier({ earlier, levels }: Vocabulary, chance: Chance): readonly EarlierContact[] {
  return Array.from({ length: chance.below(6) }, () => {
    const told = chance.chance(0.8)
    return {
      at: drawDate(chance),
      ...(told && { level: chance.pick(levels) }),
      ...(told && { concerns: [chance.pick(Object.keys(earlier.concerns)) ?? ''].slice(chance.below(2)) }),
      ...(chance.chance(0.8) && { outcome: chance.pick(Object.keys(earlier.outcomes)) }),
    }
  })
}

/** One that a count counts, and others no more than must be: where the count asks for nothing, what the others do not ask for. */
function counted(spec: Spec, others: readonly Spec[], { earlier, levels }: Vocabulary, at: string): EarlierContact {
  const free = <T>(values: readonly T[], of: (spec: Spec) => readonly T[]): T | undefined =>
    of(spec)[0] ?? values.find(v => !others.some(o => of(o).includes(v))) ?? values[0]
  return {
    at,
    level: free(levels, s => s.levels),
    concerns: spec.concerns.slice(0, 1),
    outcome: free(Object.keys(earlier.outcomes), s => s.outcomes),
  }
}

/** Earlier contacts of which one of a rulebook's counts counts so many; the day on which they came lies just before that of receipt. */
export function earlierOf(
  vocabulary: Vocabulary,
  spec: Spec,
  amount: number,
  received: string,
): readonly EarlierContact[] {
  const at = formatDay(londonDay(parseInstant(received) ?? 0) - 1)
  return Array.from({ length: Math.min(amount, mostEarlier) }, () => counted(spec, [], vocabulary, at))
}

/**
 * Earlier contacts of which counts are as wanted, as far as that goes; `null` where no telling of any is wanted. The counts that ask for
 * most come first, since theirs are counted by the others too.
 */
export function earlierFor(
  { earlierCounts, vocabulary }: Program,
  wanted: readonly { readonly slot: number; readonly bounds: Interval }[],
  received: string,
): readonly EarlierContact[] | null {
  const asked = wanted.filter(({ bounds }) => bounds.atLeast > 0 || bounds.atMost < mostEarlier)
  if (asked.length === 0) return null
  const day = londonDay(parseInstant(received) ?? 0)
  const found: EarlierContact[] = []
  const filters = ({ spec: { levels, concerns, outcomes } }: EarlierCount): number =>
    [levels, concerns, outcomes].filter(list => list.length > 0).length
  for (const count of [...earlierCounts].sort((a, b) => filters(b) - filters(a))) {
    const bounds = asked.find(({ slot }) => slot === count.slot)?.bounds
    if (!bounds) continue
    const others = earlierCounts.filter(c => c !== count).map(c => c.spec)
    for (let have = earlierInterval(count, found, day).atLeast; have < bounds.atLeast; have++)
      found.push(counted(count.spec, others, vocabulary, formatDay(day - 1)))
    // Of whatever may count more nothing is told but that it came.
    const most = Math.min(bounds.atMost, bounds.atLeast + 5)
    for (let may = earlierInterval(count, found, day).atMost; may < most && filters(count) > 0; may++)
      found.push({ at: formatDay(day - 1) })
  }
  return found
}
