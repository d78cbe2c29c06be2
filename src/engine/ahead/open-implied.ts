import type { Observed } from '../../rules/language/operators.js'
import { hasPlace } from '../compile/fact-set.js'
import type { Follows, Needs } from '../compile/implications.js'
import type { Program } from '../compile/program.js'
import type { Derived } from '../contact/derived.js'

/** What implications need of a contact, as it is and as it could still become. */
interface Outlook {
  readonly values: readonly Observed[]
  /** By slot, every value that a fact could have, where that is neither the one that it has, nor any. */
  readonly possible: Map<number, readonly Observed[]>
  /** Whether a fact that was not given, by its place, could still be said. */
  readonly couldBeSaid: (place: number) => boolean
}

/** Adds values that a slot could have to the one that it has. */
export function allow(
  { values, possible }: Pick<Outlook, 'values' | 'possible'>,
  slot: number,
  others: readonly Observed[],
): void {
  const now = possible.get(slot) ?? [values[slot]]
  possible.set(slot, [...now, ...others.filter(v => !now.includes(v))])
}

const meets = ({ value }: Needs, now: Observed): boolean => (value === null ? now !== undefined : now === value)

/** Whether all that something needs is there now, could be, and could fail to be. */
function outlookOf(needs: readonly Needs[], { values, possible, couldBeSaid }: Outlook) {
  let now = true
  let may = true
  let mayNot = false
  for (const need of needs) {
    const { slot } = need
    const isMet = meets(need, values[slot])
    const open = possible.get(slot)
    // A fact's slot is its place.
    const isOpen = values[slot] === undefined && couldBeSaid(slot)
    now &&= isMet
    may &&= isMet || isOpen || (open?.some(v => meets(need, v)) ?? false)
    mayNot ||= open?.some(v => !meets(need, v)) ?? false
  }
  return { now, may, mayNot }
}

/** The value that a slot would have if nothing followed; an event has none then. */
const saidOf = ({ facts }: Derived, { slot }: Follows): Observed => facts[slot] as Observed

/** Marks the facts that would follow from others, or no longer would, were those to become known or turn out otherwise. */
export function openImplied(program: Program, derived: Derived, outlook: Outlook): void {
  const { values, couldBeSaid } = outlook
  const { given } = derived
  for (const one of program.implied.follows) {
    const { slot, place, unlessSaid, standsUntilSaid } = one
    if (unlessSaid !== null && hasPlace(given, unlessSaid)) continue
    const { now, may, mayNot } = outlookOf(one.needs, outlook)
    if (now) {
      const untilSaid = standsUntilSaid && unlessSaid !== null && !one.assumed && couldBeSaid(unlessSaid)
      if (untilSaid && unlessSaid === place) allow(outlook, slot, one.all)
      if (mayNot || (untilSaid && unlessSaid !== place)) allow(outlook, slot, [saidOf(derived, one)])
    } else if (may) {
      const value = one.event === null ? one.value : String(derived.facts[program.at.of.receivedAt])
      if (values[slot] !== value && !(values[slot] === undefined && couldBeSaid(place))) allow(outlook, slot, [value])
    }
  }
}
