import { CLOSED_BIT, classBit, LOST_BIT, NO_BIT, OPEN_BIT, UNKNOWN_BIT, YES_BIT } from './bits.js'
import type { Classes } from './classes.js'
import type { Graph } from './graph.js'
import { IS_FALSE, IS_TRUE, nodeSize, ruleAt } from './walk.js'

/** A state as people read it: what it is of, and what its bits mean. */
interface ShownState {
  readonly name: string
  readonly classes: readonly (readonly [bit: number, name: string])[]
}

const yesOrNo: ShownState['classes'] = [
  [YES_BIT, 'yes'],
  [NO_BIT, 'no'],
]
const unknowns: ShownState['classes'] = [
  [UNKNOWN_BIT, 'not known'],
  [OPEN_BIT, 'open'],
  [CLOSED_BIT, 'never known'],
  [LOST_BIT, 'perhaps none'],
]

function classNames({ numbers, operands, samples }: Classes): ShownState['classes'] {
  if (numbers === null)
    return samples.map((_, nth) => [classBit(nth), nth < operands.length ? String(operands[nth]) : 'any other'])
  return samples.map((_, nth) => {
    const [below, above] = [operands[(nth >> 1) - 1], operands[nth >> 1]]
    if (nth % 2 === 1) return [classBit(nth), String(above)]
    if (below === undefined) return [classBit(nth), above === undefined ? 'any number' : `below ${String(above)}`]
    return [classBit(nth), above === undefined ? `above ${String(below)}` : `${String(below)} to ${String(above)}`]
  })
}

function shownState({ states }: Graph, slotNames: readonly string[], state: number): ShownState {
  const slot = states.slotOf[state] ?? -1
  const fact = slotNames[slot] ?? String(state)
  const word = states.words[slot]?.find(w => w.state === state)
  if (word) return { name: fact, classes: classNames(word) }
  const tests = [...(states.bounds.get(slot) ?? []), ...(states.tests[slot] ?? [])]
  const atom = tests.find(t => t.state === state)?.atom
  if (atom) return { name: `${fact} ${atom.operator} ${String(atom.value)}`, classes: yesOrNo }
  const list = states.lists[slot]
  const member = list?.members.find(m => m.state === state)
  const asked = member
    ? `contains ${member.value}`
    : list?.empty === state
      ? 'is empty'
      : list?.given === state
        ? 'is given'
        : 'is known'
  return { name: `${fact} ${asked}`, classes: yesOrNo }
}

const wayOn = (to: number): string =>
  to >= 0 ? `node ${to / nodeSize}` : to === IS_TRUE ? 'true' : to === IS_FALSE ? 'false' : `rule ${ruleAt(to)}`

/**
 * A node of the graph as its test in words: what makes it true, what leaves it possible beside that, and where to go on. It says what
 * stands in the array, not what the condition was that the array was made of.
 *
 * @param nth the node's place among the nodes
 */
export function showNode(graph: Graph, slotNames: readonly string[], nth: number): string {
  const [state = 0, fails = 0, could = 0, whenTrue = 0, whenFalse = 0] = graph.code.slice(
    nth * nodeSize,
    (nth + 1) * nodeSize,
  )
  const { name, classes } = shownState(graph, slotNames, state)
  const named = (mask: number): string => {
    const found = [...classes, ...unknowns].filter(([bit]) => (mask & bit) !== 0)
    return found.map(([, text]) => text).join(', ') || 'nothing'
  }
  const more = could & fails
  return `${name}: ${named(~fails)}${more === 0 ? '' : ` (perhaps: ${named(more)})`} -> ${wayOn(whenTrue)}, else ${wayOn(whenFalse)}`
}
