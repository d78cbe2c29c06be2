/** Kleene's three truth values as numbers, so that `all` is the least and `any` the greatest. */
export const FALSE = 0
export const UNKNOWN = 1
export const TRUE = 2
export type Truth = 0 | 1 | 2

/** A number of which only the bounds are known. */
export interface Interval {
  readonly atLeast: number
  readonly atMost: number
}

/** A list that may not be complete: what is in neither part is unknown unless the list is `complete`. */
export interface OpenList {
  readonly present: readonly string[]
  readonly absent: readonly string[]
  readonly complete: boolean
  /** Whether the contact gave the list, and did not only imply parts of it. */
  readonly given: boolean
}

/** What is known of a fact when a condition looks at it; `undefined` is unknown. */
export type Observed = boolean | string | number | Interval | OpenList | undefined

export type Operand = boolean | string | number | readonly (string | number)[]

const isInterval = (x: unknown): x is Interval => typeof x === 'object' && x !== null && 'atLeast' in x
const isOpenList = (x: unknown): x is OpenList => typeof x === 'object' && x !== null && 'present' in x
const truth = (x: boolean): Truth => (x ? TRUE : FALSE)
const negated = (t: Truth): Truth => (2 - t) as Truth

const equal = (x: Observed, v: Operand): Truth => {
  if (x === undefined) return UNKNOWN
  if (!isInterval(x)) return truth(x === v)
  if (typeof v !== 'number' || v < x.atLeast || v > x.atMost) return FALSE
  return x.atLeast === x.atMost ? TRUE : UNKNOWN
}

const within = (x: Observed, v: Operand): Truth => {
  if (!Array.isArray(v)) return FALSE
  let best: Truth = FALSE
  for (const one of v as readonly (string | number)[]) best = Math.max(best, equal(x, one)) as Truth
  return best
}

const less = (x: Observed, v: Operand): Truth => {
  if (x === undefined || typeof v !== 'number') return UNKNOWN
  if (!isInterval(x)) return truth(typeof x === 'number' && x < v)
  return x.atMost < v ? TRUE : x.atLeast >= v ? FALSE : UNKNOWN
}

const lessOrEqual = (x: Observed, v: Operand): Truth => {
  if (x === undefined || typeof v !== 'number') return UNKNOWN
  if (!isInterval(x)) return truth(typeof x === 'number' && x <= v)
  return x.atMost <= v ? TRUE : x.atLeast > v ? FALSE : UNKNOWN
}

const contains = (x: Observed, v: Operand): Truth => {
  if (!isOpenList(x) || typeof v !== 'string') return UNKNOWN
  if (x.present.includes(v)) return TRUE
  return x.complete || x.absent.includes(v) ? FALSE : UNKNOWN
}

const empty = (x: Observed): Truth => {
  if (!isOpenList(x)) return UNKNOWN
  return x.present.length > 0 ? FALSE : x.complete ? TRUE : UNKNOWN
}

const given = (x: Observed): Truth => truth(isOpenList(x) ? x.given : x !== undefined)

/** What a condition may ask of a fact. */
export interface OperatorSpec {
  readonly test: (observed: Observed, operand: Operand) => Truth
  /** The operator that is true exactly where this one is false. */
  readonly opposite: OperatorName
  /** What it is compared with: one value, a number, a name, or a list of values. */
  readonly operand: 'value' | 'number' | 'name' | 'list'
  /** How a number is compared, before it; an operator of numbers is written so in a rulebook, too. */
  readonly bound: string | null
  /**
   * Whether values that lie between the same operands are alike to it, or, of what is no number, that are none of them. One that
   * is not so is answered value by value.
   */
  readonly byClass?: false
}

/** Every operator, under json-rules-engine's name for it where it has one. A new operator is one entry here, and its opposite. */
export const operators = {
  equal: { test: equal, opposite: 'notEqual', operand: 'value', bound: 'exactly' },
  notEqual: { test: (x, v) => negated(equal(x, v)), opposite: 'equal', operand: 'value', bound: 'not exactly' },
  in: { test: within, opposite: 'notIn', operand: 'list', bound: 'exactly' },
  notIn: { test: (x, v) => negated(within(x, v)), opposite: 'in', operand: 'list', bound: 'not exactly' },
  greaterThanInclusive: {
    test: (x, v) => negated(less(x, v)),
    opposite: 'lessThan',
    operand: 'number',
    bound: 'at least',
  },
  lessThanInclusive: { test: lessOrEqual, opposite: 'greaterThan', operand: 'number', bound: 'at most' },
  greaterThan: {
    test: (x, v) => negated(lessOrEqual(x, v)),
    opposite: 'lessThanInclusive',
    operand: 'number',
    bound: 'more than',
  },
  lessThan: { test: less, opposite: 'greaterThanInclusive', operand: 'number', bound: 'less than' },
  contains: { test: contains, opposite: 'doesNotContain', operand: 'name', bound: null },
  doesNotContain: { test: (x, v) => negated(contains(x, v)), opposite: 'contains', operand: 'name', bound: null },
  isEmpty: { test: empty, opposite: 'isNotEmpty', operand: 'value', bound: null },
  isNotEmpty: { test: x => negated(empty(x)), opposite: 'isEmpty', operand: 'value', bound: null },
  given: { test: given, opposite: 'notGiven', operand: 'value', bound: null },
  notGiven: { test: x => negated(given(x)), opposite: 'given', operand: 'value', bound: null },
} as const satisfies Record<string, Omit<OperatorSpec, 'opposite'> & { readonly opposite: string }>

/** Whether an operator tells apart no more than the values before, at and after its operands. */
export const isByClass = (name: OperatorName): boolean => (operators[name] as OperatorSpec).byClass !== false

export type OperatorName = keyof typeof operators

/** The operators that compare numbers, each with how it is written and said. */
export const comparisons: readonly (readonly [OperatorName, bound: string])[] = (
  Object.entries(operators) as [OperatorName, OperatorSpec][]
).flatMap(([name, { operand, bound }]) => (operand === 'number' && bound !== null ? [[name, bound] as const] : []))

/** `mayBe:` counts unknown as true, `known:` as false; without either, unknown stays unknown. */
export type Operator = OperatorName | `mayBe:${OperatorName}` | `known:${OperatorName}`

/** An operator's name and its two-valued reading, taken apart. */
export function splitOperator(operator: Operator): { base: OperatorName; unknownAs: Truth } {
  const at = operator.indexOf(':')
  if (at < 0) return { base: operator as OperatorName, unknownAs: UNKNOWN }
  return { base: operator.slice(at + 1) as OperatorName, unknownAs: operator.startsWith('mayBe:') ? TRUE : FALSE }
}

/** Evaluates one operator, prefix included. */
export function evaluateOperator(operator: Operator, observed: Observed, operand: Operand): Truth {
  const { base, unknownAs } = splitOperator(operator)
  const result = operators[base].test(observed, operand)
  return result === UNKNOWN ? unknownAs : result
}
