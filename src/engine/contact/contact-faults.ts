import type { Path, Report } from '../../diagnostic.js'
import { didYouMean, oneOf } from '../../rules/suggest.js'
import { excerpt } from '../../rules/visible.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { EarlierParts } from '../../rules/vocabulary/earlier-contacts.js'
import { isDayOrMonth, mostEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import type { FactSpec } from '../../rules/vocabulary/fact-spec.js'
import { instant, isPlainObject } from '../../rules/vocabulary/fact-spec.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { declaredElsewhere } from '../../rules/vocabulary/vocabulary.js'

export const instantHint = 'write a real date and time with its offset, for instance `2026-03-27T16:30:00+00:00`'

/** The hint for a value that is no time; of a date as it is written in Britain, with its parts in their order. */
function instantHintFor(value: unknown): string {
  const [, day = '', month = '', year = ''] = typeof value === 'string' ? (british.exec(value.trim()) ?? []) : []
  if (year === '' || Number(month) > 12 || Number(day) > 31) return instantHint
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return `write the year first, and the time with its offset: \`${date}T…\`, as in \`2026-03-27T16:30:00+00:00\``
}
const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\D|$)/

/** Whether a contact holds nothing but facts of a vocabulary, with values that they take. */
export function isWellFormed({ facts }: Vocabulary, contact: Readonly<Record<string, unknown>>): contact is Contact {
  for (const name of Object.keys(contact)) {
    const spec = facts[name]
    const value = contact[name]
    if (spec === undefined || (value !== undefined && !spec.accepts(value))) return false
  }
  return contact.receivedAt !== undefined
}

/** Says what is wrong with a contact that is not well formed, fact by fact in the order of the vocabulary. */
export function reportFaults(vocabulary: Vocabulary, contact: Readonly<Record<string, unknown>>, report: Report): void {
  for (const name of vocabulary.factNames) {
    const value = Object.hasOwn(contact, name) ? contact[name] : undefined
    const spec = vocabulary.facts[name]
    if (value === undefined) {
      if (name === 'receivedAt') report('missing-key', [name], '`receivedAt` is missing', instantHint)
    } else if (spec && !spec.accepts(value)) reportValue(spec, value, [name], report)
  }
  for (const name of Object.keys(contact).filter(n => !(n in vocabulary.facts)))
    if (name === 'children')
      report(
        'several-children',
        [name],
        '`children` holds the facts of several children, and this decides on one',
        'use `decideFamily`, or give each child a contact of its own: the shared facts with its own over them',
      )
    else report('unknown-fact', [name], `\`${excerpt(name)}\` is not known here`, unknownHint(vocabulary, name))
}

/** What to do about a fact that this authority does not know. */
function unknownHint({ factNames }: Vocabulary, name: string): string {
  const others = declaredElsewhere(name)
  return others.length > 0
    ? `it is a fact of ${others.join(' and ')}; take it out for this authority`
    : didYouMean(name, factNames, 'take the line out; `thresholds facts` lists what is known')
}

const quoted = (value: unknown): string => `\`${excerpt(value)}\``

function reportValue(spec: FactSpec, value: unknown, path: Path, report: Report): void {
  const cannot = (hint: string): void => report('wrong-value', path, `${quoted(value)} cannot stand here`, hint)
  switch (spec.kind) {
    case 'boolean':
      return cannot('it must be `true` or `false`')
    case 'choice':
      return cannot(choiceHint(spec.values, value))
    case 'number':
      return spec.range === null
        ? cannot(choiceHint(spec.values, value))
        : reportNumber(spec.range, value, path, report)
    case 'instant':
      return cannot(instantHintFor(value))
    case 'text':
      return cannot(typeof value === 'string' ? `it may have at most ${spec.most} characters` : 'it must be a text')
    case 'list':
    case 'indicators':
      return reportList(spec, value, path, report)
    case 'map':
      return reportMap(spec, value, path, report)
    case 'dates-by-indicator':
      return reportDates(spec, value, path, report)
    case 'earlier-contacts':
      return reportEarlier(spec, value, path, report)
  }
}

const choiceHint = (values: readonly (string | number)[], value: unknown): string =>
  typeof value === 'string'
    ? didYouMean(value, values.map(String), values.length > 14 ? choicesListed : '')
    : oneOf(values.map(String), choicesListed)
const choicesListed = '`thresholds facts RULES` lists what it can be, where RULES is the authority or its file'

function reportNumber(
  { min, max, whole }: NonNullable<FactSpec['range']>,
  value: unknown,
  path: Path,
  report: Report,
): void {
  const number = typeof value === 'number' && !Number.isNaN(value)
  const fits = number && (!whole || Number.isInteger(value))
  if (number && value < min) report('wrong-value', path, `${quoted(value)} is too small`, `write at least ${min}`)
  else if (number && value > max) report('wrong-value', path, `${quoted(value)} is too large`, `write at most ${max}`)
  else if (!fits)
    report(
      'wrong-value',
      path,
      `${quoted(value)} cannot stand here`,
      `it must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`,
    )
}

