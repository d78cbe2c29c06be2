import { keptFor } from '../../kept-for.js'
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

/** One step of collecting what made a condition true: a test with what it matched, or a way that may not be the true one. */
export type Match =
  /** Unless the condition that begins at `from` holds, the next `skip` steps are passed over. */
  | { readonly kind: 'way'; readonly from: number; readonly skip: number }
  /** What it matched is always the same. */
  | { readonly kind: 'fixed'; readonly matched: Matched }
  /** What it matched follows from one small value, and is kept by that. */
  | { readonly kind: 'kept'; readonly slot: number; readonly atom: Atom; readonly by: Map<Observed, Matched> }
  /** One indicator: what it matched is one of two things. */
  | { readonly kind: 'indicator'; readonly id: string; readonly there: Matched; readonly not: Matched }
  /** What it matched is made anew; `seen` gets the indicators that it saw. */
  | { readonly kind: 'made'; readonly make: (derived: Derived, seen: Indicator[]) => Matched }

/** So many values of one fact are kept; numbers have more than choices. */
const mostKept = 64

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
    const make = ({ scope }: Derived): Matched => ({
      fact: counted,
      operator,
      value,
      of,
      observed: plainCount(scope.values[slot]),
    })
    return { kind: 'made', make }
  }
  if (count?.of === 'indicators') {
    const of = Object.freeze({ ...count })
    const counts = program.indicatorCounts.find(c => c.slot === slot)
    const make = (derived: Derived, seen: Indicator[]): Matched => {
      const observed: unknown[] = []
      for (const indicator of derived.counting) {
        const place = program.indicatorPlaces.get(indicator.id) ?? -1
        if (!counts || (counts.bulletOf[place] ?? -1) < 0 || lasts(program, derived, counts, place) !== TRUE) continue
        seen.push(indicator)
        observed.push(named(indicator))
      }
      return { fact: 'indicators', operator, value, of, observed }
    }
    return { kind: 'made', make }
  }
  if (fact === 'indicators') {
    const not: Matched = Object.freeze({ fact, operator, value, observed: none })
    const place = splitOperator(operator).base === 'contains' ? program.indicatorPlaces.get(String(value)) : undefined
    const indicator = place === undefined ? undefined : program.indicators[place]
    if (!indicator) return { kind: 'fixed', matched: not }
    const there: Matched = Object.freeze({ fact, operator, value, observed: Object.freeze([named(indicator)]) })
    return { kind: 'indicator', id: indicator.id, there, not }
  }
  if (fact === 'concerns' && typeof value === 'string')
    return {
      kind: 'made',
      make: ({ scope, counting }, seen) => {
        const observed = plainOf(scope.values[slot])
        if (Array.isArray(observed) && observed.includes(value))
          for (const indicator of counting) if (indicator.concerns.includes(value)) seen.push(indicator)
        return { fact, operator, value, observed }
      },
    }
  // A test for one value was true of that value.
  if (isSmall(program, fact, slot) && isPlainEqual(atom))
    return { kind: 'fixed', matched: Object.freeze({ fact, operator, value, observed: value }) }
  if (isSmall(program, fact, slot)) return { kind: 'kept', slot, atom, by: new Map() }
  return { kind: 'made', make: ({ scope }) => ({ fact, operator, value, observed: plainOf(scope.values[slot]) }) }
}

const isPlainEqual = ({ operator, value }: Atom): boolean =>
  !operator.startsWith('mayBe:') && splitOperator(operator).base === 'equal' && !Array.isArray(value)

const none: readonly never[] = Object.freeze([])

/** A value as a reason shows it: a list by what is in it, unknown as `null`. */
const plainOf = (observed: Observed): unknown =>
  typeof observed === 'object' && 'present' in observed ? observed.present : (observed ?? null)

const plainCount = (observed: Observed): unknown => observed ?? null

/** What a rule matched in one contact. */
export interface Found {
  readonly matched: Matched[]
  /** The indicators that it saw. */
  readonly seen: Indicator[]
}

/** Goes through the steps over a contact, and adds what it finds. */
export function collect(program: Program, derived: Derived, matches: readonly Match[], { matched, seen }: Found): void {
  const { states, values } = derived.scope
  for (let nth = 0; nth < matches.length; nth++) {
    const step = matches[nth]
    switch (step?.kind) {
      case 'way':
        if (walkHolds(program.graph.code, step.from, states) !== IS_TRUE) nth += step.skip
        break
      case 'fixed':
        matched.push(step.matched)
        break
      case 'kept':
        matched.push(keptMatch(step, values[step.slot]))
        break
      case 'indicator': {
        const indicator = derived.counting.find(i => i.id === step.id)
        if (indicator) seen.push(indicator)
        matched.push(indicator ? step.there : step.not)
        break
      }
      case 'made':
        matched.push(step.make(derived, seen))
        break
      default:
        break
    }
  }
}

function keptMatch({ by, atom }: Extract<Match, { kind: 'kept' }>, observed: Observed): Matched {
  const before = by.get(observed)
  if (before) return before
  const made = Object.freeze({
    fact: atom.fact,
    operator: atom.operator,
    value: atom.value,
    observed: observed ?? null,
  })
  if (by.size < mostKept) by.set(observed, made)
  return made
}

/** Whether what a rule matches follows from few values, so that its reasons can be kept by them. */
export const areFew = (matches: readonly Match[]): boolean => matches.every(m => m.kind !== 'made')

/** What is always matched, where nothing of it varies; else `null`. */
export function alwaysMatched(matches: readonly Match[]): readonly Matched[] | null {
  const fixed = matches.flatMap(m => (m.kind === 'fixed' ? [m.matched] : []))
  return fixed.length === matches.length ? Object.freeze(fixed) : null
}
