import type { Atom, Condition } from '../../src/rules/language/condition.js'
import type { Observed, Operand, Truth } from '../../src/rules/language/operators.js'
import { FALSE, operators, splitOperator, TRUE, UNKNOWN } from '../../src/rules/language/operators.js'

// Conditions as functions over values: what the graph of conditions is held to. It knows no masks, no classes and no jumps.

/** What is known of a contact, as values. */
export interface Scope {
  readonly values: readonly Observed[]
  /** One truth for each indicator of the rulebook: present, absent or unknown. */
  readonly indicators: Uint8Array
}

/** A scope with what is still open: what later information could make of each fact. */
export interface OpenScope extends Scope {
  /** Slots of facts that are unknown and could be known by now. */
  readonly open: Uint8Array
  /** For outcomes that are not settled, and facts that could still be replaced: every value possible. */
  readonly possible: readonly (readonly Observed[] | null)[]
  /** Whether indicators in neither list count as open. */
  readonly indicatorsOpen: boolean
}

type Test = (scope: Scope) => Truth
type OpenTest = (scope: OpenScope) => Truth

type SlotOf = (name: string) => number
type Places = ReadonlyMap<string, number>

/** A condition as a function of the scope, in three truth values. */
export function compileTest(condition: Condition, slotOf: SlotOf, places: Places): Test {
  return fold(condition, atom => atomTest(atom, slotOf, places))
}

/**
 * A condition as a function of what is still open: *may be*, *known* and *given* are seen through, so the result is unknown
 * wherever later information could turn it, and else what stands now.
 */
export function compileOpenTest(condition: Condition, slotOf: SlotOf, places: Places): OpenTest {
  return fold(condition, atom => openAtomTest(atom, slotOf, places))
}

function fold<S>(condition: Condition, atomTest: (atom: Atom) => (scope: S) => Truth): (scope: S) => Truth {
  if ('fact' in condition) return atomTest(condition)
  const all = 'all' in condition
  const parts = (all ? condition.all : condition.any).map(c => fold(c, atomTest))
  return scope => {
    const truths = parts.map(part => part(scope))
    return (all ? Math.min(TRUE, ...truths) : Math.max(FALSE, ...truths)) as Truth
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
  const isOpen = (scope: OpenScope): boolean => (indicators ? scope.indicatorsOpen : scope.open[slot] === 1)
  return scope => {
    if (!byItself && scope.possible[slot]) return turns(scope)
    const x = plain(scope)
    if (asks ? x === (base === 'given' ? TRUE : FALSE) : x !== UNKNOWN) return x
    // A count is bounded by what is still open already; within those bounds it is unknown.
    if (!asks && counted) return UNKNOWN
    return isOpen(scope) ? UNKNOWN : asks ? x : unknown
  }
}
