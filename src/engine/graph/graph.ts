import type { Atom, Condition } from '../../rules/language/condition.js'
import type { Truth } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Bounds, Masks } from './masks.js'
import { boundsOf, masksOf } from './masks.js'
import { preparer } from './prepare.js'
import type { Readables, States } from './states.js'
import { statesOf } from './states.js'
import { endAt, IS_FALSE, IS_TRUE, nodeSize, walkCould, walkHolds } from './walk.js'

/** Every condition of a rulebook in one array, and where each begins. */
export interface Graph {
  readonly states: States
  readonly bounds: ReadonlyMap<number, readonly Bounds[]>
  readonly code: Int32Array
  /** Where the condition of a rule begins, by the rule's place; a walk ends with true or false. */
  readonly rules: Int32Array
  /** Where the walk along a list goes on after one of its rules, by the rule's place. */
  readonly after: Int32Array
  /** Where each list begins, in the order given; a walk ends at the first rule that is true, or with false. */
  readonly lists: readonly number[]
  /** Where a further condition begins. */
  readonly others: ReadonlyMap<Condition, number>
}

/** A rule as the graph takes it. */
export interface GraphRule {
  readonly place: number
  readonly condition: Condition
}

/** What is put into a graph: rules in lists, each rule in one, and conditions that are asked by themselves. */
export interface GraphParts {
  readonly rules: readonly GraphRule[]
  readonly lists: readonly (readonly GraphRule[])[]
  readonly others: readonly Condition[]
}

export function buildGraph(readables: Readables, { rules, lists, others }: GraphParts): Graph {
  const { vocabulary, slotOf } = readables
  const { prepare, tests } = preparer(vocabulary)
  const asked = rules.map(r => prepare(r.condition))
  const further = others.map(prepare)
  const states = statesOf(readables, tests.values())
  const nodes = new Nodes(states, slotOf)
  const after = new Int32Array(rules.length).fill(IS_FALSE)
  const entries = asked.map(condition => nodes.add(condition, IS_TRUE, IS_FALSE))
  const otherEntries = further.map(condition => nodes.add(condition, IS_TRUE, IS_FALSE))
  const starts = lists.map(list =>
    addList(
      nodes,
      list.map(({ place }) => ({ place, parts: partsOf(asked[place] ?? always) })),
      IS_FALSE,
      after,
    ),
  )
  return {
    states,
    bounds: boundsOf(states),
    code: Int32Array.from(nodes.code),
    rules: Int32Array.from(entries),
    after,
    lists: starts,
    others: new Map(others.map((condition, nth) => [condition, otherEntries[nth] ?? IS_FALSE])),
  }
}

const always: Condition = { all: [] }

/** What a rule comes to over some states: true, false, or unknown where it could be true and need not. */
export function truthOver({ code, rules }: Graph, place: number, states: Int32Array): Truth {
  const from = rules[place] ?? IS_FALSE
  if (walkCould(code, from, states) === IS_FALSE) return FALSE
  return walkHolds(code, from, states) === IS_TRUE ? TRUE : UNKNOWN
}

/** Whether a rule is true over some states. */
export const holdsOver = ({ code, rules }: Graph, place: number, states: Int32Array): boolean =>
  walkHolds(code, rules[place] ?? IS_FALSE, states) === IS_TRUE

class Nodes {
  readonly code: number[] = []
  readonly #states: States
  readonly #slotOf: (name: string) => number
  /** By test; those that come to the same masks share one entry. */
  readonly #tests = new Map<Atom, MadeTest>()
  readonly #byMasks = new Map<string, MadeTest>()

  constructor(states: States, slotOf: (name: string) => number) {
    this.#states = states
    this.#slotOf = slotOf
  }

  /** Adds a condition with its two ways on. @returns where it begins */
  add(condition: Condition, whenTrue: number, whenFalse: number): number {
    if ('fact' in condition) return this.#addTest(condition, whenTrue, whenFalse)
    const all = 'all' in condition
    const parts = all ? condition.all : condition.any
    let next = all ? whenTrue : whenFalse
    for (let nth = parts.length - 1; nth >= 0; nth--) {
      const part = parts[nth] ?? always
      next = all ? this.add(part, next, whenFalse) : this.add(part, whenTrue, next)
    }
    return next
  }

  #addTest(atom: Atom, whenTrue: number, whenFalse: number): number {
    const { state, holds, could, made } = this.#testOf(atom)
    const ways = whenTrue * mostCode + whenFalse
    const before = made.get(ways)
    if (before !== undefined) return before
    const at = this.code.push(state, ~holds, could, whenTrue, whenFalse) - nodeSize
    made.set(ways, at)
    return at
  }

  #testOf(atom: Atom): MadeTest {
    const before = this.#tests.get(atom)
    if (before) return before
    const masks = masksOf(this.#states, this.#slotOf(atom.fact), atom)
    const key = `${masks.state} ${masks.holds} ${masks.could}`
    const test = this.#byMasks.get(key) ?? { ...masks, made: new Map<number, number>() }
    this.#byMasks.set(key, test)
    this.#tests.set(atom, test)
    return test
  }
}

/** A test with its nodes, by their ways on: a condition that stands in many rules with the same ends is there once. */
interface MadeTest extends Masks {
  readonly made: Map<number, number>
}

/** More than there are places in any graph, and few enough that two of them make one exact number. */
const mostCode = 2 ** 26

/** A rule's parts that must all be true, each once. */
interface Listed {
  readonly place: number
  readonly parts: ReadonlySet<Condition>
}

const partsOf = (condition: Condition): ReadonlySet<Condition> =>
  new Set('all' in condition ? condition.all : [condition])

/** So many rules in a row with one test in common ask it once, for all of them. */
const fewest = 2

/**
 * Adds a list of rules. Where rules that follow each other share a test, it stands before them all: where it fails, a walk passes
 * them by at one step, however many they are.
 */
function addList(nodes: Nodes, rules: readonly Listed[], end: number, after: Int32Array): number {
  const groups: { readonly shared: Atom | null; readonly rules: readonly Listed[] }[] = []
  for (let from = 0; from < rules.length; ) {
    const [shared, count] = longestShared(rules, from)
    groups.push({ shared, rules: rules.slice(from, from + count) })
    from += count
  }
  let next = end
  for (const { shared, rules: members } of groups.reverse()) {
    if (shared !== null) {
      const rest = members.map(({ place, parts }) => {
        const others = new Set(parts)
        others.delete(shared)
        return { place, parts: others }
      })
      next = nodes.add(shared, addList(nodes, rest, next, after), next)
    } else
      for (const { place, parts } of members) {
        after[place] = next
        next = nodes.add({ all: [...parts] }, endAt(place), next)
      }
  }
  return next
}

/** The test that the most rules from one on have in common, and how many they are. */
function longestShared(rules: readonly Listed[], from: number): readonly [Atom | null, number] {
  let best: Atom | null = null
  let most = 1
  for (const part of rules[from]?.parts ?? []) {
    if (!('fact' in part)) continue
    let count = 1
    while (rules[from + count]?.parts.has(part)) count++
    if (count >= fewest && count > most) {
      best = part
      most = count
    }
  }
  return [best, most]
}
