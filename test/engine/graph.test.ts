import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Program } from '../../src/engine/compile/program.js'
import { compile } from '../../src/engine/compile/program.js'
import { slotIn } from '../../src/engine/compile/slot-in.js'
import { CLOSED_BIT, LOST_BIT, OPEN_BIT } from '../../src/engine/graph/bits.js'
import { buildGraph, holdsOver, truthOver } from '../../src/engine/graph/graph.js'
import { settle } from '../../src/engine/graph/known.js'
import { showNode } from '../../src/engine/graph/show-node.js'
import { IS_FALSE, IS_TRUE, nodeSize, ruleAt, walkCould, walkHolds } from '../../src/engine/graph/walk.js'
import type { Atom, Condition } from '../../src/rules/language/condition.js'
import type { Truth } from '../../src/rules/language/operators.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { loadGenerated, rulebookFiles } from '../arbitrary/rulebooks.js'
import { shippedRulebooks } from '../rulebooks.js'
import { patience, runs, shrinkOnRequest } from '../runs.js'
import { small } from '../small.js'
import { compileOpenTest, compileTest } from './closures.js'
import type { Known } from './random-scopes.js'
import { bitsOfState, numbersFrom, randomKnown, valuesOf } from './random-scopes.js'

vi.setConfig({ testTimeout: patience * 4 })

const slotOf = (program: Program) => (name: string) => slotIn(program.slots, name)

/** Every rule as closures over values: what is settled, and what is open. */
const closuresOf = (program: Program) =>
  program.rules.map(({ condition }) => ({
    settled: compileTest(condition, slotOf(program), program.indicatorPlaces),
    open: compileOpenTest(condition, slotOf(program), program.indicatorPlaces),
  }))

type Closures = ReturnType<typeof closuresOf>

/** Where the graph and the closures differ over something known; nothing where they agree. */
function differences(program: Program, closures: Closures, { scope, states, open }: Known): readonly string[] {
  const differ: string[] = []
  const truths = closures.map(c => c.settled(scope))
  const couldBe = closures.map(c => c.open(scope))
  program.rules.forEach(({ rule }, place) => {
    if (truthOver(program.graph, place, states) !== truths[place]) differ.push(`${rule.id}: settled`)
    if (holdsOver(program.graph, place, states) !== (truths[place] === 2)) differ.push(`${rule.id}: holds`)
    if (truthOver(program.graph, place, open) !== couldBe[place]) differ.push(`${rule.id}: open`)
  })
  const { code, after } = program.graph
  for (const { start, rules, name } of Object.values(program.walks).flat())
    for (const [walk, over, found, least] of [
      [walkHolds, states, truths, 2],
      [walkCould, states, truths, 1],
      [walkCould, open, couldBe, 1],
    ] as const) {
      const met: number[] = []
      for (let end = walk(code, start, over); end !== IS_FALSE; end = walk(code, after[ruleAt(end)] ?? IS_FALSE, over))
        met.push(ruleAt(end))
      const want = rules.filter(r => (found[r.place] ?? 0) >= least).map(r => r.place)
      if (met.join() !== want.join()) differ.push(`list ${name}: ${met.join()} for ${want.join()}`)
    }
  return differ
}

function holdToClosures(rulebook: Rulebook, seed: number, count: number): void {
  const program = compile(rulebook)
  const closures = closuresOf(program)
  const values = valuesOf(program)
  const random = numbersFrom(seed)
  for (let nth = 0; nth < count; nth++)
    expect(differences(program, closures, randomKnown(program, values, random))).toEqual([])
}

