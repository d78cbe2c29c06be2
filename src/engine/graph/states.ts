import type { Atom } from '../../rules/language/condition.js'
import type { OperatorName } from '../../rules/language/operators.js'
import { isByClass, splitOperator } from '../../rules/language/operators.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { NO_BIT, UNKNOWN_BIT } from './bits.js'
import type { Classes } from './classes.js'
import { classesOf, fitsWord } from './classes.js'

/** What is asked of a list, each answered by a state of its own; -1 where no condition asks it. */
export interface ListStates {
  readonly members: readonly { readonly value: string; readonly state: number }[]
  readonly empty: number
  readonly given: number
  /** Whether there is a list at all: for tests that no list can meet. */
  readonly known: number
}

/** A test of a count that reads unknown as yes or as no: of its bounds together, not of each number between them. */
export interface BoundsState {
  readonly state: number
  readonly atom: Atom
}

/** A test that is answered for each value by itself, as its operator tells apart values that no operand does. */
export interface TestState {
  readonly state: number
  readonly atom: Atom
  /** The test's operator, without what it makes of unknown. */
  readonly base: OperatorName
}

/** Where each thing that conditions ask about stands among the states. */
export interface States {
  readonly size: number
  /** By slot: the words of a value; several where one cannot tell all its classes apart. Empty for lists. */
  readonly words: readonly (readonly Classes[])[]
  readonly lists: readonly (ListStates | null)[]
  /** By slot: the tests that are answered for each value by itself. */
  readonly tests: readonly (readonly TestState[])[]
  /** By slot of a count. */
  readonly bounds: ReadonlyMap<number, readonly BoundsState[]>
  /** By an indicator's place the state of whether it is there; -1 where no condition asks for it by name. */
  readonly indicators: Int32Array
  /** Every state of an indicator by its name, also of one that the rulebook does not have. */
  readonly named: readonly { readonly state: number; readonly place: number }[]
  /** By state, the slot that it belongs to. */
  readonly slotOf: Int32Array
  /** Nothing known. */
  readonly blank: Int32Array
}

/** What the states are made for. */
export interface Readables {
  readonly vocabulary: Vocabulary
  readonly slotNames: readonly string[]
  readonly slotOf: (name: string) => number
  readonly indicatorPlaces: ReadonlyMap<string, number>
}

export const isCount = (name: string): boolean => name.includes('Count:')
const asksOnly = (base: OperatorName): boolean => base === 'given' || base === 'notGiven'

const isList = ({ facts }: Vocabulary, name: string): boolean =>
  facts[name]?.kind === 'list' || facts[name]?.kind === 'indicators'

export const isNumeric = ({ facts }: Vocabulary, name: string): boolean =>
  facts[name]?.kind === 'number' ||
  name === 'level' ||
  name === 'practitionerLevel' ||
  name.startsWith('functionalNeeds.') ||
  isCount(name)

/** What one state of a list answers, by the operator. */
export const listQuestion = (base: OperatorName): 'contains' | 'empty' | 'given' | 'known' =>
  base === 'contains' || base === 'doesNotContain'
    ? 'contains'
    : base === 'isEmpty' || base === 'isNotEmpty'
      ? 'empty'
      : asksOnly(base)
        ? 'given'
        : 'known'

/** Numbers the states that some tests (each once, as `preparer` gives them) ask about. */
export function statesOf({ vocabulary, slotNames, slotOf, indicatorPlaces }: Readables, asked: Iterable<Atom>): States {
  const atomsBySlot: Atom[][] = slotNames.map(() => [])
  for (const atom of asked) atomsBySlot[slotOf(atom.fact)]?.push(atom)
  const owners: number[] = []
  const listed: number[] = []
  const take = (slot: number): number => owners.push(slot) - 1
  const bounds = new Map<number, readonly BoundsState[]>()
  const lists: (ListStates | null)[] = slotNames.map(() => null)
  const tests: (readonly TestState[])[] = slotNames.map(() => [])
  const words = atomsBySlot.map((atoms, slot): readonly Classes[] => {
    const name = slotNames[slot] ?? ''
    if (isList(vocabulary, name)) {
      const list = listStates(atoms, () => take(slot))
      lists[slot] = list
      if (list.given >= 0) listed.push(list.given)
      return []
    }
    if (atoms.length === 0) return []
    if (isCount(name)) {
      const told = atoms.filter(a => a.operator.includes(':'))
      bounds.set(
        slot,
        told.map(atom => ({ state: take(slot), atom })),
      )
    }
    const byClass = (atom: Atom): boolean => isByClass(splitOperator(atom.operator).base)
    tests[slot] = atoms
      .filter(a => !byClass(a))
      .map(atom => ({ state: take(slot), atom, base: splitOperator(atom.operator).base }))
    return wordsOf(atoms.filter(byClass), isNumeric(vocabulary, name), () => take(slot))
  })
  const indicators = new Int32Array(indicatorPlaces.size).fill(-1)
  const named = (lists[slotOf('indicators')]?.members ?? []).map(({ value, state }) => {
    const place = indicatorPlaces.get(value) ?? -1
    if (place >= 0) indicators[place] = state
    return { state, place }
  })
  const blank = new Int32Array(owners.length).fill(UNKNOWN_BIT)
  // Whether a list was given is never unknown.
  for (const state of listed) blank[state] = NO_BIT
  return {
    size: owners.length,
    words,
    lists,
    tests,
    bounds,
    indicators,
    named,
    slotOf: Int32Array.from(owners),
    blank,
  }
}

function listStates(atoms: readonly Atom[], take: () => number): ListStates {
  const asked = (question: string): readonly Atom[] =>
    atoms.filter(a => listQuestion(splitOperator(a.operator).base) === question)
  const stateFor = (question: string): number => (asked(question).length > 0 ? take() : -1)
  return {
    members: [...new Set(asked('contains').map(a => String(a.value)))].map(value => ({ value, state: take() })),
    empty: stateFor('empty'),
    given: stateFor('given'),
    known: stateFor('known'),
  }
}

/** The words of a slot: as few as tell apart what the tests do, in the order of the tests. */
function wordsOf(atoms: readonly Atom[], numeric: boolean, take: () => number): readonly Classes[] {
  const sets: Set<unknown>[] = []
  for (const atom of atoms) {
    const operands = operandsOf(atom)
    const room = sets.find(set => {
      const added = operands.filter((one, nth) => !set.has(one) && operands.indexOf(one) === nth)
      return fitsWord(set.size + added.length, numeric)
    })
    if (room) for (const one of operands) room.add(one)
    else sets.push(new Set(operands))
  }
  return sets.map(set => classesOf(take(), set, numeric))
}

/** What a test compares with. */
export const operandsOf = ({ operator, value }: Atom): readonly unknown[] =>
  asksOnly(splitOperator(operator).base) ? [] : [value].flat()
