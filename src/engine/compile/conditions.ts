import type { Atom, Condition } from '../../rules/language/condition.js'
import type { Observed, Operand, Truth } from '../../rules/language/operators.js'
import { FALSE, operators, splitOperator, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Holds, OpenScope, OpenTest, Test } from './scope.js'

type SlotOf = (name: string) => number
type Places = ReadonlyMap<string, number>

/** A condition as a function of the scope, in three truth values. */
export function compileTest(condition: Condition, slotOf: SlotOf, places: Places): Test {
  return fold(condition, atom => atomTest(atom, slotOf, places))
}

/** Whether a condition is known to hold: as `compileTest`, but it stops at the first part that is not, be it false or unknown. */
export function compileHolds(condition: Condition, slotOf: SlotOf, places: Places): Holds {
  if (!('all' in condition) && !('any' in condition)) return atomHolds(condition, slotOf, places)
  const parts = soonestFirst('all' in condition ? condition.all : condition.any).map(c =>
    compileHolds(c, slotOf, places),
  )
  const [a, b] = parts
  if (a && b && parts.length === 2)
    return 'all' in condition ? scope => a(scope) && b(scope) : scope => a(scope) || b(scope)
  const all = 'all' in condition
  return scope => {
    for (let i = 0; i < parts.length; i++) if (parts[i]?.(scope) !== all) return !all
    return all
  }
}

function atomHolds(atom: Atom, slotOf: SlotOf, places: Places): Holds {
  const { base, unknownAs } = splitOperator(atom.operator)
  const { value } = atom
  // Yes-or-no and choice facts are by far the most common: one comparison.
  if (base === 'equal' && typeof value !== 'number' && unknownAs !== TRUE) {
    const slot = slotOf(atom.fact)
    return scope => scope.values[slot] === value
  }
  const test = atomTest(atom, slotOf, places)
  return scope => test(scope) === TRUE
}

/** Facts that are known of every contact, or settled for it by the time they are read. */
const known = /^(contactType|moment|entry|level|basis|route|team)$/

const weightOf = (condition: Condition): number => ('fact' in condition ? (known.test(condition.fact) ? 0 : 1) : 2)

/** The order of parts changes nothing: first what is most often answered at once, and single questions before several. */
const soonestFirst = (parts: readonly Condition[]): readonly Condition[] =>
  [...parts].sort((a, b) => weightOf(a) - weightOf(b))

/**
 * A condition as a function of what is still open: *may be*, *known* and *given* are seen through, so the result is unknown
 * wherever later information could turn it, and else what stands now.
 */
export function compileOpenTest(condition: Condition, slotOf: SlotOf, places: Places): OpenTest {
  return fold(condition, atom => openAtomTest(atom, slotOf, places))
}

function fold<S>(condition: Condition, atomTest: (atom: Atom) => (scope: S) => Truth): (scope: S) => Truth {
  if (!('all' in condition) && !('any' in condition)) return atomTest(condition)
  const all = 'all' in condition
  const parts = soonestFirst(all ? condition.all : condition.any).map(c => fold(c, atomTest))
  const [a, b] = parts
  if (a && !b) return a
  const stop = all ? FALSE : TRUE
  const start = all ? TRUE : FALSE
  if (a && b && parts.length === 2)
    return all
      ? scope => {
          const x = a(scope)
          return x === FALSE ? FALSE : (Math.min(x, b(scope)) as Truth)
        }
      : scope => {
          const x = a(scope)
          return x === TRUE ? TRUE : (Math.max(x, b(scope)) as Truth)
        }
  return scope => {
    let result: Truth = start
    for (const part of parts) {
      const x = part(scope)
      if (x === stop) return stop
      if (x === UNKNOWN) result = UNKNOWN
    }
    return result
  }
}