describe('the graph says of every rule and list what its conditions say of the values', () => {
  test.each(shippedRulebooks())('$name', ({ rulebook }) => {
    holdToClosures(rulebook, 1, runs(100))
  })

  test('the small rulebook', () => {
    holdToClosures(small(), 2, runs(500))
  })

  test('generated rulebooks', () => {
    fc.assert(
      fc.property(rulebookFiles, fc.integer({ min: 0, max: 0x7fffffff }), (file, seed) => {
        const rulebook = loadGenerated(file)
        fc.pre(rulebook !== null)
        if (rulebook) holdToClosures(rulebook, seed, 10)
      }),
      { numRuns: runs(30), ...shrinkOnRequest },
    )
  })

  test.each(shippedRulebooks())('$name, test by test', ({ rulebook }) => {
    const program = compile(rulebook)
    const atoms = [
      ...new Map(
        program.rules.flatMap(r => r.atoms).map(a => [`${a.fact} ${a.operator} ${String(a.value)}`, a]),
      ).values(),
    ]
    const graph = graphOf(program, atoms)
    const alone: Program = { ...program, graph }
    const tests = atoms.map(a => ({
      atom: a,
      from: graph.others.get(a) ?? IS_FALSE,
      settled: compileTest(a, slotOf(program), program.indicatorPlaces),
      open: compileOpenTest(a, slotOf(program), program.indicatorPlaces),
    }))
    const truthFrom = (from: number, states: Int32Array): Truth =>
      walkCould(graph.code, from, states) === IS_FALSE ? 0 : walkHolds(graph.code, from, states) === IS_TRUE ? 2 : 1
    const values = valuesOf(program)
    const random = numbersFrom(3)
    for (let nth = 0; nth < runs(100); nth++) {
      const { scope, states, open } = randomKnown(alone, values, random)
      for (const t of tests) {
        expect([t.atom, truthFrom(t.from, states)]).toEqual([t.atom, t.settled(scope)])
        expect([t.atom, truthFrom(t.from, open)]).toEqual([t.atom, t.open(scope)])
      }
    }
  })
})

/** A graph of a program's slots with conditions of one's own. */
const graphOf = (program: Program, others: readonly Condition[]) =>
  buildGraph(
    {
      vocabulary: program.vocabulary,
      slotNames: program.slotNames,
      slotOf: slotOf(program),
      indicatorPlaces: program.indicatorPlaces,
    },
    { rules: [], lists: [], others },
  )

describe('more values than fit one word', () => {
  const program = compile(small())
  const ages = (operator: Atom['operator'], value: Atom['value']): Atom => ({ fact: 'ageYears', operator, value })
  const atoms = [
    ...Array.from({ length: 60 }, (_, age) => ages('greaterThan', age)),
    ages(
      'in',
      Array.from({ length: 50 }, (_, nth) => nth * 2),
    ),
    ages(
      'notIn',
      Array.from({ length: 50 }, (_, nth) => nth * 2),
    ),
    ages('given', true),
  ]
  const graph = graphOf(program, atoms)
  const slot = slotIn(program.slots, 'ageYears')

  test('take further words', () => {
    expect(graph.states.words[slot]?.length).toBeGreaterThan(1)
  })

  test.each([0, 1, 13, 14, 28, 59, 60, 98, 99, 100, 127, 128, 1000, 12.5])('are told apart: %d', age => {
    const states = graph.states.blank.slice()
    const values: number[] = []
    const scope = { values, indicators: new Uint8Array(0), states }
    settle(graph, scope, slot, age)
    for (const atom of atoms) {
      const found = walkHolds(graph.code, graph.others.get(atom) ?? IS_FALSE, states) === IS_TRUE
      const wanted = compileTest(atom, () => slot, program.indicatorPlaces)({ ...scope, values: scope.values })
      expect([atom, found]).toEqual([atom, wanted === 2])
    }
  })
})

