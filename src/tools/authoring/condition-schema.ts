import { comparisons } from '../../rules/language/operators.js'
import type { Readable } from '../../rules/vocabulary/readable.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { england } from '../../rules/vocabulary/vocabulary.js'
import type { JsonSchema } from '../../schema/json-schema.js'
import { oneOfIds } from '../../schema/json-schema.js'
import type { RulebookIds } from './rulebook-ids.js'

/** The words of one rulebook; England's where none is known. */
const wordsOf = (ids: RulebookIds | null): Vocabulary => ids?.vocabulary ?? england

/** One of them, or a list of at least one. */
export const oneOrMore = (schema: JsonSchema): JsonSchema => ({
  anyOf: [schema, { type: 'array', items: schema, minItems: 1 }],
})

const amount = '-?[0-9.]+'
const phrases = {
  type: 'string',
  pattern: `^((${comparisons.map(([, bound]) => bound).join('|')}|not) )?${amount}$|^${amount} to ${amount}$`,
  description: 'at least 2, at most 12, more than 20, less than 20, 13 to 15, not 3',
} as const

const number = (values: readonly (string | number)[]): JsonSchema => {
  const one = values.length > 0 ? { enum: values } : { type: 'number' }
  return { anyOf: [one, { type: 'array', items: one, minItems: 1 }, phrases] }
}

/** `not x`, save where `not-x` is a value of its own, so that nobody could tell which is meant. */
const negated = (values: readonly string[]): readonly string[] =>
  values.filter(v => !values.includes(`not-${v}`)).map(v => `not ${v}`)

function choice(values: readonly string[]): JsonSchema {
  const value = { enum: values }
  const not = { type: 'object', properties: { not: oneOrMore(value) }, required: ['not'], additionalProperties: false }
  return { anyOf: [{ enum: [...values, ...negated(values)] }, { type: 'array', items: value, minItems: 1 }, not] }
}

function list(value: JsonSchema, words: readonly string[]): readonly JsonSchema[] {
  const inner = oneOrMore(value)
  return [
    { anyOf: [value, { enum: ['none', 'some', ...words] }] },
    { type: 'array', items: value, minItems: 1 },
    ...['all', 'not'].map(key => ({
      type: 'object',
      properties: { [key]: inner },
      required: [key],
      additionalProperties: false,
    })),
  ]
}

function indicatorCount(ids: RulebookIds | null, levels: readonly number[], indicator: JsonSchema): JsonSchema {
  return {
    type: 'object',
    description: 'a count of indicators: at least one, unless atLeast or count says otherwise',
    properties: {
      level: { description: 'the levels that count', ...number(levels) },
      domain: { description: 'the domain that counts', ...oneOfIds(ids?.indicatorDomains) },
      group: { description: 'in any of these groups', ...oneOrMore(oneOfIds(ids?.indicatorGroups)) },
      notGroup: { description: 'in none of these groups', ...oneOrMore(oneOfIds(ids?.indicatorGroups)) },
      id: { description: 'only these', ...oneOrMore(indicator) },
      for: {
        description: 'how long they have been seen',
        type: 'string',
        pattern: '^(at least|more than) [1-9][0-9]* (day|week|month|year)s?$',
      },
      atLeast: { description: 'how many; 1 where left out', type: 'integer', minimum: 1 },
      count: { description: 'any number phrase, instead of atLeast', ...number([]) },
      domains: { description: 'how many different domains have such an indicator', ...number([]) },
    },
    minProperties: 1,
    additionalProperties: false,
    not: { required: ['domain', 'domains'] },
  }
}

const earlierCount = ({ levels, earlier }: Vocabulary): JsonSchema => ({
  type: 'object',
  description: 'a count of earlier contacts: at least one, unless atLeast or count says otherwise',
  properties: {
    within: {
      description: 'how long before the day of receipt they came at most',
      type: 'string',
      pattern: '^[1-9][0-9]* (day|week|month|year)s?$|^P',
    },
    level: { description: 'the levels that count', ...number(levels) },
    concern: { description: 'it raised any of these', ...oneOrMore({ enum: Object.keys(earlier.concerns) }) },
    outcome: { description: 'it led to any of these', ...oneOrMore({ enum: Object.keys(earlier.outcomes) }) },
    atLeast: { description: 'how many; 1 where left out', type: 'integer', minimum: 1 },
    count: { description: 'any number phrase, instead of atLeast', ...number([]) },
  },
  additionalProperties: false,
})

