import type { Interval } from '../../rules/language/operators.js'
import { FALSE, TRUE } from '../../rules/language/operators.js'
import type { Contact } from '../../rules/vocabulary/facts.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { IndicatorCount, Program } from '../compile/program.js'
import { slotIn } from '../compile/slot-in.js'
import type { Derived } from './derive.js'

/** How many areas have one of the scores: those tested at least, and at most those not tested as well. */
export function needsInterval(areas: readonly string[], contact: Contact, scores: readonly number[]): Interval {
  let atLeast = 0
  let untested = 0
  for (const area of areas) {
    const score = contact.functionalNeeds?.[area as 'learning']
    if (typeof score !== 'number') untested++
    else if (scores.includes(score)) atLeast++
  }
  return { atLeast, atMost: atLeast + untested }
}

/** Writes what follows from the indicators, once it is settled which of them count: the list, the counts and the concerns. */
export function deriveFromIndicators(program: Program, derived: Derived): void {
  const { contact, scope } = derived
  const { values, indicators } = scope
  const present = derived.present.filter(place => indicators[place] === TRUE)
  // One that does not count is as good as absent.
  const absent = [...derived.absent, ...derived.present].filter(place => indicators[place] === FALSE)
  const idOf = (place: number): string => program.indicators[place]?.id ?? ''
  if (contact.indicators !== undefined || contact.indicatorsAbsent !== undefined)
    values[slotIn(program.at.facts, 'indicators')] = {
      present: present.map(idOf),
      absent: absent.map(idOf),
      complete: false,
      given: true,
    }
  for (const count of program.indicatorCounts) values[count.slot] = countIndicators(count, present, absent)
  const implied = present.flatMap(place => program.indicators[place]?.concerns ?? [])
  if (contact.concerns !== undefined || implied.length > 0)
    values[slotIn(program.at.facts, 'concerns')] = {
      present: (factOf(program.vocabulary, 'concerns').values as readonly string[]).filter(
        c => implied.includes(c) || contact.concerns?.includes(c as never),
      ),
      absent: [],
      complete: contact.concerns !== undefined,
      given: contact.concerns !== undefined,
    }
}

/** How many bullets are met: those with an indicator present at least; at most all that are not wholly denied. */
export function countIndicators(
  count: IndicatorCount,
  present: readonly number[],
  absent: readonly number[],
): Interval {
  const bullets = count.bulletSizes.length
  if (present.length === 0 && absent.length === 0) return { atLeast: 0, atMost: bullets }
  const of = (places: readonly number[]): readonly number[] =>
    places.map(place => count.bulletOf[place] ?? -1).filter(bullet => bullet >= 0)
  const met = new Set(of(present))
  if (absent.length === 0) return { atLeast: met.size, atMost: bullets }
  const denied = new Map<number, number>()
  for (const bullet of of(absent)) denied.set(bullet, (denied.get(bullet) ?? 0) + 1)
  let out = 0
  for (const [bullet, n] of denied) if (!met.has(bullet) && n >= (count.bulletSizes[bullet] ?? 0)) out++
  return { atLeast: met.size, atMost: bullets - out }
}
