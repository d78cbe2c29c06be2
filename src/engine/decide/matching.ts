import { keptFor } from '../../kept-for.js'
import { deepFreeze } from '../../rules/freeze.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import type { Observed } from '../../rules/language/operators.js'
import { splitOperator, TRUE } from '../../rules/language/operators.js'
import type { Indicator } from '../../rules/language/rulebook.js'
import type { Program } from '../compile/program.js'
import { slotIn } from '../compile/slot-in.js'
import { lasts } from '../contact/counting.js'
import type { Derived } from '../contact/derived.js'
import { IS_TRUE, walkHolds } from '../graph/walk.js'
import type { Matched } from './decision.js'
import type { Allowance, KeptPath } from './kept-parts.js'
import { follow, newPath } from './kept-parts.js'

/** One step of collecting what made a condition true: a test with what it matched, or a way that may not be the true one. */
export type Match =
  /** Unless the condition that begins at `from` holds, the next `skip` steps are passed over. */
  | { readonly kind: 'way'; readonly from: number; readonly skip: number }
  /** What it matched is always the same. */
  | { readonly kind: 'fixed'; readonly matched: Matched }
  /** What it matched follows from one small value, and is kept by that. */
  | {
      readonly kind: 'kept'
      readonly slot: number
      readonly atom: Atom
      readonly by: Map<Observed, Kept>
      /** So many values are kept. */
      readonly most: number
    }
  /** One indicator: what it matched is one of two things. */
  | { readonly kind: 'indicator'; readonly id: string; readonly there: Matched; readonly not: Matched }
  /** What it matched follows from a list, or from the bounds of a count, and is kept by that where the list is short. */
  | {
      readonly kind: 'listed'
      /** Writes what is in the list into `found`. @returns how many those are; -1 where nothing is known of it */
      readonly read: (derived: Derived, found: Found) => number
      readonly make: (listed: readonly unknown[] | null) => Matched
      readonly kept: KeptPath<unknown, Matched>
      readonly unknown: KeptPath<unknown, Matched>
      readonly allowance: Allowance
    }
  /** What it matched is made anew. */
  | { readonly kind: 'made'; readonly make: (derived: Derived) => Matched }

/** What a step matched that is kept, with its number among those of the step. */
interface Kept {
  readonly matched: Matched
  readonly number: number
}

/** So many values of a fact are kept: all that there can be, not known among them; of numbers the first so many that come. */
function mostKept({ vocabulary }: Program, fact: string): number {
  const spec = vocabulary.facts[fact]
  return spec?.kind === 'boolean' ? 3 : spec?.kind === 'choice' ? spec.values.length + 1 : 64
}

/** Of lists, those with so few in them, and so many steps to them. */
const longestKept = 4
const mostListed = 254

const listed = (
  read: Extract<Match, { kind: 'listed' }>['read'],
  make: Extract<Match, { kind: 'listed' }>['make'],
): Match => ({
  kind: 'listed',
  read,
  make,
  kept: newPath(mostListed),
  unknown: newPath(mostListed + 1),
  allowance: { left: mostListed },
})

/** Reads the list in a slot as it stands. */
const listIn =
  (slot: number) =>
  ({ scope }: Derived, found: Found): number => {
    const observed = scope.values[slot]
    if (typeof observed !== 'object' || !('present' in observed)) return -1
    const { present } = observed
    for (let nth = 0; nth < present.length; nth++) found.listed[nth] = present[nth]
    return present.length
  }

/** Reads the bounds of a count. */
const boundsIn =
  (slot: number) =>
  ({ scope }: Derived, found: Found): number => {
    const observed = scope.values[slot]
    if (typeof observed !== 'object' || !('atLeast' in observed)) return -1
    found.listed[0] = observed.atLeast
    found.listed[1] = observed.atMost
    return 2
  }

function see(found: Found, indicator: Indicator): void {
  found.seen[found.seenCount++] = indicator
}