function reportList({ kind, values, most }: FactSpec, value: unknown, path: Path, report: Report): void {
  if (!Array.isArray(value))
    return report('wrong-value', path, `${quoted(value)} cannot stand here`, 'it must be a list')
  if (most !== null && value.length > most)
    return report('wrong-value', path, `the list has more than ${most} entries`, `give at most ${most}`)
  value.forEach((one: unknown, i) => {
    const here = [...path, i]
    if (kind === 'list' && !(values as readonly unknown[]).includes(one))
      report('wrong-value', here, `${quoted(one)} cannot stand here`, choiceHint(values, one))
    else if (kind === 'indicators' && typeof one !== 'string')
      report('wrong-value', here, `${quoted(one)} cannot stand here`, 'it must be a text: an id of the rulebook')
    else if (kind === 'indicators' && (one as string).length > 200)
      report('wrong-value', here, `${quoted(one)} cannot stand here`, 'an id has at most 200 characters')
  })
}

export const dayHint = 'write a real day or month, for instance `2026-01-05` or `2026-01`'

function reportEarlier({ earlier, most }: FactSpec, value: unknown, path: Path, report: Report): void {
  if (!Array.isArray(value) || earlier === null)
    return report('wrong-value', path, `${quoted(value)} cannot stand here`, 'it must be a list; an empty one is none')
  if (most !== null && value.length > most)
    return report('wrong-value', path, `the list has more than ${most} entries`, `give at most ${most}`)
  for (const [i, one] of (value as readonly unknown[]).entries()) reportEarlierOne(earlier, one, [...path, i], report)
}

function reportEarlierOne(earlier: EarlierParts, one: unknown, here: Path, report: Report): void {
  if (!isPlainObject(one))
    return report(
      'wrong-value',
      here,
      `${quoted(one)} cannot stand here`,
      'write lines `at`, `level`, `concerns` and `outcome`, of which only `at` must be there',
    )
  const parts = ['at', ...Object.keys(earlier)]
  const said = one as Readonly<Record<string, unknown>>
  const cannot = (part: string, hint: string): void =>
    report('wrong-value', [...here, part], `${quoted(said[part])} cannot stand here`, hint)
  for (const key of Object.keys(said).filter(k => !parts.includes(k)))
    report('unknown-key', [...here, key], `${quoted(key)} is not known here`, didYouMean(key, parts, 'take it out'))
  if (said.at === undefined) report('missing-key', [...here, 'at'], '`at` is missing', dayHint)
  else if (!isDayOrMonth(said.at)) cannot('at', dayHint)
  for (const part of ['level', 'outcome'] as const) {
    const known: readonly (string | number)[] = earlier[part]
    if (said[part] !== undefined && !known.includes(said[part] as string | number))
      cannot(part, choiceHint(known, said[part]))
  }
  const { concerns } = said
  if (concerns === undefined) return
  if (!Array.isArray(concerns) || concerns.length > mostEarlier)
    return cannot('concerns', `it must be a list of at most ${mostEarlier}`)
  for (const [nth, concern] of (concerns as readonly unknown[]).entries())
    if (!(earlier.concerns as readonly unknown[]).includes(concern))
      report(
        'wrong-value',
        [...here, 'concerns', nth],
        `${quoted(concern)} cannot stand here`,
        choiceHint(earlier.concerns, concern),
      )
}

function reportDates({ most }: FactSpec, value: unknown, path: Path, report: Report): void {
  if (!isPlainObject(value))
    return report('wrong-value', path, `${quoted(value)} cannot stand here`, 'write lines `indicator: 2026-01`')
  const dates = Object.entries(value)
  if (most !== null && dates.length > most)
    return report('wrong-value', path, `it holds more than ${most} entries`, `give at most ${most}`)
  for (const [id, at] of dates)
    if (!isDayOrMonth(at)) report('wrong-value', [...path, id], `${quoted(at)} cannot stand here`, dayHint)
}

function reportMap({ inner }: FactSpec, value: unknown, path: Path, report: Report): void {
  const { names, values } = inner ?? { names: [], values: [] }
  if (!isPlainObject(value))
    return report(
      'wrong-value',
      path,
      `${quoted(value)} cannot stand here`,
      `it must be a set of lines \`name: value\`: ${names.map(n => `\`${n}\``).join(', ')}`,
    )
  for (const [key, one] of Object.entries(value)) {
    const here = [...path, key]
    if (!names.includes(key))
      report(
        'unknown-key',
        here,
        `${quoted(key)} is not known here`,
        didYouMean(key, names, names.length > 14 ? choicesListed : ''),
      )
    else if (one !== undefined && values.length > 0 && !values.includes(one as string))
      report('wrong-value', here, `${quoted(one)} cannot stand here`, choiceHint(values, one))
    else if (one !== undefined && values.length === 0 && !(typeof one === 'string' && instant.test(one)))
      report('wrong-value', here, `${quoted(one)} cannot stand here`, instantHintFor(one))
  }
}
