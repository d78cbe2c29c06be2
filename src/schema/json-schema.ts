import * as z from 'zod'
import type { Rulebook } from '../rules/language/rulebook.js'
import type { Vocabulary } from '../rules/vocabulary/vocabulary.js'
import { england, factOf, vocabularyOf } from '../rules/vocabulary/vocabulary.js'
import { contactSchema as contactZod } from './contact-schema.js'
import { decisionSchema as decisionZod } from './decision-schema.js'

/** One node of a JSON Schema. */
export type JsonSchema = { readonly [key: string]: unknown }

/** What a schema knows of one rulebook. */
export interface SchemaWords {
  readonly authority: string | null
  readonly vocabulary: Vocabulary
  readonly indicators: readonly string[]
}

/** A text that must be one of these, or any text where nothing is known of which. */
export const oneOfIds = (ids: readonly string[] | undefined): JsonSchema =>
  ids === undefined
    ? { type: 'string' }
    : ids.length === 0
      ? { type: 'string', not: {} }
      : { type: 'string', enum: ids }

/** `7` for editors, which know it best; `2020-12` for everything else. */
export type Draft = '7' | '2020-12'

export type Node = { [key: string]: unknown }

export const fromZod = (schema: z.ZodType, draft: Draft): Node =>
  z.toJSONSchema(schema, { target: draft === '7' ? 'draft-7' : 'draft-2020-12', io: 'input' }) as Node

export const isNode = (x: unknown): x is Node => typeof x === 'object' && x !== null && !Array.isArray(x)

/** Maps every node of a schema, the innermost first; `readOnly` means something else to editors than to zod, and goes. */
export function mapNodes(node: unknown, change: (node: Node) => Node): unknown {
  if (Array.isArray(node)) return node.map(n => mapNodes(n, change))
  if (!isNode(node)) return node
  const { readOnly: _, ...rest } = node
  return change(Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, mapNodes(v, change)])))
}

/** A map with a closed set of names as an object with a property for each, so that editors offer them. */
export function withNamedKeys(node: Node): Node {
  const names = isNode(node.propertyNames) ? node.propertyNames.enum : undefined
  const { propertyNames, additionalProperties, ...rest } = node
  if (!Array.isArray(names)) {
    // `propertyNames: string` says nothing: names are always text.
    return isNode(propertyNames) && propertyNames.type === 'string' && Object.keys(propertyNames).length === 1
      ? { ...rest, ...(additionalProperties !== undefined && { additionalProperties }) }
      : node
  }
  return {
    ...rest,
    properties: Object.fromEntries(names.map(name => [name as string, additionalProperties])),
    additionalProperties: false,
  }
}

/** The contact: every fact, with its label and the question that people are asked. */
export function contactSchema(draft: Draft, ids: SchemaWords | null = null): JsonSchema {
  return mapNodes(contactWith(oneOfIds(ids?.indicators), draft, ids), neverCoerced) as JsonSchema
}

/** How many whole numbers are listed one by one. */
const listedAtMost = 200

/**
 * A node that a validator which changes what it checks leaves as it is: web servers are often set to make a value fit its type
 * (null into false, true into 1) and to drop names that they do not know, and then what is unknown would read as no. So values
 * are listed where they can be, of other types what is empty is refused first, and each name is checked by itself.
 */
function neverCoerced(node: Node): Node {
  const { type, ...rest } = node
  const { minimum, maximum } = node
  if (Array.isArray(node.enum) || 'const' in node) return rest
  if (type === 'boolean') return { ...rest, enum: [true, false] }
  if (
    type === 'integer' &&
    typeof minimum === 'number' &&
    typeof maximum === 'number' &&
    maximum - minimum <= listedAtMost
  ) {
    const { minimum: _, maximum: __, ...others } = rest
    return { ...others, enum: Array.from({ length: maximum - minimum + 1 }, (___, i) => minimum + i) }
  }
  if (type === 'number' || type === 'integer' || type === 'string')
    return {
      ...rest,
      allOf: [
        { not: { enum: [null, true, false] }, maxItems: 0, ...(type !== 'string' && { pattern: '\\S' }) },
        { type },
      ],
    }
  if (type === 'object' && isNode(node.properties) && node.additionalProperties === false)
    return { ...node, propertyNames: { enum: Object.keys(node.properties) } }
  return node
}

export function contactWith(indicator: JsonSchema, draft: Draft, ids: SchemaWords | null): JsonSchema {
  const vocabulary = ids?.vocabulary ?? england
  const schema = mapNodes(fromZod(contactZod(vocabulary), draft), withNamedKeys) as Node
  const properties = schema.properties as Record<string, Node>
  const described = Object.entries(properties).map(([name, node]) => {
    const { label, question } = factOf(vocabulary, name)
    const own =
      name === 'indicators' || name === 'indicatorsAbsent'
        ? { items: indicator }
        : name === 'indicatorsSince'
          ? { propertyNames: indicator }
          : {}
    return [name, { title: label, description: question, ...node, ...own }]
  })
  return {
    ...schema,
    title: ids?.authority ? `A contact for ${ids.authority}` : 'A contact',
    description: 'The facts of one child at one moment. A fact that is left out is unknown, never false.',
    properties: Object.fromEntries(described),
  }
}

/** The decision, as `decide` returns it. */
export function decisionSchema(draft: Draft, ids: SchemaWords | null = null): JsonSchema {
  return {
    ...(mapNodes(fromZod(decisionZod(ids?.vocabulary ?? england), draft), withNamedKeys) as Node),
    title: 'A decision',
    description: "What a rulebook says of one contact. It supports a practitioner's judgement and never replaces it.",
  }
}

const wordsOf = (rulebook: Rulebook | undefined): SchemaWords | null =>
  rulebook === undefined
    ? null
    : {
        authority: rulebook.authority,
        vocabulary: vocabularyOf(rulebook),
        indicators: rulebook.indicators.map(i => i.id),
      }

/** What to ask of a JSON Schema. */
export interface SchemaOptions {
  /** The rulebook whose facts, choices and indicators are meant; left out, England's common words. */
  readonly rulebook?: Rulebook
  /** `2020-12` where it is left out. */
  readonly draft?: Draft
}

/**
 * The JSON Schema of a contact. It is safe in a server that coerces what it checks: what is unknown is never made into no.
 * @returns plain data, to be handed to a validator
 */
export const contactJsonSchema = ({ rulebook, draft = '2020-12' }: SchemaOptions = {}): JsonSchema =>
  contactSchema(draft, wordsOf(rulebook))

/** The JSON Schema of a decision. */
export const decisionJsonSchema = ({ rulebook, draft = '2020-12' }: SchemaOptions = {}): JsonSchema =>
  decisionSchema(draft, wordsOf(rulebook))
