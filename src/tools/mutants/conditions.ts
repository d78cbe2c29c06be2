import type { Path } from '../../diagnostic.js'
import { meantNumber } from '../../rules/reading/near-misses.js'
import { flowYaml } from '../text/flow-yaml.js'
import type { Slip, Slipped } from './mutant.js'
import type { Numbers } from './numbers.js'

/** How the numbers beside a fact, or a key of a count, can be mistaken. */
type NumbersOf = (fact: string) => Numbers

type Lines = Readonly<Record<string, unknown>>

const isLines = (x: unknown): x is Lines => typeof x === 'object' && x !== null && !Array.isArray(x)
const text = (x: unknown): string => (typeof x === 'string' ? x : flowYaml(x))

const turned: Readonly<Record<string, readonly string[]>> = {
  'at least': ['at most', 'more than', 'less than'],
  'at most': ['at least', 'less than', 'more than'],
  'more than': ['at least', 'less than', 'at most'],
  'less than': ['at most', 'more than', 'at least'],
}

function numberSlips(fact: string, value: number | string, path: Path, numbers: NumbersOf): readonly Slipped[] {
  const { slip, next } = numbers(fact)
  const to = (kind: Slip, other: unknown): Slipped => ({
    slip: kind,
    says: `\`${fact}: ${text(value)}\` has become \`${fact}: ${text(other)}\``,
    edit: { path, value: other },
  })
  if (typeof value === 'number') return [...next(value).map(n => to(slip, n)), to('operator', `not ${value}`)]
  const range = /^(\d+(?:\.\d+)?) to (\d+(?:\.\d+)?)$/.exec(value)
  if (range) {
    const [a, b] = [Number(range[1]), Number(range[2])]
    return [
      ...next(a).flatMap(n => (n <= b ? [to(slip, `${n} to ${b}`)] : [])),
      ...next(b).flatMap(n => (n >= a ? [to(slip, `${a} to ${n}`)] : [])),
    ]
  }
  const phrase = /^(at least|at most|more than|less than|not) (\d+(?:\.\d+)?)$/.exec(value)
  if (!phrase) return []
  const [word = '', n] = [phrase[1], Number(phrase[2])]
  return [
    ...next(n).map(x => to(slip, `${word} ${x}`)),
    ...(word === 'not' ? [to('operator', n)] : (turned[word] ?? []).map(w => to('operator', `${w} ${n}`))),
  ]
}

/** An age in words, with its unit. */
function ageSlips(fact: string, words: string, path: Path, numbers: NumbersOf): readonly Slipped[] {
  const unit = fact === 'ageMonths' ? 'months' : 'years'
  const value = /^\d+$/.test(words) ? Number(words) : words
  return numberSlips(fact, value, path, numbers).map(slip => ({
    ...slip,
    edit: { path, value: `${String('value' in slip.edit ? slip.edit.value : '')} ${unit}` },
  }))
}

function dropped(slip: Slip, what: string, list: unknown, path: Path): readonly Slipped[] {
  return Array.isArray(list) && list.length > 1
    ? list.map((x, i) => ({ slip, says: `${text(x)} was dropped from ${what}`, edit: { path: [...path, i] } }))
    : []
}

/** A value of a choice or of a list. */
function valueSlips(fact: string, value: unknown, path: Path): readonly Slipped[] {
  const turn = (other: unknown): Slipped => ({
    slip: 'operator',
    says: `\`${fact}: ${text(value)}\` has become \`${fact}: ${text(other)}\``,
    edit: { path, value: other },
  })
  if (typeof value === 'boolean') return [turn(!value)]
  if (value === 'none' || value === 'some') return [turn(value === 'none' ? 'some' : 'none')]
  if (typeof value === 'string' && value.startsWith('not ')) return [turn(value.slice(4))]
  if (typeof value === 'string') return [turn({ not: [value] })]
  if (Array.isArray(value)) return [turn({ not: value }), ...dropped('clause', `\`${fact}\``, value, path)]
  if (!isLines(value)) return []
  const key = 'not' in value ? 'not' : 'all'
  return [turn(value[key]), ...dropped('clause', `\`${fact}: ${key}\``, value[key], [...path, key])]
}

function countSlips(value: Lines, path: Path, numbers: NumbersOf): readonly Slipped[] {
  const keys = Object.keys(value)
  return keys.flatMap((key): readonly Slipped[] => {
    const inner = value[key]
    const at = [...path, key]
    const without: Slipped[] =
      keys.length > 1 && key !== 'score'
        ? [
            {
              slip: ['atLeast', 'count', 'areas', 'domains'].includes(key) ? 'count' : 'clause',
              says: `\`${key}\` was dropped from a count`,
              edit: { path: at },
            },
          ]
        : []
    if (key === 'for') return [...without, ...lastingSlips(String(inner), at)]
    if (key === 'within') return [...without, ...lengthSlips(String(inner), at)]
    if (typeof inner === 'number' || (typeof inner === 'string' && key !== 'group' && key !== 'notGroup'))
      return [
        ...without,
        ...(key === 'atLeast' ? countOf(Number(inner), at, numbers) : numberSlips(key, inner, at, numbers)),
      ]
    return [...without, ...dropped('clause', `\`${key}\` of a count`, inner, at)]
  })
}

