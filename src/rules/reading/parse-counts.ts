import type { Path } from '../../diagnostic.js'
import type { Condition } from '../language/condition.js'
import { allOf } from '../language/condition.js'
import type { CountSpec } from '../language/counts.js'
import { countName } from '../language/counts.js'
import { formatDuration, parseDuration, roughMinutes } from '../time/durations.js'
import type { Readable } from '../vocabulary/readable.js'
import type { ConditionContext } from './condition-context.js'
import { checkKeys, isRecord, show } from './condition-context.js'
import { eitherHint, meantNumber } from './near-misses.js'
import { known, parseNumber } from './parse-values.js'

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

/** A number phrase about a count, which is noted as one that conditions ask for. */
function parseNumberOf(spec: CountSpec, phrase: unknown, path: Path, context: ConditionContext): Condition | null {
  const name = countName(spec)
  context.counts.set(name, spec)
  const fact: Readable = { kind: 'number', values: [], after: null, label: name, behind: [] }
  return parseNumber(name, fact, phrase, path, context)
}

function parseCount(
  spec: CountSpec,
  atLeast: unknown,
  count: unknown,
  path: Path,
  context: ConditionContext,
): Condition | null {
  if (count !== undefined) return parseNumberOf(spec, count, [...path, 'count'], context)
  const name = countName(spec)
  context.counts.set(name, spec)
  const least = leastOf(atLeast)
  if (least !== null && Number.isInteger(least) && least > 0)
    return { fact: name, operator: 'greaterThanInclusive', value: least }
  context.report(
    'wrong-value',
    [...path, 'atLeast'],
    `\`${show(atLeast)}\` is not a count`,
    'write a whole number from 1 up',
  )
  return null
}

/** The count of `atLeast: 2`, also where it is written `2+`, `"2"` or `at least 2`. */
function leastOf(atLeast: unknown): number | null {
  if (typeof atLeast !== 'string') return typeof atLeast === 'number' ? atLeast : null
  const meant = meantNumber(atLeast)
  const said = meant && 'taken' in meant ? /^(?:at least )?(\d+)$/.exec(meant.taken) : null
  return said ? Number(said[1]) : null
}

/** A count of indicators, as `{ level: 2, atLeast: 2 }` says it. */
export function parseIndicatorCount(
  value: Readonly<Record<string, unknown>>,
  path: Path,
  context: ConditionContext,
): Condition | null {
  const allowed = ['level', 'domain', 'group', 'notGroup', 'id', 'for', 'atLeast', 'count', 'domains']
  if (!checkKeys(value, allowed, path, context)) return null
  const { level, domain, group, notGroup, id, for: time, atLeast, count, domains: several } = value
  if (domain !== undefined && several !== undefined) {
    context.report(
      'domain-beside-domains',
      [...path, 'domains'],
      '`domain` and `domains` stand side by side: indicators of one domain are of one domain',
      'take one of them out; `domains: at least 2` counts how many different domains have such an indicator',
    )
    return null
  }
  const chosen = level === undefined ? [] : matching(level, context.levels, 'level', [...path, 'level'], context)
  const groups =
    group === undefined ? [] : known('group', [...context.indicatorGroups], group, [...path, 'group'], context)
  const notGroups =
    notGroup === undefined
      ? []
      : known('notGroup', [...context.indicatorGroups], notGroup, [...path, 'notGroup'], context)
  const domains =
    domain === undefined ? [] : known('domain', [...context.indicatorDomains], domain, [...path, 'domain'], context)
  const ids = id === undefined ? [] : known('id', [...context.indicatorIds], id, [...path, 'id'], context)
  const lasting = time === undefined ? undefined : parseLasting(time, [...path, 'for'], context)
  if (!chosen || !groups || !notGroups || !domains || !ids || lasting === null) return null
  const spec: CountSpec = {
    of: 'indicators',
    levels: chosen,
    domain: domains[0] ?? null,
    groups,
    notGroups,
    ...(ids.length > 0 && { ids }),
    ...(lasting && { lasting }),
  }
  const parts = [
    ...(several === undefined || atLeast !== undefined || count !== undefined
      ? [parseCount(spec, atLeast ?? 1, count, path, context)]
      : []),
    ...(several === undefined
      ? []
      : [parseNumberOf({ ...spec, by: 'domain' }, several, [...path, 'domains'], context)]),
  ]
  return parts.includes(null) ? null : allOf(parts as Condition[])
}

