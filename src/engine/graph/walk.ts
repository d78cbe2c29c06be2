// Nodes lie one after another in one array, each five numbers: the state it looks at, the bits that make its test fail, the bits that
// leave it possible, and where to go on, if true and if not. Below zero the walk ends.
export const nodeSize = 5

export const IS_TRUE = -1
export const IS_FALSE = -2
const firstRule = -3

/** How a walk along a list of rules ends at one of them. */
export const endAt = (place: number): number => firstRule - place
/** The rule at which a walk ended, by its place; below zero where it ended at none. */
export const ruleAt = (end: number): number => firstRule - end

/** Walks from a node as far as what is known makes tests true. */
export function walkHolds(code: Int32Array, from: number, states: Int32Array): number {
  let at = from
  while (at >= 0)
    at = (
      ((states[code[at] as number] as number) & (code[at + 1] as number)) === 0 ? code[at + 3] : code[at + 4]
    ) as number
  return at
}

/** Walks from a node as if every test that could be true were. */
export function walkCould(code: Int32Array, from: number, states: Int32Array): number {
  let at = from
  while (at >= 0)
    at = (
      ((states[code[at] as number] as number) & (code[at + 2] as number)) !== 0 ? code[at + 3] : code[at + 4]
    ) as number
  return at
}
