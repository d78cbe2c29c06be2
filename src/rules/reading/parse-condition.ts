import type { Path } from '../../diagnostic.js'
import type { Condition } from '../language/condition.js'
import { allOf, anyOf, negate, possibly } from '../language/condition.js'
import { didYouMean } from '../suggest.js'
import type { Readable } from '../vocabulary/readable.js'
import type { ConditionContext } from './condition-context.js'
import { isRecord, show } from './condition-context.js'
import { meantAnswer } from './near-misses.js'
import { monthsCondition, parseAge } from './parse-age.js'
import { parseEarlierContacts, parseFunctionalNeeds, parseIndicatorCount } from './parse-counts.js'
import { parseChoice, parseList, parseNumber } from './parse-values.js'
import { joined } from './share-parts.js'

/** What a line of a condition can begin with beside a fact. */
export const conditionWords = ['any', 'all', 'not', 'mayBe', 'unless', 'given', 'notGiven', 'is', 'isNot'] as const
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
  return parts.includes(null) ? null : joined('all', parts as Condition[])
}

/** Whether a place lies inside an exception: of a rule, a definition or an indicator, or of all that is for some and not for others. */
const isException = (path: Path): boolean => path.lastIndexOf('unless') >= 2 || path[0] === 'appliesTo'

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
      if (isException(path)) {
        context.report(
          'may-be-in-unless',
          path,
          `\`mayBe\` stands inside \`${path[0] === 'appliesTo' ? 'outside' : 'unless'}\`: the exception would hold as long as this is not known to be false, which reads the other way round`,
          'say under `when` what has to be known: `unless: { mayBe: { X } }` is `when: { not: { X } }`, and beside other lines `A` of the exception `any: [{ mayBe: { not: { A } } }, { not: { X } }]`',
        )
        return null
      }
      const inner = parseCondition(value, path, context)
      return inner && possibly(inner)
    }
    case 'unless':
      return parseUnless(value, path, context)
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

/** A line of a set: it holds the others back only where it is known to apply. Several exceptions may have words of their own. */
function parseUnless(value: unknown, path: Path, context: ConditionContext): Condition | null {
  if (isException(path.slice(0, -1))) {
    context.report(
      'unless-in-unless',
      path,
      '`unless` stands inside an exception: nobody could say what is then known',
      'say under `when` what has to be known',
    )
    return null
  }
  const entries: readonly unknown[] = Array.isArray(value) ? value : [{ says: '', when: value }]
  const parts = entries.map((entry, i) => {
    const at = Array.isArray(value) ? [...path, i] : path
    if (!Array.isArray(value)) return parseCondition(value, at, context)
    if (isRecord(entry) && typeof entry.says === 'string' && 'when' in entry && Object.keys(entry).length === 2)
      return parseCondition(entry.when, [...at, 'when'], context)
    context.report('wrong-condition', at, `\`${show(entry)}\` is no exception`, 'write `{ says: …, when: { … } }`')
    return null
  })
  if (parts.length === 0 || parts.includes(null)) return null
  return possibly(negate(anyOf(parts as Condition[])))
}

function parseSets(key: 'any' | 'all', value: unknown, path: Path, context: ConditionContext): Condition | null {
  if (!Array.isArray(value)) {
    context.report('wrong-condition', path, `\`${key}\` wants a list of conditions`, 'begin each of them with `- `')
    return null
  }
  if (value.length === 0) {
    context.report(
      key === 'any' ? 'empty-any' : 'empty-all',
      path,
      `\`${key}\` is empty, so nobody could say when it holds`,
      'list at least one condition',
    )
    return null
  }
  const parts = value.map((v, i) => parseCondition(v, [...path, i], context))
  if (parts.includes(null)) return null
  return joined(key, parts as Condition[])
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

const howLong =
  'write how long signs have been seen with the signs: `indicators: { id: SIGN, for: more than 6 months }`'
/** Words that belong to the line of another fact, and where they stand. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['for', howLong],
  ['indicatorsSince', howLong],
])

function readable(name: string, path: Path, context: ConditionContext): Readable | null {
  const found = context.readable.get(name)
  if (found) return found
  const hint =
    elsewhere.get(name) ??
    didYouMean(
      name,
      [...context.readable.keys(), ...conditionWords],
      '`thresholds facts` lists what a contact gives, and docs/rulebook-language.md what is worked out of it',
    )
  context.report('unknown-fact', path, `there is no fact \`${name}\``, hint)
  return null
}

function parseGiven(key: 'given' | 'notGiven', name: string, path: Path, context: ConditionContext): Condition | null {
  const fact = readable(name, path, context)
  return fact && { fact: name, operator: key, value: true }
}

/** Yes or no, in whichever words. */
function parseAnswer(name: string, value: unknown, path: Path, context: ConditionContext): Condition | null {
  const answer = meantAnswer(value)
  if (answer !== null) return { fact: name, operator: 'equal', value: answer }
  const known = typeof value === 'string' && /known|given|unsure|maybe/i.test(value)
  context.report(
    'wrong-value',
    path,
    `\`${name}\` is yes or no, not \`${show(value)}\``,
    known
      ? `whether it is known is asked by \`given: ${name}\` or \`notGiven: ${name}\`, beside the other lines`
      : 'write `true` or `false`',
  )
  return null
}

function parseFact(name: string, value: unknown, path: Path, context: ConditionContext): Condition | null {
  if (name === 'age' && !context.readable.has(name)) return parseAge(value, path, context)
  const fact = readable(name, path, context)
  if (!fact) return null
  switch (fact.kind) {
    case 'boolean':
      return parseAnswer(name, value, path, context)
    case 'choice':
      return parseChoice(name, fact, value, path, context)
    case 'number':
      return (name === 'ageMonths' ? monthsCondition : parseNumber)(name, fact, value, path, context)
    case 'list':
      return parseList(name, fact.values as readonly string[], value, path, context)
    case 'indicators':
      return isRecord(value) && !('not' in value) && !('all' in value)
        ? parseIndicatorCount(value, path, context)
        : parseList(name, [...context.indicatorIds], value, path, context)
    case 'functional-needs':
      return parseFunctionalNeeds(value, path, context)
    case 'earlier-contacts':
      return parseEarlierContacts(value, path, context)
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