const lengthOf =
  /^(.*?)(\d+|[a-z]+)( ?\+| or (?:more|longer))? ((?:day|week|month|year)s?)((?: or| and) (?:more|longer|over))?$/

/** How long an indicator has been seen: `more than 6 months`, `at least 1 year`. */
function parseLasting(
  value: unknown,
  path: Path,
  context: ConditionContext,
): Extract<CountSpec, { of: 'indicators' }>['lasting'] | null {
  const [, before = '', amount = '', plus = '', unit = '', after = ''] =
    typeof value === 'string' ? (lengthOf.exec(value.trim().toLowerCase().replace(/\s+/g, ' ')) ?? []) : []
  const phrase = `${before}${amount}${plus}${after}`.replace('longer than', 'more than').replace('longer', 'more')
  const meant = meantNumber(phrase)
  const [, bound, n] = (meant && 'taken' in meant && /^(at least|more than) (\d+)$/.exec(meant.taken)) || []
  const length = n === undefined ? null : parseDuration(`${n} ${unit}`)
  if (length?.kind === 'calendar' && roughMinutes(length) > 0)
    return { length: formatDuration(length), over: bound === 'more than' }
  const said = /\d+|^$/.exec(amount)?.[0] || '6'
  const units = unit || 'months'
  context.report(
    'wrong-duration',
    path,
    `\`${show(value)}\` does not say how long a sign has been seen at least`,
    meant && 'taken' in meant && /^(less than|at most)/.test(meant.taken)
      ? `only a least length can be asked for; deny it for the other way: \`not: { indicators: { for: at least ${said} ${units} } }\``
      : eitherHint([`at least ${said} ${units}`, `more than ${said} ${units}`]),
  )
  return null
}

/** A count of functional areas, as `{ score: at least 3, areas: at least 1 }` says it. */
export function parseFunctionalNeeds(value: unknown, path: Path, context: ConditionContext): Condition | null {
  if (!isRecord(value) || !('score' in value)) {
    context.report(
      'wrong-value',
      path,
      '`functionalNeeds` wants a score and a number of areas',
      `write \`{ score: at least 3, areas: at least 1 }\`, or one area, for instance \`functionalNeeds.${context.areas[0] ?? 'learning'}: at least 2\``,
    )
    return null
  }
  if (!checkKeys(value, ['score', 'areas'], path, context)) return null
  const scores = matching(value.score, [0, 1, 2, 3, 4], 'score', [...path, 'score'], context)
  if (!scores) return null
  const spec: CountSpec = { of: 'functionalNeeds', scores }
  return parseNumberOf(spec, value.areas ?? 'at least 1', [...path, 'areas'], context)
}

/** The end of a message about a length of time that is none. */
const lengthHint = 'write days, weeks, months or years, for instance `12 months`'

/** A count of earlier contacts, as `{ within: 12 months, atLeast: 3, concern: domestic-abuse }` says it. */
export function parseEarlierContacts(value: unknown, path: Path, context: ConditionContext): Condition | null {
  if (!isRecord(value)) {
    context.report(
      'wrong-value',
      path,
      '`earlierContacts` wants to be told what is counted',
      'write for instance `{ within: 12 months, atLeast: 3 }`, or `{ count: 0 }` for none',
    )
    return null
  }
  if (!checkKeys(value, ['within', 'level', 'concern', 'outcome', 'atLeast', 'count'], path, context)) return null
  const { within, level, concern, outcome, atLeast = 1, count } = value
  const { concerns: allConcerns, outcomes: allOutcomes } = context.earlier
  const duration = typeof within === 'string' ? parseDuration(within) : null
  const isLength = duration?.kind === 'calendar' && roughMinutes(duration) > 0
  if (within !== undefined && !isLength)
    context.report('wrong-duration', [...path, 'within'], `\`${show(within)}\` is no length of time`, lengthHint)
  const levels = level === undefined ? [] : matching(level, context.levels, 'level', [...path, 'level'], context)
  const concerns = concern === undefined ? [] : known('concern', allConcerns, concern, [...path, 'concern'], context)
  const outcomes = outcome === undefined ? [] : known('outcome', allOutcomes, outcome, [...path, 'outcome'], context)
  if ((within !== undefined && !isLength) || !levels || !concerns || !outcomes) return null
  const spec: CountSpec = {
    of: 'earlierContacts',
    within: duration === null ? null : formatDuration(duration),
    levels,
    concerns,
    outcomes,
  }
  return parseCount(spec, atLeast, count, path, context)
}
