import type { Path, Report } from '../diagnostic.js'
import type { Condition } from './condition.js'
import { allOf, anyOf, negate, possibly } from './condition.js'
import type { CountSpec } from './counts.js'
import { countName } from './counts.js'
import type { Readable } from './readable.js'
import { didYouMean } from './suggest.js'
import { functionalAreas, levels } from './vocabulary.js'

/** What a condition may refer to, and where its mistakes go. */
export interface ConditionContext {
  readonly report: Report
  readonly readable: ReadonlyMap<string, Readable>
  readonly indicatorIds: ReadonlySet<string>
  readonly indicatorGroups: ReadonlySet<string>
  readonly indicatorDomains: ReadonlySet<string>
  /** The condition of a definition, or `null` where it is unknown or faulty (already reported). */
  readonly definition: (name: string, path: Path) => Condition | null
  /** Collects the counts that conditions ask for. */
  readonly counts: Map<string, CountSpec>
}

type Scalar = string | number | boolean
const words = ['any', 'all', 'not', 'mayBe', 'given', 'notGiven', 'is', 'isNot'] as const
const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x)
const isScalar = (x: unknown): x is Scalar => ['string', 'number', 'boolean'].includes(typeof x)
const show = (x: unknown): string => (isScalar(x) ? String(x) : (JSON.stringify(x) ?? 'nothing'))

/** Reads a condition as a rulebook writes it into its normal form; `null` where it is faulty, with the faults reported. */
export function parseCondition(raw: unknown, path: Path, context: ConditionContext): Condition | null {
  const { report } = context
  if (!isRecord(raw)) {
    report(
      'wrong-condition',
      path,
      `\`${show(raw)}\` is not a condition`,
      'write the facts and their values line by line, for instance `initialRag: red`',
    )
    return null
  }
  const keys = Object.keys(raw)
  if (keys.length === 0) {
    report(
      'empty-condition',
      path,
      'this condition says nothing',
      'write at least one line, or `always` for a rule that always applies',
    )
    return null
  }
  if ('any' in raw && 'all' in raw) {
    report(
      'any-beside-all',
      path,
      '`any` and `all` stand side by side',
      'put one inside the other, so that it is plain how they join',
    )
    return null
  }
  const parts = keys.map(key => parseEntry(key, raw[key], [...path, key], context))
  return parts.includes(null) ? null : allOf(parts as Condition[])
}

function parseEntry(key: string, value: unknown, path: Path, context: ConditionContext): Condition | null {
  switch (key) {
    case 'any':
    case 'all':
      return parseSets(key, value, path, context)
    case 'not': {
      const inner = parseCondition(value, path, context)
      return inner && negate(inner)
    }
    case 'mayBe': {
      const inner = parseCondition(value, path, context)
      return inner && possibly(inner)
    }
    case 'is':
    case 'isNot': {
      const parts = names(value, path, context).map(([name, at]) => context.definition(name, at))
      if (parts.length === 0 || parts.includes(null)) return null
      const found = parts as Condition[]
      return key === 'is' ? allOf(found) : allOf(found.map(negate))
    }
    case 'given':
    case 'notGiven': {
      const parts = names(value, path, context).map(([name, at]) => parseGiven(key, name, at, context))
      return parts.length === 0 || parts.includes(null) ? null : allOf(parts as Condition[])
    }
    default:
      return parseFact(key, value, path, context)
  }
}

function parseSets(key: 'any' | 'all', value: unknown, path: Path, context: ConditionContext): Condition | null {
  if (!Array.isArray(value)) {
    context.report('wrong-condition', path, `\`${key}\` wants a list of conditions`, 'begin each of them with `- `')
    return null
  }
  if (value.length === 0) {
    context.report(
      `empty-${key}`,
      path,
      `\`${key}\` is empty, so nobody could say when it holds`,
      'list at least one condition, or take the line out',
    )
    return null
  }
  const parts = value.map((v, i) => parseCondition(v, [...path, i], context))
  if (parts.includes(null)) return null
  return key === 'any' ? anyOf(parts as Condition[]) : allOf(parts as Condition[])
}

