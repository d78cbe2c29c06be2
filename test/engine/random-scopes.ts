import type { Program } from '../../src/engine/compile/program.js'
import { slotIn } from '../../src/engine/compile/slot-in.js'
import { CLOSED_BIT, classBit, LOST_BIT, NO_BIT, OPEN_BIT, UNKNOWN_BIT, YES_BIT } from '../../src/engine/graph/bits.js'
import { bitOf } from '../../src/engine/graph/classes.js'
import { settle, settleCount, settleIndicator, settleList, writeCount } from '../../src/engine/graph/known.js'
import { isCount } from '../../src/engine/graph/states.js'
import { atomsOf } from '../../src/rules/language/condition.js'
import type { Observed } from '../../src/rules/language/operators.js'
import { readableFacts } from '../../src/rules/vocabulary/readable.js'
import type { OpenScope } from './closures.js'

/** The same things known of no contact in particular, once as values and once as the graph's bits. */
export interface Known {
  readonly scope: OpenScope
  /** What is settled. */
  readonly states: Int32Array
  /** With what is open. */
  readonly open: Int32Array
}

/** Numbers from a seed, from 0 to below 1. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Values of each slot that tell its conditions apart, and one more. */
export function valuesOf(program: Program): readonly (readonly Exclude<Observed, undefined>[])[] {
  const readable = readableFacts(program.vocabulary)
  const asked = program.slotNames.map(() => new Set<string | number | boolean>())
  for (const { condition } of program.rules)
    for (const { fact, value } of atomsOf(condition))
      for (const one of [value].flat()) asked[slotIn(program.slots, fact)]?.add(one)
  return program.slotNames.map((name, slot) => {
    const operands = [...(asked[slot] ?? [])]
    const kind = readable.get(name)?.kind
    if (kind === 'boolean') return [true, false]
    if (kind === 'event') return ['2026-03-27T16:30:00+00:00']
    const numbers = operands.filter(o => typeof o === 'number')
    if (kind === 'number' || numbers.length > 0)
      return [...new Set([0, 4, ...numbers.flatMap(n => [n - 1, n, n + 1, n + 0.5])])]
    return [...operands.filter(o => typeof o === 'string'), 'none of these']
  })
}

/** Draws what is known of everything that a program's conditions read. */
export function randomKnown(program: Program, values: ReturnType<typeof valuesOf>, random: () => number): Known {
  const { graph, slotNames, vocabulary, at, indicators } = program
  const upTo = (n: number): number => Math.floor(random() * n)
  const settled = {
    values: new Array<Observed>(slotNames.length).fill(undefined),
    indicators: new Uint8Array(indicators.length).fill(1),
    states: graph.states.blank.slice(),
  }
  const open = new Uint8Array(slotNames.length)
  const possible: (readonly Observed[] | null)[] = new Array(slotNames.length).fill(null)
  const indicatorsOpen = random() < 0.5
  const later: ((states: Int32Array) => void)[] = []
  slotNames.forEach((name, slot) => {
    const all = values[slot] ?? []
    const kind = vocabulary.facts[name]?.kind
    open[slot] = upTo(2)
    if (kind === 'indicators' || kind === 'list') {
      if (random() < 0.4) return
      const some = all.filter(v => typeof v === 'string')
      const present = some.filter(() => random() < 0.3)
      const absent = some.filter(v => !present.includes(v) && random() < 0.3)
      const complete = kind === 'list' && random() < 0.6
      const list = { present, absent: kind === 'list' ? [] : absent, complete, given: complete || random() < 0.5 }
      if (slot === at.of.indicators) {
        list.given = true
        for (const id of some) {
          const place = program.indicatorPlaces.get(id)
          if (place !== undefined)
            settleIndicator(graph, settled, place, present.includes(id) ? 2 : absent.includes(id) ? 0 : 1)
        }
      }
      const members = graph.states.lists[slot]?.members.map(m => [m.state, settled.states[m.state]] as const) ?? []
      settleList(graph, settled, slot, list)
      // Whether one indicator is there is told by its own truth.
      if (slot === at.of.indicators) for (const [state, bits] of members) settled.states[state] = bits ?? UNKNOWN_BIT
      return
    }
    if (isCount(name)) {
      const numbers = [0, ...all.filter(v => typeof v === 'number' && Number.isInteger(v) && v >= 0)] as number[]
      const [a, b] = [numbers[upTo(numbers.length)] ?? 0, numbers[upTo(numbers.length)] ?? 0]
      const bounds = random() < 0.5 ? { atLeast: a, atMost: a } : { atLeast: Math.min(a, b), atMost: Math.max(a, b) }
      settleCount(graph, settled, slot, bounds)
      later.push(states => writeCount(graph, states, slot, bounds.atLeast, bounds.atMost, true))
      return
    }
    if (random() < 0.6 && all.length > 0) settle(graph, settled, slot, all[upTo(all.length)])
    if (random() < 0.3 && all.length > 0) {
      const share = random() < 0.25 ? 0 : 0.5
      const could: Observed[] = all.filter(() => random() < share)
      if (random() < 0.4 || could.length === 0) could.push(undefined)
      possible[slot] = could
      later.push(states => {
        for (const word of graph.states.words[slot] ?? []) {
          let bits = 0
          for (const value of could) bits |= value === undefined ? LOST_BIT : bitOf(word, value)
          states[word.state] = bits
        }
      })
    }
  })
  const { blank, slotOf, lists } = graph.states
  const given = new Set(lists.flatMap(l => (l ? [l.given] : [])))
  const states = settled.states.map((bits, state) => {
    const slot = slotOf[state] ?? 0
    const isOpen = slot === at.of.indicators ? indicatorsOpen : open[slot] === 1
    if (bits !== blank[state]) return bits
    return isOpen ? OPEN_BIT : given.has(state) ? NO_BIT : CLOSED_BIT
  })
  for (const write of later) write(states)
  return {
    scope: { values: settled.values, indicators: settled.indicators, open, possible, indicatorsOpen },
    states: settled.states,
    open: states,
  }
}

/** The bits that a state can have, for going through all of them. */
export function bitsOfState({ graph: { states }, slotNames }: Program, state: number): readonly number[] {
  const word = states.words.flat().find(w => w.state === state)
  const slot = states.slotOf[state] ?? 0
  const known = word ? word.samples.map((_, nth) => classBit(nth)) : [YES_BIT, NO_BIT]
  // Of a count the bounds are always known, and of a list whether it was given.
  if (isCount(slotNames[slot] ?? '')) return [...known, (known.at(-1) ?? 0) | (known.at(-2) ?? 0)]
  if (states.lists[slot]?.given === state) return [OPEN_BIT, ...known]
  return [UNKNOWN_BIT, OPEN_BIT, CLOSED_BIT, ...(word ? [LOST_BIT] : []), ...known]
}
