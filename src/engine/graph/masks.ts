import type { Atom } from '../../rules/language/condition.js'
import type { Observed, OperatorName, Truth } from '../../rules/language/operators.js'
import { operators, splitOperator, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import { CLOSED_BIT, classBit, LOST_BIT, NO_BIT, OPEN_BIT, UNKNOWN_BIT, YES_BIT } from './bits.js'
import type { Classes } from './classes.js'
import type { ListStates, States } from './states.js'
import { isCount, listQuestion, operandsOf } from './states.js'

/** A test as the graph makes it: of one state by two masks. */
export interface Masks {
  readonly state: number
  /** The bits of which each alone makes the test true. */
  readonly holds: number
  /** The bits of which each leaves it possible. */
  readonly could: number
}

/** The masks of one test (as `preparer` gives it) of a slot. @throws Error where the states were not made for it. */
export function masksOf(states: States, slot: number, atom: Atom): Masks {
  const { base, unknownAs } = splitOperator(atom.operator)
  const list = states.lists[slot]
  if (list) return listMasks(list, atom, base, unknownAs)
  if (isCount(atom.fact) && atom.operator.includes(':')) {
    const bounds = states.bounds.get(slot)?.find(b => isSameTest(b.atom, atom))
    if (bounds) return withUnknown(bounds.state, YES_BIT, YES_BIT, base, unknownAs)
  }
  const own = states.tests[slot]?.find(t => isSameTest(t.atom, atom))
  if (own) return withUnknown(own.state, YES_BIT, YES_BIT, base, unknownAs)
  const word = wordFor(states, slot, atom)
  const [holds, could] = classMasks(word, base, unknownAs, atom)
  return withUnknown(word.state, holds, could, base, unknownAs)
}

const isSameTest = (one: Atom, other: Atom): boolean =>
  one.operator === other.operator && JSON.stringify(one.value) === JSON.stringify(other.value)

/** The word of a slot that tells apart what a test does. */
function wordFor(states: States, slot: number, atom: Atom): Classes {
  const operands = operandsOf(atom)
  const word = states.words[slot]?.find(w => operands.every(o => w.operands.includes(o) || !canEqual(w, o)))
  if (word === undefined) throw new Error(`The graph has no state for ${atom.fact} ${atom.operator}.`)
  return word
}

/** A number is never a word: such an operand makes no class. */
const canEqual = ({ numbers }: Classes, operand: unknown): boolean => numbers === null || typeof operand === 'number'

function classMasks(word: Classes, base: OperatorName, unknownAs: Truth, atom: Atom): readonly [number, number] {
  let [holds, could] = [0, 0]
  word.samples.forEach((sample, nth) => {
    const found = operators[base].test(sample as Observed, atom.value)
    const truth = found === UNKNOWN ? unknownAs : found
    if (truth === TRUE) holds |= classBit(nth)
    if (truth === TRUE || truth === UNKNOWN) could |= classBit(nth)
  })
  return [holds, could]
}

/** How the state of a test of bounds follows from them: `meets` are the classes of the number in which the test is true. */
export interface Bounds {
  readonly state: number
  readonly word: Classes
  readonly meets: number
  readonly unknownAs: Truth
}

/** The tests of the bounds of a count, by its slot. */
export const boundsOf = (states: States): ReadonlyMap<number, readonly Bounds[]> =>
  new Map(
    [...states.bounds].map(([slot, list]) => [
      slot,
      list.map(({ state, atom }): Bounds => {
        const { base, unknownAs } = splitOperator(atom.operator)
        const word = wordFor(states, slot, atom)
        return { state, word, meets: classMasks(word, base, UNKNOWN, atom)[0], unknownAs }
      }),
    ]),
  )

function listMasks(list: ListStates, atom: Atom, base: OperatorName, unknownAs: Truth): Masks {
  const question = listQuestion(base)
  if (question === 'known') {
    const found = operators[base].test({ present: [], absent: [], complete: false, given: false }, atom.value)
    const truth = found === UNKNOWN ? unknownAs : found
    return withUnknown(list.known, truth === TRUE ? YES_BIT : 0, truth > 0 ? YES_BIT : 0, base, unknownAs)
  }
  const state =
    question === 'contains' ? (list.members.find(m => m.value === String(atom.value))?.state ?? -1) : list[question]
  const yes = base === 'contains' || base === 'isEmpty' || base === 'given' ? YES_BIT : NO_BIT
  return withUnknown(state, yes, yes, base, unknownAs)
}

/** Adds what the kinds of "not known" make of a test. */
function withUnknown(state: number, holds: number, could: number, base: OperatorName, unknownAs: Truth): Masks {
  // Whether a fact is given is answered by its being unknown, too.
  if (base === 'given') return { state, holds, could: could | OPEN_BIT }
  if (base === 'notGiven') {
    const none = UNKNOWN_BIT | CLOSED_BIT | LOST_BIT
    return { state, holds: holds | none, could: could | none | OPEN_BIT }
  }
  const asYes = unknownAs === TRUE ? UNKNOWN_BIT | CLOSED_BIT : 0
  const asOpen = OPEN_BIT | LOST_BIT | (unknownAs === UNKNOWN ? UNKNOWN_BIT : 0)
  return { state, holds: holds | asYes, could: could | asYes | asOpen }
}