function atomTest(atom: Atom, slotOf: SlotOf, places: Places): Test {
  const { base, unknownAs } = splitOperator(atom.operator)
  const slot = slotOf(atom.fact)
  const plain = baseTest(atom, base, slot, places)
  if (unknownAs === UNKNOWN) return plain
  return scope => {
    const x = plain(scope)
    return x === UNKNOWN ? unknownAs : x
  }
}

function baseTest(atom: Atom, base: keyof typeof operators, slot: number, places: Places): Test {
  const { value } = atom
  const place = atom.fact === 'indicators' && typeof value === 'string' ? places.get(value) : undefined
  if (place !== undefined && base === 'contains') return scope => (scope.indicators[place] ?? UNKNOWN) as Truth
  if (place !== undefined && base === 'doesNotContain')
    return scope => (2 - (scope.indicators[place] ?? UNKNOWN)) as Truth
  // Yes-or-no and choice facts are by far the most common: a comparison, no call.
  if (base === 'equal' && typeof value !== 'number')
    return scope => {
      const x = scope.values[slot]
      return x === undefined ? UNKNOWN : x === value ? TRUE : FALSE
    }
  if (base === 'notEqual' && typeof value !== 'number')
    return scope => {
      const x = scope.values[slot]
      return x === undefined ? UNKNOWN : x === value ? FALSE : TRUE
    }
  const test: (observed: Observed, operand: Operand) => Truth = operators[base].test
  return scope => test(scope.values[slot], value)
}

function openAtomTest(atom: Atom, slotOf: SlotOf, places: Places): OpenTest {
  const { base, unknownAs } = splitOperator(atom.operator)
  const slot = slotOf(atom.fact)
  const test: (observed: Observed, operand: Operand) => Truth = operators[base].test
  const plain = baseTest(atom, base, slot, places)
  const asks = base === 'given' || base === 'notGiven'
  const place = atom.fact === 'indicators' && typeof atom.value === 'string' ? places.get(atom.value) : undefined
  const counted = atom.fact.includes('Count:')
  const indicators = atom.fact === 'indicators' || atom.fact.startsWith('indicatorCount:')
  // One indicator is told by its own state, and whether a list was given by the contact, not by the lists that are possible.
  const byItself = place !== undefined || (asks && (atom.fact === 'indicators' || atom.fact === 'concerns'))
  // What an unknown fact comes to that cannot become known any more.
  const unknown: Truth = unknownAs === UNKNOWN ? FALSE : unknownAs
  const turns = (scope: OpenScope): Truth => {
    let least: Truth = TRUE
    let most: Truth = FALSE
    for (const value of scope.possible[slot] ?? []) {
      const x = test(value, atom.value)
      if (x < least) least = x
      if (x > most) most = x
    }
    return least === most ? least : UNKNOWN
  }
  // Yes-or-no and choice facts are by far the most common: a comparison, no call.
  if (!indicators && (base === 'equal' || base === 'notEqual') && typeof atom.value !== 'number') {
    const same: Truth = base === 'equal' ? TRUE : FALSE
    const other: Truth = base === 'equal' ? FALSE : TRUE
    return scope => {
      if (scope.possible[slot]) return turns(scope)
      const x = scope.values[slot]
      if (x !== undefined) return x === atom.value ? same : other
      return scope.open[slot] === 1 ? UNKNOWN : unknown
    }
  }
  const isOpen = (scope: OpenScope): boolean =>
    indicators ? scope.indicatorsOpen || (place !== undefined && scope.pending.has(place)) : scope.open[slot] === 1
  return scope => {
    if (!byItself && scope.possible[slot]) return turns(scope)
    const x = plain(scope)
    if (asks ? x === (base === 'given' ? TRUE : FALSE) : x !== UNKNOWN) return x
    // A count is bounded by what is still open already; within those bounds it is unknown.
    if (!asks && counted) return UNKNOWN
    return isOpen(scope) ? UNKNOWN : asks ? x : unknown
  }
}