/** Collects what made a condition true: all of an `all`, the true ones of an `any`. */
export function matchesOf(program: Program, condition: Condition): readonly Match[] {
  if ('all' in condition) return condition.all.flatMap(c => matchesOf(program, c))
  if ('any' in condition)
    return condition.any.flatMap((c): Match[] => {
      const inner = matchesOf(program, c)
      const from = program.graph.others.get(c)
      if (from === undefined) throw new Error('A way of a condition is not in the graph.')
      return [{ kind: 'way', from, skip: inner.length }, ...inner]
    })
  return [matchOf(program, condition)]
}

/** An indicator as a reason shows it, made once. */
const named = keptFor(({ id, label }: Indicator): Readonly<Record<string, string>> => Object.freeze({ id, label }))

/** Facts of which a reason shows the value itself, and of which there are few. */
function isSmall({ vocabulary }: Program, fact: string, slot: number): boolean {
  if (slot >= vocabulary.factNames.length) return !fact.startsWith('events.')
  const kind = vocabulary.facts[fact]?.kind
  return (
    kind === 'boolean' || kind === 'choice' || (kind === 'number' && vocabulary.facts[fact]?.range?.whole !== false)
  )
}

function matchOf(program: Program, atom: Atom): Match {
  const { fact, operator, value } = atom
  const slot = slotIn(program.slots, fact)
  const count = program.rulebook.counts[fact]
  if (count?.of === 'functionalNeeds' || count?.of === 'earlierContacts') {
    const { of: counted, ...what } = count
    const of = Object.freeze(what)
    return listed(boundsIn(slot), bounds => ({
      fact: counted,
      operator,
      value,
      of,
      observed: bounds && { atLeast: bounds[0], atMost: bounds[1] },
    }))
  }
  if (count?.of === 'indicators') {
    const of = Object.freeze({ ...count })
    const counts = program.indicatorCounts.find(c => c.slot === slot)
    const read = (derived: Derived, found: Found): number => {
      let count = 0
      for (const indicator of derived.counting) {
        const place = program.indicatorPlaces.get(indicator.id) ?? -1
        if (!counts || (counts.bulletOf[place] ?? -1) < 0 || lasts(program, derived, counts, place) !== TRUE) continue
        see(found, indicator)
        found.listed[count++] = named(indicator)
      }
      return count
    }
    return listed(read, observed => ({ fact: 'indicators', operator, value, of, observed }))
  }
  if (fact === 'indicators') {
    const not: Matched = Object.freeze({ fact, operator, value, observed: none })
    const place = splitOperator(operator).base === 'contains' ? program.indicatorPlaces.get(String(value)) : undefined
    const indicator = place === undefined ? undefined : program.indicators[place]
    if (!indicator) return { kind: 'fixed', matched: not }
    const there: Matched = Object.freeze({ fact, operator, value, observed: Object.freeze([named(indicator)]) })
    return { kind: 'indicator', id: indicator.id, there, not }
  }
  const inList = (observed: readonly unknown[] | null): Matched => ({ fact, operator, value, observed })
  if (fact === 'concerns' && typeof value === 'string') {
    const read = listIn(slot)
    return listed(
      (derived, found) => {
        const count = read(derived, found)
        if (count <= 0 || found.listed.lastIndexOf(value, count - 1) < 0) return count
        let all = count
        for (const indicator of derived.counting)
          if (indicator.concerns.includes(value)) {
            see(found, indicator)
            // What brings it along tells two lists apart that are otherwise the same.
            found.listed[all++] = indicator
          }
        return all
      },
      all => inList(all?.filter(one => typeof one === 'string') ?? null),
    )
  }
  // A test for one value was true of that value.
  if (isSmall(program, fact, slot) && isPlainEqual(atom))
    return { kind: 'fixed', matched: Object.freeze({ fact, operator, value, observed: value }) }
  if (isSmall(program, fact, slot)) return { kind: 'kept', slot, atom, by: new Map(), most: mostKept(program, fact) }
  const kind = program.vocabulary.facts[fact]?.kind
  if (kind === 'list') return listed(listIn(slot), inList)
  return { kind: 'made', make: ({ scope }) => ({ fact, operator, value, observed: plainOf(scope.values[slot]) }) }
}

