import type { Path } from '../../diagnostic.js'
import type { Condition } from '../language/condition.js'
import { allOf, anyOf } from '../language/condition.js'
import { comparisons } from '../language/operators.js'
import { didYouMean, nearest } from '../suggest.js'
import type { Readable } from '../vocabulary/readable.js'
import type { ConditionContext } from './condition-context.js'
import { isRecord, show } from './condition-context.js'

/** Strings of `known`, each unknown one reported. */
export function known(
  kind: string,
  values: readonly string[],
  given: unknown,
  path: Path,
  context: ConditionContext,
): string[] | null {
  const list = Array.isArray(given) ? given : [given]
  let good = list.length > 0
  if (!good) context.report('empty-list', path, 'this list is empty', 'name at least one value')
  list.forEach((v, i) => {
    if (typeof v === 'string' && values.includes(v)) return
    good = false
    const code = kind === 'indicators' ? 'unknown-indicator' : 'wrong-value'
    const what =
      kind === 'indicators' ? `there is no indicator \`${show(v)}\`` : `\`${show(v)}\` is not a value of \`${kind}\``
    context.report(code, Array.isArray(given) ? [...path, i] : path, what, didYouMean(show(v), values))
  })
  return good ? (list as string[]) : null
}

/** One of the values of a choice, several, or all but some. */
export function parseChoice(
  name: string,
  fact: Readable,
  value: unknown,
  path: Path,
  context: ConditionContext,
): Condition | null {
  const values = fact.values as readonly string[]
  if (isRecord(value)) {
    const inner = soleKey(value, ['not'], path, context)
    const list = inner && known(name, values, inner[1], [...path, 'not'], context)
    return list && { fact: name, operator: 'notIn', value: list }
  }
  if (typeof value === 'string' && value.startsWith('not ')) {
    const word = value.slice(4).trim()
    if (values.includes(`not-${word}`)) {
      context.report(
        'ambiguous-value',
        path,
        `\`${value}\` can be read two ways`,
        `write \`not-${word}\` for that value, or \`{ not: ${word} }\` for any other than \`${word}\``,
      )
      return null
    }
    const list = known(name, values, word, path, context)
    return list?.[0] === undefined ? null : { fact: name, operator: 'notEqual', value: list[0] }
  }
  const list = known(name, values, value, path, context)
  if (!list) return null
  return list.length === 1 && list[0] !== undefined
    ? { fact: name, operator: 'equal', value: list[0] }
    : { fact: name, operator: 'in', value: list }
}

function soleKey(
  value: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  path: Path,
  context: ConditionContext,
): [string, unknown] | null {
  const keys = Object.keys(value)
  const wrong = keys.find(k => !allowed.includes(k))
  const key = keys[0]
  if (wrong !== undefined || key === undefined || keys.length > 1) {
    const hint =
      wrong === undefined ? `use one of: ${allowed.map(a => `\`${a}\``).join(', ')}` : didYouMean(wrong, allowed)
    context.report(
      'unknown-operator',
      wrong === undefined ? path : [...path, wrong],
      `\`${wrong ?? keys.join(', ')}\` is not an operator here`,
      hint,
    )
    return null
  }
  return [key, value[key]]
}

type NumberPhrase = readonly [RegExp, (fact: string, a: number, b: number) => Condition]

const numberPhrases: readonly NumberPhrase[] = [
  ...comparisons.map(
    ([operator, bound]): NumberPhrase => [
      new RegExp(`^${bound} (-?[\\d.]+)$`),
      (fact, a) => ({ fact, operator, value: a }),
    ],
  ),
  [/^not (-?[\d.]+)$/, (fact, a) => ({ fact, operator: 'notEqual', value: a })],
  [/^(-?[\d.]+)$/, (fact, a) => ({ fact, operator: 'equal', value: a })],
  [
    /^(-?[\d.]+) to (-?[\d.]+)$/,
    (fact, a, b) =>
      allOf([
        { fact, operator: 'greaterThanInclusive', value: a },
        { fact, operator: 'lessThanInclusive', value: b },
      ]),
  ],
]

/** A number, a list of numbers, or a phrase as `at least 2`. */
export function parseNumber(
  name: string,
  fact: Readable,
  value: unknown,
  path: Path,
  context: ConditionContext,
): Condition | null {
  const allowed = fact.values as readonly number[]
  const bad = (v: unknown, at: Path): null => {
    const kinds = [...comparisons.map(([, bound]) => `${bound} 2`), '2 to 2', 'not 2']
    const meant = typeof v === 'string' ? nearest(v.replace(/[\d.]+/g, '2'), kinds) : null
    const near = meant === null ? '' : `did you mean \`${meant}\`? (with your number) `
    context.report(
      'wrong-value',
      at,
      `\`${show(v)}\` is not a number or a range for \`${name}\``,
      `${near}write for instance \`3\`, \`[3, 4]\`, \`at least 2\`, \`at most 12\`, \`more than 20\`, \`less than 20\` or \`13 to 15\``,
    )
    return null
  }
  const one = (n: number, at: Path): boolean => {
    if (Number.isFinite(n) && (allowed.length === 0 || allowed.includes(n))) return true
    context.report(
      'wrong-value',
      at,
      `\`${name}\` cannot be \`${n}\``,
      allowed.length > 0 ? `it can be ${allowed.join(', ')}` : 'write a number',
    )
    return false
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return bad(value, path)
    const good = value.map((v, i) => (typeof v === 'number' ? one(v, [...path, i]) : bad(v, [...path, i]) !== null))
    return good.includes(false) ? null : { fact: name, operator: 'in', value: value as number[] }
  }
  if (typeof value === 'number') return one(value, path) ? { fact: name, operator: 'equal', value } : null
  if (typeof value !== 'string') return bad(value, path)
  for (const [pattern, build] of numberPhrases) {
    const match = pattern.exec(value.trim())
    if (!match) continue
    const [a, b] = [Number(match[1]), Number(match[2] ?? match[1])]
    if (!one(a, path) || !one(b, path)) return null
    if (a > b) {
      context.report('wrong-value', path, `\`${value}\` runs backwards`, `write \`${b} to ${a}\``)
      return null
    }
    return build(name, a, b)
  }
  return bad(value, path)
}

/** What a list holds or lacks. */
export function parseList(
  name: string,
  values: readonly string[],
  value: unknown,
  path: Path,
  context: ConditionContext,
): Condition | null {
  if (value === 'none') return { fact: name, operator: 'isEmpty', value: true }
  if (value === 'some') return { fact: name, operator: 'isNotEmpty', value: true }
  const holds = (v: string): Condition => ({ fact: name, operator: 'contains', value: v })
  const lacks = (v: string): Condition => ({ fact: name, operator: 'doesNotContain', value: v })
  if (isRecord(value)) {
    const inner = soleKey(value, ['all', 'not'], path, context)
    const list = inner && known(name, values, inner[1], [...path, inner[0]], context)
    return list && allOf(list.map(inner[0] === 'all' ? holds : lacks))
  }
  if (typeof value === 'string' && value.startsWith('not ')) {
    const list = known(name, values, value.slice(4).trim(), path, context)
    return list && allOf(list.map(lacks))
  }
  const list = known(name, values, value, path, context)
  return list && anyOf(list.map(holds))
}