describe('a change to the graph', () => {
  /** The states that a walk can come to look at. */
  function coneOf(code: Int32Array, from: number): ReadonlySet<number> {
    const seen = new Set<number>()
    const waiting = [from]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
      if (at >= 0 && !seen.has(at)) {
        seen.add(at)
        waiting.push(code[at + 3] ?? IS_FALSE, code[at + 4] ?? IS_FALSE)
      }
    return seen
  }

  /** Whether two graphs say the same from a place on, whatever is known: all of it is gone through. */
  function areEqual(
    program: Program,
    code: Int32Array,
    mutant: Int32Array,
    from: number,
    isList: boolean,
  ): boolean | null {
    const states = [...new Set([...coneOf(code, from), ...coneOf(mutant, from)].map(at => code[at] ?? 0))]
    const options = states.map(state => bitsOfState(program, state))
    if (options.reduce((n, o) => n * o.length, 1) > 300_000) return null
    const known = program.graph.states.blank.slice()
    const isSame = (nth: number): boolean => {
      if (nth === states.length) {
        const could = walkCould(code, from, known)
        // Whether a rule holds is asked, over what is open, of those that could; and along a list, of what is settled alone.
        const isOpen = states.some(state => ((known[state] ?? 0) & (OPEN_BIT | CLOSED_BIT | LOST_BIT)) !== 0)
        const unasked = isOpen && (isList || could === IS_FALSE)
        return (
          could === walkCould(mutant, from, known) &&
          (unasked || walkHolds(code, from, known) === walkHolds(mutant, from, known))
        )
      }
      return (options[nth] ?? []).every(bits => {
        known[states[nth] ?? 0] = bits
        return isSame(nth + 1)
      })
    }
    return isSame(0)
  }

  test('of one bit of a mask, or of one jump, is seen, or changes nothing', () => {
    const program = compile(small())
    const closures = closuresOf(program)
    const values = valuesOf(program)
    const random = numbersFrom(4)
    const known = Array.from({ length: 2500 }, () => randomKnown(program, values, random))
    const { code, rules } = program.graph
    let [seen, alike, unsure] = [0, 0, 0]
    for (let nth = 0; nth < runs(250); nth++) {
      const at = Math.floor(random() * (code.length / nodeSize)) * nodeSize
      const mutant = code.slice()
      const part = 1 + Math.floor(random() * 4)
      if (part < 3) {
        const bits = bitsOfState(program, code[at] ?? 0)
        mutant[at + part] = (code[at + part] ?? 0) ^ (bits[Math.floor(random() * bits.length)] ?? 0)
      } else {
        const ways = [IS_TRUE, IS_FALSE, code[at + 3] ?? 0, code[at + 4] ?? 0].filter(w => w !== code[at + part])
        mutant[at + part] = ways[Math.floor(random() * ways.length)] ?? IS_TRUE
      }
      const mutated: Program = { ...program, graph: { ...program.graph, code: mutant } }
      if (known.some(k => differences(mutated, closures, k).length > 0)) seen++
      else {
        const found = [
          ...[...rules].map(from => [from, false] as const),
          ...[...program.graph.lists, ...program.graph.after].map(from => [from, true] as const),
        ].flatMap(([from, isList]) =>
          from >= 0 && coneOf(code, from).has(at) ? [areEqual(program, code, mutant, from, isList)] : [],
        )
        // Conditions that are asked by themselves have no closures here: of those it is enough that something changes.
        const apart = [...program.graph.others.values()].some(from => coneOf(code, from).has(at))
        if (found.every(same => same === true)) alike++
        else if (apart || found.includes(null)) unsure++
        else
          expect.fail(
            `nobody saw ${showNode(program.graph, program.slotNames, at / nodeSize)} become ${showNode(mutated.graph, program.slotNames, at / nodeSize)}`,
          )
      }
    }
    expect(seen).toBeGreaterThan(alike)
    expect(unsure).toBeLessThan(seen / 4)
  })
})

describe('a node in words', () => {
  const program = compile(small())
  const shown = Array.from({ length: program.graph.code.length / nodeSize }, (_, nth) =>
    showNode(program.graph, program.slotNames, nth),
  )

  test('says what is looked at, what makes it true, and where to go on', () => {
    const graph = graphOf(program, [{ fact: 'ageYears', operator: 'lessThan', value: 16 }])
    expect(showNode(graph, program.slotNames, 0)).toBe(
      'ageYears: below 16 (perhaps: not known, open, perhaps none) -> true, else false',
    )
    expect(shown.some(s => s.startsWith('indicatorCount:level 4: '))).toBe(true)
    expect(shown.some(s => /-> rule \d+, else/.test(s))).toBe(true)
  })

  test('is never empty', () => {
    expect(shown.filter(s => s.includes('undefined') || s.includes(': nothing'))).toEqual([])
  })
})