const isPlainEqual = ({ operator, value }: Atom): boolean =>
  !operator.startsWith('mayBe:') && splitOperator(operator).base === 'equal' && !Array.isArray(value)

const none: readonly never[] = Object.freeze([])

/** A value as a reason shows it: a list by what is in it, unknown as `null`. */
const plainOf = (observed: Observed): unknown =>
  typeof observed === 'object' && 'present' in observed ? observed.present : (observed ?? null)

/** What a rule matched in one contact. */
export interface Found {
  /** Written over again and again: only the first so many are meant. */
  readonly matched: Matched[]
  matchedCount: number
  /** The indicators that it saw. */
  readonly seen: Indicator[]
  seenCount: number
  /** A number for all that it matched and saw, the same where the same was matched; by the first step in its lowest place. */
  key: number
  /** What the next place of the number counts. */
  scale: number
  /** What is in the list that one step reads. */
  readonly listed: unknown[]
  /** Whether all that it matched is kept. */
  isKept: boolean
}

export function beginFound(found: Found): void {
  found.matchedCount = 0
  found.seenCount = 0
  found.key = 0
  found.scale = 1
  found.isKept = true
}

/** Goes through the steps over a contact, and adds what it finds. */
export function collect(program: Program, derived: Derived, matches: readonly Match[], found: Found): void {
  const { states, values } = derived.scope
  const { matched } = found
  for (let nth = 0; nth < matches.length; nth++) {
    const step = matches[nth]
    switch (step?.kind) {
      case 'way':
        if (walkHolds(program.graph.code, step.from, states) === IS_TRUE) found.key += found.scale
        else nth += step.skip
        found.scale *= 2
        break
      case 'fixed':
        matched[found.matchedCount++] = step.matched
        break
      case 'kept':
        matched[found.matchedCount++] = keptMatch(step, values[step.slot], found)
        break
      case 'indicator': {
        const indicator = withId(derived.counting, step.id)
        if (indicator) {
          see(found, indicator)
          found.key += found.scale
        }
        found.scale *= 2
        matched[found.matchedCount++] = indicator ? step.there : step.not
        break
      }
      case 'listed':
        matched[found.matchedCount++] = listedMatch(step, derived, found)
        break
      case 'made':
        found.isKept = false
        matched[found.matchedCount++] = step.make(derived)
        break
      default:
        break
    }
  }
}

function withId(indicators: readonly Indicator[], id: string): Indicator | undefined {
  for (const indicator of indicators) if (indicator.id === id) return indicator
  return undefined
}

function listedMatch(
  { read, make, kept, unknown, allowance }: Extract<Match, { kind: 'listed' }>,
  derived: Derived,
  found: Found,
): Matched {
  const count = read(derived, found)
  const at = count < 0 ? unknown : count > longestKept ? null : follow(kept, found.listed, count, allowance)
  if (at === null) {
    found.isKept = false
    return make(found.listed.slice(0, count))
  }
  at.made ??= deepFreeze(make(count < 0 ? null : found.listed.slice(0, count)))
  found.key += found.scale * at.number
  found.scale *= mostListed + 2
  return at.made
}

function keptMatch({ by, atom, most }: Extract<Match, { kind: 'kept' }>, observed: Observed, found: Found): Matched {
  let kept = by.get(observed)
  if (kept === undefined) {
    const { fact, operator, value } = atom
    const matched = Object.freeze({ fact, operator, value, observed: observed ?? null })
    if (by.size >= most) {
      found.isKept = false
      return matched
    }
    kept = { matched, number: by.size }
    by.set(observed, kept)
  }
  found.key += found.scale * kept.number
  found.scale *= most
  return kept.matched
}

/** Whether what a rule matches follows from few values. */
export const areFew = (matches: readonly Match[]): boolean =>
  matches.every(m => m.kind !== 'made' && m.kind !== 'listed')

/** What is always matched, where nothing of it varies; else `null`. */
export function alwaysMatched(matches: readonly Match[]): readonly Matched[] | null {
  const fixed = matches.flatMap(m => (m.kind === 'fixed' ? [m.matched] : []))
  return fixed.length === matches.length ? Object.freeze(fixed) : null
}