function valuesOf(readable: Readable, ids: RulebookIds | null, indicator: JsonSchema): JsonSchema {
  switch (readable.kind) {
    case 'boolean':
      return { type: 'boolean' }
    case 'choice':
      return choice(readable.values as readonly string[])
    case 'number':
      return number(readable.values)
    case 'list':
      return { anyOf: list({ enum: readable.values }, negated(readable.values as readonly string[])) }
    case 'indicators':
      return {
        anyOf: [
          ...list(indicator, []),
          indicatorCount(ids, wordsOf(ids).levels, indicator),
          { type: 'string', pattern: '^not ' },
        ],
      }
    case 'functional-needs':
      return {
        type: 'object',
        properties: {
          score: { description: 'the scores that count', ...number([0, 1, 2, 3, 4]) },
          areas: { description: 'how many areas; at least 1 where left out', ...number([]) },
        },
        required: ['score'],
        additionalProperties: false,
      }
    case 'earlier-contacts':
      return earlierCount(wordsOf(ids))
    case 'event':
      return {}
  }
}

function about({ facts }: Vocabulary, name: string, readable: Readable): string {
  const question = facts[name] === undefined ? '' : ` ${facts[name].question}`
  const kind = readable.after === null ? 'fact of the contact' : `outcome of the ${readable.after} stage`
  return `${readable.label} (${kind}).${question}`
}

const age = {
  type: 'string',
  pattern: `^((under|over|${comparisons.map(([, bound]) => bound).join('|')}|not) )?[0-9]+ (month|year)s?$|^[0-9]+ to [0-9]+ (month|year)s?$`,
  description: 'the age: under 6 months, 12 to 18 months, at least 16 years',
} as const

/** Where the parts that a condition refers to stand in the schema. */
export interface Places {
  readonly condition: JsonSchema
  readonly indicator: JsonSchema
  readonly definition: JsonSchema
  readonly fact: JsonSchema
}

/** The name of any fact or outcome that a condition may read. */
export const factSchema = (ids: RulebookIds | null): JsonSchema => ({
  type: 'string',
  description: 'a fact of the contact, or an outcome of an earlier stage',
  enum: [...readableFacts(wordsOf(ids)).keys()],
})

/**
 * What may stand in a condition: every fact with its values, and the words that join conditions.
 * @param ids those of one rulebook, so that its own teams, entries and indicator groups are known; with `null` all are accepted
 */
export function conditionSchema(ids: RulebookIds | null, places: Places): JsonSchema {
  const vocabulary = wordsOf(ids)
  const readable = readableFacts(vocabulary, ids?.teams ?? [], ids?.entries ?? [])
  const own = new Set(ids === null ? ['team', 'entry'] : [])
  const factLines = [...readable]
    .filter(([, r]) => r.kind !== 'event')
    .map(([name, r]): [string, JsonSchema] => [
      name,
      { description: about(vocabulary, name, r), ...(own.has(name) ? {} : valuesOf(r, ids, places.indicator)) },
    ])
  const names = oneOrMore(places.fact)
  const sets = { type: 'array', items: places.condition, minItems: 1 }
  const definitions = oneOrMore(places.definition)
  return {
    type: 'object',
    description: 'lines that must all hold',
    properties: {
      ...Object.fromEntries(factLines),
      ...(readable.has('age') ? {} : { age }),
      any: { description: 'at least one of these sets of lines holds', ...sets },
      all: { description: 'all of these sets of lines hold', ...sets },
      not: { description: 'known not to hold', allOf: [places.condition] },
      mayBe: { description: 'holds unless it is known not to', allOf: [places.condition] },
      unless: {
        description: 'an exception: it holds the other lines back only where it is known to apply',
        anyOf: [
          places.condition,
          {
            type: 'array',
            items: {
              type: 'object',
              properties: { says: { type: 'string' }, when: places.condition },
              required: ['says', 'when'],
              additionalProperties: false,
            },
            minItems: 1,
          },
        ],
      },
      given: { description: 'these facts are known', ...names },
      notGiven: { description: 'none of these facts is known', ...names },
      is: { description: 'the definitions of these names hold', ...definitions },
      isNot: { description: 'these definitions are known not to hold', ...definitions },
    },
    minProperties: 1,
    additionalProperties: false,
    not: { required: ['any', 'all'] },
  }
}