function names(value: unknown, path: Path, context: ConditionContext): [string, Path][] {
  const list = Array.isArray(value) ? value : [value]
  const good = list.flatMap((v, i): [string, Path][] =>
    typeof v === 'string' ? [[v, Array.isArray(value) ? [...path, i] : path]] : [],
  )
  if (good.length === list.length && list.length > 0) return good
  context.report('wrong-value', path, `\`${show(value)}\` is not a name`, 'write a name, or a list of names')
  return []
}

function readable(name: string, path: Path, context: ConditionContext): Readable | null {
  const found = context.readable.get(name)
  if (found) return found
  const hint = didYouMean(
    name,
    [...context.readable.keys(), ...words],
    'see the list of facts in the guide to the rulebook language',
  )
  context.report('unknown-fact', path, `there is no fact \`${name}\``, hint)
  return null
}

function parseGiven(key: 'given' | 'notGiven', name: string, path: Path, context: ConditionContext): Condition | null {
  const fact = readable(name, path, context)
  return fact && { fact: name, operator: key, value: true }
}

function parseFact(name: string, value: unknown, path: Path, context: ConditionContext): Condition | null {
  const fact = readable(name, path, context)
  if (!fact) return null
  switch (fact.kind) {
    case 'boolean':
      if (typeof value === 'boolean') return { fact: name, operator: 'equal', value }
      context.report('wrong-value', path, `\`${name}\` is yes or no, not \`${show(value)}\``, 'write `true` or `false`')
      return null
    case 'choice':
      return parseChoice(name, fact, value, path, context)
    case 'number':
      return parseNumber(name, fact, value, path, context)
    case 'list':
      return parseList(name, fact.values as readonly string[], value, path, context)
    case 'indicators':
      return isRecord(value) && !('not' in value) && !('all' in value)
        ? parseIndicatorCount(value, path, context)
        : parseList(name, [...context.indicatorIds], value, path, context)
    case 'functional-needs':
      return parseFunctionalNeeds(value, path, context)
    case 'event':
      context.report(
        'wrong-value',
        path,
        `\`${name}\` is a time; conditions can only ask whether it is known`,
        `write \`given: ${name}\` or \`notGiven: ${name}\``,
      )
      return null
  }
}

/** Strings of `known`, each unknown one reported. */
function known(
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
    context.report(code, Array.isArray(given) ? [...path, i] : path, what, didYouMean(show(v), values, 'it can be'))
  })
  return good ? (list as string[]) : null
}

