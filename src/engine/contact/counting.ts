import type { Interval, Truth } from '../../rules/language/operators.js'
import { FALSE, TRUE } from '../../rules/language/operators.js'
import { londonDay } from '../../rules/time/london.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { IndicatorCount } from '../compile/counts.js'
import type { Program } from '../compile/program.js'
import { settleCount, settleList, writeList } from '../graph/known.js'
import type { Derived } from './derived.js'
import type { IndicatorDates } from './earlier.js'
import { hasLasted } from './earlier.js'

const none: readonly never[] = Object.freeze([])

/** How many areas have one of the scores: those tested at least, and at most those not tested as well. */
export function needsInterval(
  areas: readonly string[],
  needs: Readonly<Record<string, unknown>> | undefined,
  scores: readonly number[],
): Interval {
  let atLeast = 0
  let untested = 0
  for (const area of areas) {
    const score = needs?.[area]
    if (typeof score !== 'number') untested++
    else if (scores.includes(score)) atLeast++
  }
  return { atLeast, atMost: atLeast + untested }
}

/** Whether nothing was said about any indicator. */
export const areIndicatorsUnasked = ({ at: { of } }: Program, { facts, present }: Derived): boolean =>
  present.length === 0 && facts[of.indicators] === undefined && facts[of.indicatorsAbsent] === undefined

/** Writes what follows from the indicators, once it is settled which of them count: the list, the counts and the concerns. */
export function deriveFromIndicators(program: Program, derived: Derived): void {
  const { facts, scope, counting } = derived
  const { graph, at } = program
  const { of } = at
  if (areIndicatorsUnasked(program, derived)) {
    for (const count of program.indicatorCounts) settleCount(graph, scope, count.slot, count.unasked)
    return
  }
  const present = derived.conditional.length === 0 ? derived.present : placesThat(derived, TRUE)
  const absent = derived.conditional.length === 0 ? derived.absent : placesThat(derived, FALSE)
  const idOf = (place: number): string => program.indicators[place]?.id ?? ''
  for (const place of present) {
    const indicator = program.indicators[place]
    if (indicator) counting.push(indicator)
  }
  const list = { present: present.map(idOf), absent: absent.map(idOf), complete: false, given: true }
  scope.values[of.indicators] = list
  writeList(graph, scope.states, of.indicators, present.length > 0, list)
  for (const count of program.indicatorCounts)
    settleCount(graph, scope, count.slot, countSeen(program, derived, count, present, absent))
  const implied = counting.some(i => i.concerns.length > 0)
  if (!implied) return
  const given = facts[of.concerns] as readonly string[] | undefined
  settleList(graph, scope, of.concerns, {
    present: (factOf(program.vocabulary, 'concerns').values as readonly string[]).filter(
      c => counting.some(i => i.concerns.includes(c)) || given?.includes(c),
    ),
    absent: none,
    complete: given !== undefined,
    given: given !== undefined,
  })
}

/** The indicators given that count, or those that do not: one that does not count is as good as absent. */
function placesThat({ present, absent, scope }: Derived, truth: typeof TRUE | typeof FALSE): readonly number[] {
  const given = truth === TRUE ? present : [...absent, ...present]
  return given.filter(place => scope.indicators[place] === truth)
}

/** Whether an indicator that is seen has been for as long as a count asks. */
export function lasts(
  { indicators, at: { of } }: Program,
  { facts, receivedMs }: Derived,
  count: IndicatorCount,
  place: number,
): Truth {
  const since = facts[of.indicatorsSince] as IndicatorDates | undefined
  return hasLasted(count, since?.[indicators[place]?.id ?? ''], londonDay(receivedMs))
}

/** What a count makes of the indicators that are seen: one that has not been for as long as it asks is as good as absent. */
export function countSeen(
  program: Program,
  derived: Derived,
  count: IndicatorCount,
  present: readonly number[],
  absent: readonly number[],
): Interval {
  if (count.lasting === null) return countIndicators(count, present, absent)
  const that = (truth: Truth): number[] => present.filter(place => lasts(program, derived, count, place) === truth)
  return countIndicators(count, that(TRUE), [...absent, ...that(FALSE)])
}

/** How many a count counts at most where no other indicator is seen than these. */
export const mostSeen = (
  program: Program,
  derived: Derived,
  count: IndicatorCount,
  present: readonly number[],
): number =>
  countIndicators(
    count,
    count.lasting === null ? present : present.filter(place => lasts(program, derived, count, place) !== FALSE),
    none,
  ).atLeast

/** How many bullets are met: those with an indicator present at least; at most all that are not wholly denied. */
export function countIndicators(
  { bulletOf, bulletSizes, denied, unasked }: IndicatorCount,
  present: readonly number[],
  absent: readonly number[],
): Interval {
  if (present.length === 0 && absent.length === 0) return unasked
  let met = 0
  let out = 0
  // A bullet that is met is marked by -1; of the others it is counted how much of them is denied.
  for (const place of present) {
    const bullet = bulletOf[place] ?? -1
    if (bullet < 0 || denied[bullet] === -1) continue
    denied[bullet] = -1
    met++
  }
  for (const place of absent) {
    const bullet = bulletOf[place] ?? -1
    if (bullet < 0 || denied[bullet] === -1) continue
    const count = (denied[bullet] ?? 0) + 1
    denied[bullet] = count
    if (count === bulletSizes[bullet]) out++
  }
  for (const places of [present, absent])
    for (const place of places) {
      const bullet = bulletOf[place] ?? -1
      if (bullet >= 0) denied[bullet] = 0
    }
  return { atLeast: met, atMost: bulletSizes.length - out }
}
