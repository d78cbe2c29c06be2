import type { Interval, Observed, OpenList, Truth } from '../../rules/language/operators.js'
import { FALSE, operators, TRUE } from '../../rules/language/operators.js'
import type { Scope } from '../compile/scope.js'
import { NO_BIT, UNKNOWN_BIT, YES_BIT } from './bits.js'
import { bitOf, bitsBetween } from './classes.js'
import type { Graph } from './graph.js'
import type { TestState } from './states.js'

// Whatever becomes known of a contact is written here, as a value for people and as bits for the graph.

/** Writes the value of a slot that holds one: yes or no, a choice, a number, an event's time. */
export function settle(graph: Graph, { values, states }: Scope, slot: number, value: Observed): void {
  const { words, tests } = graph.states
  values[slot] = value
  const own = tests[slot]
  if (own !== undefined && own.length > 0)
    for (const test of own) states[test.state] = value === undefined ? UNKNOWN_BIT : bitOfTest(test, value)
  const of = words[slot]
  if (of === undefined) return
  for (let w = 0; w < of.length; w++) {
    const word = of[w]
    if (word !== undefined) states[word.state] = value === undefined ? UNKNOWN_BIT : bitOf(word, value)
  }
}

/** The bit of a test that is answered for each value by itself. */
export const bitOfTest = ({ base, atom }: TestState, observed: Observed): number =>
  bitOfTruth(operators[base].test(observed, atom.value))

/** Writes a list that a contact gives, or that follows from its indicators. */
export function settleList(graph: Graph, { values, states }: Scope, slot: number, list: OpenList): void {
  values[slot] = list
  const of = graph.states.lists[slot]
  if (!of) return
  for (const { value, state } of of.members)
    states[state] = list.present.includes(value) ? YES_BIT : list.complete ? NO_BIT : UNKNOWN_BIT
  writeList(graph, states, slot, list.present.length > 0, list)
}

/** Writes what is asked of the list as a whole. */
export function writeList(
  { states: { lists } }: Graph,
  states: Int32Array,
  slot: number,
  some: boolean,
  { complete, given }: Pick<OpenList, 'complete' | 'given'>,
): void {
  const of = lists[slot]
  if (!of) return
  if (of.empty >= 0) states[of.empty] = some ? NO_BIT : complete ? YES_BIT : UNKNOWN_BIT
  if (of.given >= 0) states[of.given] = given ? YES_BIT : NO_BIT
  if (of.known >= 0) states[of.known] = YES_BIT
}

/** The bits of whether an indicator is there. */
export const bitOfTruth = (truth: Truth): number => (truth === TRUE ? YES_BIT : truth === FALSE ? NO_BIT : UNKNOWN_BIT)

/** Writes whether an indicator counts, by its place. */
export function settleIndicator(graph: Graph, { indicators, states }: Scope, place: number, truth: Truth): void {
  indicators[place] = truth
  const state = graph.states.indicators[place] ?? -1
  if (state >= 0) states[state] = bitOfTruth(truth)
}

/** Writes a count of which the bounds are known. */
export function settleCount(graph: Graph, { values, states }: Scope, slot: number, bounds: Interval): void {
  values[slot] = bounds
  writeCount(graph, states, slot, bounds.atLeast, bounds.atMost, false)
}

/**
 * Writes the bits of a count between its bounds; `open`: it can still become any number between them, so that a test which reads
 * unknown one way could still go the other.
 */
export function writeCount(
  { states: { words }, bounds }: Graph,
  states: Int32Array,
  slot: number,
  atLeast: number,
  atMost: number,
  open: boolean,
): void {
  for (const word of words[slot] ?? []) states[word.state] = bitsBetween(word, atLeast, atMost)
  for (const { state, word, meets, unknownAs } of bounds.get(slot) ?? []) {
    const bits = bitsBetween(word, atLeast, atMost)
    const [may, must] = [(bits & meets) !== 0, (bits & ~meets) === 0]
    states[state] = open && may && !must ? YES_BIT | NO_BIT : (unknownAs === TRUE ? may : must) ? YES_BIT : NO_BIT
  }
}