/** For how long a sign has been seen: one shorter and one longer, and the length itself counted or not. */
function lastingSlips(words: string, path: Path): readonly Slipped[] {
  const [, bound = '', length = ''] = /^(at least|more than) (.+)$/.exec(words) ?? []
  if (bound === '') return []
  const other = `${bound === 'at least' ? 'more than' : 'at least'} ${length}`
  return [
    { slip: 'operator', says: `\`for: ${words}\` has become \`for: ${other}\``, edit: { path, value: other } },
    ...lengthSlips(length, path).map(slip => ({
      ...slip,
      edit: { path, value: `${bound} ${String('value' in slip.edit ? slip.edit.value : '')}` },
    })),
  ]
}

/** A length of time, one shorter and one longer. */
function lengthSlips(length: string, path: Path): readonly Slipped[] {
  const [amount = '', unit = ''] = length.split(' ')
  if (!/^\d+$/.test(amount)) return []
  return [Number(amount) - 1, Number(amount) + 1]
    .filter(n => n > 0)
    .map(n => ({
      slip: 'duration',
      says: `\`${length}\` has become \`${n} ${unit}\``,
      edit: { path, value: `${n} ${unit}` },
    }))
}

const countOf = (n: number, path: Path, numbers: NumbersOf): readonly Slipped[] =>
  numbers('atLeast')
    .next(n)
    .map(x => ({ slip: 'count', says: `the count is ${x} and not ${n}`, edit: { path, value: x } }))

const opposite: Readonly<Record<string, string>> = { is: 'isNot', isNot: 'is', given: 'notGiven', notGiven: 'given' }

/** One key of a set of lines under another name, the order kept; nothing where the other is there already. */
function renamed(lines: Lines, from: string, to: string): Lines | null {
  if (to in lines) return null
  return Object.fromEntries(Object.entries(lines).map(([k, v]) => [k === from ? to : k, v]))
}

/** A number that is written otherwise (`3+`) as the language says it, so that it is slipped in like any other. */
function inOwnWords(value: unknown): unknown {
  const meant = typeof value === 'string' ? meantNumber(value) : null
  return meant && 'taken' in meant ? meant.taken : value
}

/** Every way in which one place of a condition, as it is written, can be slipped in. */
export function conditionSlips(raw: unknown, path: Path, numbers: NumbersOf): readonly Slipped[] {
  if (!isLines(raw)) return []
  const keys = Object.keys(raw)
  return keys.flatMap((key): readonly Slipped[] => {
    const value = inOwnWords(raw[key])
    const at = [...path, key]
    const without: Slipped[] =
      keys.length > 1 ? [{ slip: 'clause', says: `\`${key}: ${text(value)}\` was dropped`, edit: { path: at } }] : []
    return [...without, ...lineSlips(raw, key, value, path, at, numbers)]
  })
}

function lineSlips(
  raw: Lines,
  key: string,
  value: unknown,
  path: Path,
  at: Path,
  numbers: NumbersOf,
): readonly Slipped[] {
  if (key === 'any' || key === 'all') {
    const list = Array.isArray(value) ? value : []
    const other = list.length > 1 ? renamed(raw, key, key === 'any' ? 'all' : 'any') : null
    return [
      ...dropped('clause', `\`${key}\``, list, at),
      ...(other
        ? [
            {
              slip: 'operator' as const,
              says: `\`${key}\` has become \`${key === 'any' ? 'all' : 'any'}\``,
              edit: { path, value: other },
            },
          ]
        : []),
      ...list.flatMap((x, i) => conditionSlips(x, [...at, i], numbers)),
    ]
  }
  if (key === 'not' || key === 'mayBe') {
    const { [key]: _, ...rest } = raw
    const clash = isLines(value) && Object.keys(value).some(k => k in rest)
    const bare: Slipped[] =
      isLines(value) && !clash
        ? [
            {
              slip: key === 'not' ? 'operator' : 'may-be',
              says: `\`${key}\` was left out before \`${text(value)}\``,
              edit: { path, value: { ...rest, ...value } },
            },
          ]
        : []
    return [...bare, ...conditionSlips(value, at, numbers)]
  }
  const turn = opposite[key]
  if (turn !== undefined) {
    const other = renamed(raw, key, turn)
    return [
      ...dropped('clause', `\`${key}\``, value, at),
      ...(other
        ? [
            {
              slip: 'operator' as const,
              says: `\`${key}: ${text(value)}\` has become \`${turn}\``,
              edit: { path, value: other },
            },
          ]
        : []),
    ]
  }
  const age = key === 'age' ? /^(.*) (months?|years?)$/.exec(text(value)) : null
  if (age) {
    const [fact, words] = [age[2]?.startsWith('month') ? 'ageMonths' : 'ageYears', String(age[1])]
    return ageSlips(fact, words.replace(/^under /, 'less than ').replace(/^over /, 'more than '), at, numbers)
  }
  if (isLines(value) && !('not' in value) && !('all' in value)) return countSlips(value, at, numbers)
  const isNumber =
    typeof value === 'number' ||
    (typeof value === 'string' &&
      /^(at least|at most|more than|less than|not) \d+(\.\d+)?$|^\d+(\.\d+)? to \d+(\.\d+)?$/.test(value))
  return isNumber ? numberSlips(key, value as number | string, at, numbers) : valueSlips(key, value, at)
}
