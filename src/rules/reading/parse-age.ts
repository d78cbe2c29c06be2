import type { Path } from '../../diagnostic.js'
import type { Atom, Condition } from '../language/condition.js'
import { allOf, anyOf, negate } from '../language/condition.js'
import { splitOperator } from '../language/operators.js'
import { monthsInYear, yearsOfMonths } from '../vocabulary/ages.js'
import type { Readable } from '../vocabulary/readable.js'
import type { ConditionContext } from './condition-context.js'
import { show } from './condition-context.js'
import { parseNumber } from './parse-values.js'

const [years, months] = ['ageYears', 'ageMonths']

/**
 * A condition on the age in months, as one on years and months: a child of three is not under eighteen months, whether or not the
 * months are known, and of one who is known to be one year old only the months can tell.
 */
export function monthsCondition(name: string, fact: Readable, value: unknown, path: Path, context: ConditionContext) {
  const read = parseNumber(name, fact, value, path, context)
  return read && withYears(read)
}

function withYears(condition: Condition): Condition {
  if ('all' in condition) return allOf(condition.all.map(withYears))
  if ('any' in condition) return anyOf(condition.any.map(withYears))
  const { operator, value } = condition
  const inMonths = value as number
  switch (splitOperator(operator).base) {
    case 'lessThan':
      return below(condition, inMonths)
    case 'lessThanInclusive':
      return below(condition, inMonths + 1)
    case 'in':
      return anyOf((value as readonly number[]).map(one => exactly(one)))
    case 'equal':
      return exactly(inMonths)
    // What is true exactly where its opposite is false.
    default:
      return negate(withYears(negate(condition)))
  }
}

const exactly = (inMonths: number): Condition =>
  allOf([
    { fact: years, operator: 'equal', value: yearsOfMonths(inMonths) },
    { fact: months, operator: 'equal', value: inMonths },
  ])

/** That an age is below so many months, which a test of the months alone says already. */
function below(test: Atom, inMonths: number): Condition {
  const whole = yearsOfMonths(inMonths)
  const younger: Atom = { fact: years, operator: 'lessThan', value: whole }
  if (inMonths === whole * monthsInYear) return younger
  const sameYear = allOf([{ fact: years, operator: 'lessThanInclusive', value: whole }, test])
  return whole === 0 ? sameYear : anyOf([younger, sameYear])
}

const phrase = /^(?:(.+) )?(\d+) (month|year)s?$/

/** An age as people write it: `under 6 months`, `12 to 18 months`, `at least 16 years`. */
export function parseAge(value: unknown, path: Path, context: ConditionContext): Condition | null {
  const [, before, n, unit] = (typeof value === 'string' && phrase.exec(value.trim())) || []
  const name = unit === 'month' ? months : years
  const fact = context.readable.get(name ?? '')
  if (n === undefined || fact === undefined || name === undefined) {
    context.report(
      'wrong-value',
      path,
      `\`${show(value)}\` is not an age`,
      /week|day/.test(String(value))
        ? 'ages are known in months and years: write for instance `under 2 months`'
        : 'write for instance `under 6 months`, `12 to 18 months` or `at least 16 years`',
    )
    return null
  }
  const words =
    before === undefined ? n : `${before} ${n}`.replace(/^under /, 'less than ').replace(/^over /, 'more than ')
  return unit === 'month'
    ? monthsCondition(name, fact, words, path, context)
    : parseNumber(name, fact, words, path, context)
}
