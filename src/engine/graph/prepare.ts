import type { Atom, Condition } from '../../rules/language/condition.js'
import { splitOperator } from '../../rules/language/operators.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { mostOperands } from './classes.js'
import { isCount, isNumeric } from './states.js'

/** Conditions as the graph asks them. */
export interface Prepared {
  /** A condition made ready; equal tests are one object, so that what is worked out for a test is worked out once. */
  readonly prepare: (condition: Condition) => Condition
  /** Every test of the conditions prepared so far, once, in the order in which they came. */
  readonly tests: ReadonlyMap<string, Atom>
}

/**
 * Makes conditions ready for the graph. A list of operands too long for one word is taken apart, and so is one that a count is
 * compared with, since of a count only the bounds may be known. The order of parts changes nothing: first comes what is most often
 * answered at once, and single questions before several.
 */
export function preparer(vocabulary: Vocabulary): Prepared {
  const tests = new Map<string, Atom>()
  const made = new Map<Condition, Condition>()
  const test = (atom: Atom): Atom => {
    const key = keyOf(atom)
    const before = tests.get(key)
    if (before === undefined) tests.set(key, atom)
    return before ?? atom
  }
  const prepare = (condition: Condition): Condition => {
    const before = made.get(condition)
    if (before !== undefined) return before
    const ready = 'fact' in condition ? prepareTest(condition) : prepareParts(condition)
    made.set(condition, ready)
    return ready
  }
  const prepareParts = (condition: Exclude<Condition, Atom>): Condition => {
    const parts = ('all' in condition ? condition.all : condition.any).map(prepare)
    parts.sort((a, b) => weightOf(a) - weightOf(b))
    return 'all' in condition ? { all: parts } : { any: parts }
  }
  const prepareTest = (atom: Atom): Condition => {
    const { fact, operator, value } = atom
    if (!Array.isArray(value)) return test(atom)
    const { base } = splitOperator(operator)
    if (base !== 'in' && base !== 'notIn') return test(atom)
    const most = isCount(fact) ? 1 : mostOperands(isNumeric(vocabulary, fact))
    const operands = value as readonly (string | number)[]
    if (operands.length <= most) return test(atom)
    const parts: Atom[] = []
    for (let from = 0; from < operands.length; from += most)
      parts.push(test({ fact, operator, value: operands.slice(from, from + most) }))
    return base === 'in' ? { any: parts } : { all: parts }
  }
  return { prepare, tests }
}

function keyOf({ fact, operator, value }: Atom): string {
  const operand = typeof value === 'object' || typeof value === 'string' ? JSON.stringify(value) : String(value)
  return `${fact} ${operator} ${operand}`
}

/** Facts that are known of every contact, or settled for it by the time they are read. */
const known = /^(contactType|moment|received|entry|level|basis|route|team)$/

const weightOf = (condition: Condition): number => ('fact' in condition ? (known.test(condition.fact) ? 0 : 1) : 2)
