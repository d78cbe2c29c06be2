import type { Path } from '../../diagnostic.js'
import type { Condition } from '../language/condition.js'
import { allOf, anyOf } from '../language/condition.js'
import { comparisons } from '../language/operators.js'
import { didYouMean, nearest } from '../suggest.js'
import type { Readable } from '../vocabulary/readable.js'
import type { ConditionContext } from './condition-context.js'
import { isRecord, show } from './condition-context.js'
import type { Meant } from './near-misses.js'
import { eitherHint, meantNumber } from './near-misses.js'

const factsListed =
  "`thresholds facts` lists England's; a rulebook's own stand under `facts` and the sections beside it"
/** Where the words are listed that may stand beside a name. */
const listPlaces: Readonly<Record<string, string>> = {
  indicators: 'the ids stand under `listed`, in the section `indicators`',
  group: 'the names stand under `groups`, in the section `indicators`',
  notGroup: 'the names stand under `groups`, in the section `indicators`',
  domain: 'the names stand under `domain`, in the section `indicators`',
  team: 'the ids stand under `teams`',
  entry: 'the ids stand under `entries`',
  route: '',
}

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
    context.report(
      code,
      Array.isArray(given) ? [...path, i] : path,
      what,
      didYouMean(show(v), values, values.length > 14 ? (listPlaces[kind] ?? factsListed) : ''),
    )
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

const figure = '(-?\\d+(?:\\.\\d+)?)'
const numberPhrases: readonly NumberPhrase[] = [
  ...comparisons.map(
    ([operator, bound]): NumberPhrase => [
      new RegExp(`^${bound} ${figure}$`),
      (fact, a) => ({ fact, operator, value: a }),
    ],
  ),
  [new RegExp(`^not ${figure}$`), (fact, a) => ({ fact, operator: 'notEqual', value: a })],
  [new RegExp(`^${figure}$`), (fact, a) => ({ fact, operator: 'equal', value: a })],
  [
    new RegExp(`^${figure} to ${figure}$`),
    (fact, a, b) =>
      allOf([
        { fact, operator: 'greaterThanInclusive', value: a },
        { fact, operator: 'lessThanInclusive', value: b },
      ]),
  ],
]

/** What to write instead of a phrase that is no number, always with the numbers that were written. */
function numberHint(value: unknown): string {
  const numbers = typeof value === 'string' ? (value.match(/\d+(?:\.\d+)?/g) ?? []) : []
  const [a = 'N', b = 'M'] = numbers
  if (typeof value === 'string' && numbers.length > 0 && numbers.length < 3) {
    const kinds = [...comparisons.map(([, bound]) => `${bound} 0`), '0 to 0', 'not 0']
    const meant = nearest(value.replace(/\d+(?:\.\d+)?/g, '0'), kinds)
    const said = meant?.split('0').length === numbers.length + 1 ? meant.replace('0', a).replace(/0$/, b) : null
    if (said !== null) return `did you mean \`${said}\`?`
  }
  if (numbers.length === 2) return `write for instance \`${a} to ${b}\` or \`[${a}, ${b}]\``
  const bounds = comparisons.map(([, bound]) => `\`${bound} ${a}\``)
  return `write for instance \`${a}\`, ${bounds.join(', ')}${numbers.length === 0 ? ' or `N to M`, with your numbers' : ''}`
}

/** A number, a list of numbers, or a phrase as `at least 2`. */
export function parseNumber(
  name: string,
  fact: Readable,
  value: unknown,
  path: Path,
  context: ConditionContext,
): Condition | null {
  const allowed = fact.values as readonly number[]
  const bad = (v: unknown, at: Path, hint = numberHint(v)): null => {
    context.report('wrong-value', at, `\`${show(v)}\` is not a number or a range for \`${name}\``, hint)
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
    const numbers = value.map(v =>
      typeof v === 'string' && /^-?\d+(\.\d+)?$/.test(v.trim()) ? Number(v) : (v as unknown),
    )
    const good = numbers.map((v, i) => (typeof v === 'number' ? one(v, [...path, i]) : bad(v, [...path, i]) !== null))
    return good.includes(false) ? null : { fact: name, operator: 'in', value: numbers as number[] }
  }
  if (typeof value === 'number') return one(value, path) ? { fact: name, operator: 'equal', value } : null
  if (typeof value !== 'string') return bad(value, path)
  // The language's own phrases first: whoever adds one has not to teach the near misses.
  const own = numberPhrases.some(([pattern]) => pattern.test(value))
  const meant: Meant | null = own ? { taken: value } : meantNumber(value, name)
  if (meant === null) return bad(value, path)
  if ('either' in meant) return askedBack(value, meant.either, path, context)
  for (const [pattern, build] of numberPhrases) {
    const match = pattern.exec(meant.taken)
    if (!match) continue
    const [a, b] = [Number(match[1]), Number(match[2] ?? match[1])]
    if (!one(a, path) || !one(b, path)) return null
    if (a > b) {
      context.report('wrong-value', path, `\`${show(value)}\` runs backwards`, `write \`${b} to ${a}\``)
      return null
    }
    return build(name, a, b)
  }
  return bad(value, path)
}

function askedBack(value: unknown, either: readonly string[], path: Path, { report }: ConditionContext): null {
  const two = either.length > 1 ? 'can be read two ways' : 'is not a number or a range'
  report(either.length > 1 ? 'ambiguous-value' : 'wrong-value', path, `\`${show(value)}\` ${two}`, eitherHint(either))
  return null
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