function parseChoice(
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
      wrong === undefined
        ? `use one of: ${allowed.map(a => `\`${a}\``).join(', ')}`
        : didYouMean(wrong, allowed, 'it can be')
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

const numberPhrases: readonly [RegExp, (fact: string, a: number, b: number) => Condition][] = [
  [/^at least (-?[\d.]+)$/, (fact, a) => ({ fact, operator: 'greaterThanInclusive', value: a })],
  [/^at most (-?[\d.]+)$/, (fact, a) => ({ fact, operator: 'lessThanInclusive', value: a })],
  [/^more than (-?[\d.]+)$/, (fact, a) => ({ fact, operator: 'greaterThan', value: a })],
  [/^less than (-?[\d.]+)$/, (fact, a) => ({ fact, operator: 'lessThan', value: a })],
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

function parseNumber(
  name: string,
  fact: Readable,
  value: unknown,
  path: Path,
  context: ConditionContext,
): Condition | null {
  const allowed = fact.values as readonly number[]
  const bad = (v: unknown, at: Path): null => {
    const hint =
      typeof v === 'string'
        ? didYouMean(
            v.replace(/[\d.]+/g, '2'),
            ['at least 2', 'at most 2', 'more than 2', 'less than 2', '2 to 2', 'not 2'],
            '',
          )
        : ''
    const near = hint.startsWith('did you mean') ? `${hint} (with your number) ` : ''
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

function parseList(
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

/** The numbers among `candidates` for which a number phrase holds. */
function matching(
  value: unknown,
  candidates: readonly number[],
  what: string,
  path: Path,
  context: ConditionContext,
): number[] | null {
  const fact: Readable = { kind: 'number', values: candidates, after: null, label: what, behind: [] }
  const condition = parseNumber(what, fact, value, path, context)
  if (!condition) return null
  const atoms = 'all' in condition ? condition.all : [condition]
  const holds = (n: number) =>
    atoms.every(a => {
      if (!('fact' in a)) return false
      if (Array.isArray(a.value)) return a.value.includes(n)
      const v = Number(a.value)
      return (
        {
          equal: n === v,
          notEqual: n !== v,
          lessThan: n < v,
          lessThanInclusive: n <= v,
          greaterThan: n > v,
          greaterThanInclusive: n >= v,
        }[a.operator as string] ?? false
      )
    })
  return candidates.filter(holds)
}

function parseCount(
  spec: CountSpec,
  atLeast: unknown,
  count: unknown,
  path: Path,
  context: ConditionContext,
): Condition | null {
  const name = countName(spec)
  context.counts.set(name, spec)
  const fact: Readable = { kind: 'number', values: [], after: null, label: name, behind: [] }
  if (count !== undefined) return parseNumber(name, fact, count, [...path, 'count'], context)
  if (typeof atLeast === 'number' && Number.isInteger(atLeast) && atLeast > 0)
    return { fact: name, operator: 'greaterThanInclusive', value: atLeast }
  context.report(
    'wrong-value',
    [...path, 'atLeast'],
    `\`${show(atLeast)}\` is not a count`,
    'write a whole number from 1 up',
  )
  return null
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  path: Path,
  context: ConditionContext,
): boolean {
  const wrong = Object.keys(value).filter(k => !allowed.includes(k))
  for (const k of wrong)
    context.report(
      'unknown-operator',
      [...path, k],
      `\`${k}\` is not an operator here`,
      didYouMean(k, allowed, 'it can be'),
    )
  return wrong.length === 0
}

function parseIndicatorCount(
  value: Readonly<Record<string, unknown>>,
  path: Path,
  context: ConditionContext,
): Condition | null {
  const allowed = ['level', 'domain', 'group', 'notGroup', 'atLeast', 'count']
  if (!checkKeys(value, allowed, path, context)) return null
  const { level, domain, group, notGroup, atLeast = 1, count } = value
  const chosen = level === undefined ? [] : matching(level, levels, 'level', [...path, 'level'], context)
  const groups =
    group === undefined ? [] : known('group', [...context.indicatorGroups], group, [...path, 'group'], context)
  const notGroups =
    notGroup === undefined
      ? []
      : known('notGroup', [...context.indicatorGroups], notGroup, [...path, 'notGroup'], context)
  const domains =
    domain === undefined ? [] : known('domain', [...context.indicatorDomains], domain, [...path, 'domain'], context)
  if (!chosen || !groups || !notGroups || !domains) return null
  const spec: CountSpec = { of: 'indicators', levels: chosen, domain: domains[0] ?? null, groups, notGroups }
  return parseCount(spec, atLeast, count, path, context)
}

function parseFunctionalNeeds(value: unknown, path: Path, context: ConditionContext): Condition | null {
  if (!isRecord(value) || !('score' in value)) {
    context.report(
      'wrong-value',
      path,
      '`functionalNeeds` wants a score and a number of areas',
      `write \`{ score: at least 3, areas: at least 1 }\`, or one area, for instance \`functionalNeeds.${functionalAreas[0]}: at least 2\``,
    )
    return null
  }
  if (!checkKeys(value, ['score', 'areas'], path, context)) return null
  const scores = matching(value.score, [0, 1, 2, 3, 4], 'score', [...path, 'score'], context)
  if (!scores) return null
  const spec: CountSpec = { of: 'functionalNeeds', scores }
  const name = countName(spec)
  context.counts.set(name, spec)
  const fact: Readable = { kind: 'number', values: [], after: null, label: name, behind: [] }
  return parseNumber(name, fact, value.areas ?? 'at least 1', [...path, 'areas'], context)
}
