import { rulebookFile } from '../../rules/reading/schema.js'
import { soleGivers } from '../../rules/vocabulary/fixed.js'
import { england, factOf } from '../../rules/vocabulary/vocabulary.js'
import type { Draft, JsonSchema, Node } from '../../schema/json-schema.js'
import {
  contactSchema,
  contactWith,
  decisionSchema,
  fromZod,
  isNode,
  mapNodes,
  oneOfIds,
  withNamedKeys,
} from '../../schema/json-schema.js'
import { expectationOf } from '../cases/expectations.js'
import { conditionSchema, factSchema, oneOrMore } from './condition-schema.js'
import type { RulebookIds } from './rulebook-ids.js'

export type { Draft }
export { contactSchema, decisionSchema }

/** What the keys of a rulebook mean, for those who hover over one in an editor. */
const meanings: Readonly<Record<string, string>> = {
  rulebook: 'who says it, and which version',
  extends: 'england, and the rulebooks whose words and rules it takes over',
  overrides: 'what of its own stands in the place of what it inherits, with why and the clause that says so',
  removes: 'what it inherits and leaves out, with why and the clause that says so',
  sources: 'the documents: id, title, when published',
  teams: 'every team or role that a contact is sent to or that is told: id and label',
  deadlines: 'every clock: id and label; governs: false for retention, review, closure and notice',
  entries: 'the results of the eligibility stage: id and label',
  indicators: "the source's tables, a group for each column",
  definitions: 'conditions that are named once and used by name (is, isNot)',
  appliesTo: 'whom rules are for: where it is known that somebody is not one of these, the rule is held back',
  outside: 'who is not one of these: words that read on after "unless", and the condition',
  throughout: 'the stages whose rules are for these, unless a rule says `appliesTo: everyone`',
  rules: 'the stages, in the order in which a contact meets them',
  interpretations: 'where the source is silent or contradicts itself: the reading chosen, the one not chosen, and why',
  promises: 'promises that the rules must keep: given … then …',
  accepted: 'findings that the source itself causes, each with its reason',
  examples: 'worked contacts, in the format of the case files',
  leftToJudgement: 'clauses that no fact can carry, each with the reason',
  outOfScope: 'clauses that decide nothing for one contact',
  says: 'one plain English sentence',
  when: 'what must be known to hold for the rule to apply',
  unless: 'the exception: it holds the rule back only where it is known to apply',
  kind: 'protect (act so that the child is safe), tell, ask, assess, decide, offer (a service) or record',
  by: 'the team or role that does it; left out where the source does not say',
  short: 'the name by which the document is cited beside another',
  notice: 'what the reader must know where the rule applies: facts-at-odds and a sentence',
  protection: 'the grades of destinations, the most protective first, equals in one row',
  opposites: 'outcomes that exclude each other; `thresholds check` looks for a contact that brings both',
  alwaysOneOf: 'sets of actions of which one is always due',
  interpretation: 'the reading, or readings, that this rests on',
  also: 'others who must be told or involved',
  strength: 'must (the default), should or may',
  officeHours:
    'opens and closes, or hours by weekday: { monday to thursday: "08:45 to 17:15", friday: "08:45 to 16:15" }',
  calendar: 'whose bank holidays: a name, or { of, without, with } with the days left out and added',
  within:
    '4 hours, 4 working hours, 3 working days, 12 weeks, 1 month, at once, by 09:00, by 09:30 of the next working day, 3 working days before',
  from: 'receivedAt, the event that starts the clock, or another clock: deadline ID',
  opens: 'opens a window that ends at `within`: 3 months',
  orAt: 'the event at which it falls due if that comes sooner',
  orLater: 'another length from another start: of the two the later counts',
  doneAt: 'the event by which what is due is done: clocks that start from this one then start there',
  bullet: 'indicators of one section and bullet count once',
  groups: 'names by which rules pick indicators',
  ages: 'the age band of the table: [0, 4]',
  concerns: 'the concerns that the indicator implies',
}

/**
 * The rulebook file. With the ids of one rulebook, its own indicators, teams, clauses and so on are the only ones allowed, so that
 * an editor offers them and underlines any other.
 */
export function rulebookSchema(draft: Draft, ids: RulebookIds | null = null): JsonSchema {
  const place = draft === '7' ? 'definitions' : '$defs'
  const ref = (name: string): JsonSchema => ({ $ref: `#/${place}/${name}` })
  const vocabulary = ids?.vocabulary ?? england
  const event = { type: 'string', enum: vocabulary.eventNames }
  const clauses = { type: 'array', items: ref('clause'), minItems: 1 }
  const startingDeadline = ids
    ? oneOfIds(ids.deadlines.map(id => `deadline ${id}`))
    : { type: 'string', pattern: '^deadline .' }
  const strengths = { type: 'string', enum: ['must', 'should', 'may'] }
  const action = {
    anyOf: [
      ref('action'),
      ids
        ? {
            type: 'object',
            properties: Object.fromEntries(ids.actions.map(id => [id, strengths])),
            additionalProperties: false,
          }
        : { type: 'object', additionalProperties: strengths },
    ],
  }
  /** What a key may hold wherever it stands in a rule, a definition, an indicator or a reading. */
  const byKey: Readonly<Record<string, JsonSchema>> = {
    clauses,
    passages: clauses,
    by: ref('team'),
    given: { anyOf: [ref('condition'), { type: 'string', enum: ['always'] }] },
    then: ref('condition'),
    team: ref('team'),
    also: { type: 'array', items: ref('team'), minItems: 1 },
    actions: { type: 'array', items: action, minItems: 1 },
    entry: ref('entry'),
    deadline: ref('deadline'),
    source: ref('source'),
    interpretation: oneOrMore(ref('interpretation')),
    officeHours: officeHoursSchema,
    from: { anyOf: [{ enum: ['receivedAt'] }, event, startingDeadline] },
    orAt: event,
    doneAt: event,
    contact: ref('contact'),
    expect: ref('expectation'),
    concerns: { type: 'array', items: { enum: factOf(vocabulary, 'concerns').values }, minItems: 1 },
  }
  const refined = (node: Node): Node => {
    if (!isNode(node.properties)) return node
    const isRule = 'says' in node.properties || 'label' in node.properties || 'listed' in node.properties
    const isOfStage = 'id' in node.properties
    // `from` is also when a rulebook or an act began.
    const isClock = 'within' in node.properties
    const properties = Object.entries(node.properties).map(([key, value]): [string, unknown] => {
      const own =
        key === 'when'
          ? whenOf(value)
          : key === 'unless'
            ? unlessOf(value)
            : key === 'consentFrom'
              ? giverOf(value)
              : key === 'appliesTo' && isRule
                ? audienceOf(isOfStage)
                : key === 'from' && !isClock
                  ? undefined
                  : byKey[key]
      const isSection = !isRule && ['actions', 'clauses'].includes(key) && !isListOfTexts(value)
      const schema = own && !isSection ? own : (value as JsonSchema)
      const meaning = meanings[key]
      return [key, meaning === undefined || !isNode(schema) ? schema : { description: meaning, ...schema }]
    })
    return { ...node, properties: Object.fromEntries(properties) }
  }
  const whenOf = (value: unknown): JsonSchema =>
    isNode(value) && Array.isArray(value.anyOf)
      ? // The condition first: where neither fits, editors show what is wrong with the first.
        { anyOf: [ref('condition'), { type: 'string', enum: ['always', 'otherwise'] }] }
      : ref('condition')
  // A rule's exceptions may be a list, each with its words; a definition's or an indicator's is one condition.
  const unlessOf = (value: unknown): JsonSchema => {
    const list =
      isNode(value) && Array.isArray(value.anyOf) ? value.anyOf.find(x => isNode(x) && x.type === 'array') : null
    return list ? { anyOf: [ref('condition'), list as JsonSchema] } : ref('condition')
  }
  // In a list of givers it is one who consents; elsewhere it may also be the name of such a list.
  const giverOf = (value: unknown): JsonSchema =>
    isNode(value) && Array.isArray(value.anyOf)
      ? {
          anyOf: value.anyOf.map(one =>
            ids && isNode(one) && one.type === 'string' && !Array.isArray(one.enum)
              ? oneOfIds([...soleGivers, 'anyone', ...ids.givers])
              : one,
          ),
        }
      : (value as JsonSchema)

  // A rule may also be for those whom its stage leaves out; a definition stands in no stage.
  const audienceOf = (isOfStage: boolean): JsonSchema =>
    ids ? oneOfIds([...ids.audiences, ...(isOfStage ? ['everyone'] : [])]) : { type: 'string' }

  const file = mapNodes(mapNodes(fromZod(rulebookFile(vocabulary), draft), withNamedKeys), refined) as Node
  const { $schema, ...schema } = (ids?.layered ? mapNodes(file, layered) : file) as Node
  const { $schema: _, ...contact } = contactWith(ref('indicator'), draft, ids)
  return {
    $schema,
    title: ids?.authority ? `The rulebook ${ids.authority}` : 'A rulebook',
    ...schema,
    [place]: {
      condition: conditionSchema(ids, {
        condition: ref('condition'),
        indicator: ref('indicator'),
        definition: ref('definition'),
        fact: ref('fact'),
      }),
      fact: factSchema(ids),
      indicator: { description: 'an indicator of this rulebook', ...oneOfIds(ids?.indicators) },
      team: { description: 'an id of `teams`', ...oneOfIds(ids?.teams) },
      action: { description: 'an id of `actions`', ...oneOfIds(ids?.actions) },
      deadline: { description: 'an id of `deadlines`', ...oneOfIds(ids?.deadlines) },
      entry: { description: 'an id of `entries`', ...oneOfIds(ids?.entries) },
      source: { description: 'an id of `sources`', ...oneOfIds(ids?.sources) },
      clause: { description: 'an id of `clauses`', ...oneOfIds(ids?.clauses) },
      definition: { description: 'an id of `definitions`', ...oneOfIds(ids?.definitions) },
      interpretation: { description: 'an id of `interpretations`', ...oneOfIds(ids?.interpretations) },
      contact,
      expectation: expectationSchema(draft, ids),
    },
  }
}

const timePattern = '([01]\\d|2[0-3]):[0-5]\\d'
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
const officeHoursSchema: JsonSchema = {
  anyOf: [
    {
      type: 'object',
      properties: {
        opens: { type: 'string', pattern: `^${timePattern}$` },
        closes: { type: 'string', pattern: `^${timePattern}$` },
      },
      required: ['opens', 'closes'],
      additionalProperties: false,
    },
    {
      type: 'object',
      patternProperties: {
        [`^(${weekdays.join('|')})( to (${weekdays.join('|')}))?$`]: {
          type: 'string',
          pattern: `^${timePattern} to ${timePattern}$`,
        },
      },
      additionalProperties: false,
    },
  ],
}

/** What a case expects of a decision, as the examples of a rulebook and the files of cases write it. */
function expectationSchema(draft: Draft, ids: RulebookIds | null): JsonSchema {
  const { $schema: _, ...schema } = mapNodes(
    fromZod(expectationOf(ids?.vocabulary ?? england), draft),
    withNamedKeys,
  ) as Node
  const { properties } = schema as { readonly properties: Readonly<Record<string, Node>> }
  const listOf = (id: JsonSchema): Node => ({ type: 'array', items: id })
  const own: Readonly<Record<string, Node>> = ids
    ? {
        actions: listOf(oneOfIds(ids.actions)),
        noActions: listOf(oneOfIds(ids.actions)),
        noDeadlines: listOf(oneOfIds(ids.deadlines)),
        clauses: listOf(oneOfIds(ids.clauses)),
      }
    : {}
  return {
    ...schema,
    description: 'What must come out; what is not named is not compared.',
    properties: { ...properties, ...own },
  }
}

/** In a file that extends another, parts may be left out, and a rule may say beside which it stands. */
function layered(node: Node): Node {
  const { properties } = node
  if (!isNode(properties)) return node
  const rest = { ...node, ...('clauses' in properties && 'rules' in properties && { required: ['rulebook'] }) }
  if ('route' in properties && 'basis' in properties && 'rag' in properties) return { ...rest, required: [] }
  if (!('id' in properties && 'when' in properties && 'clauses' in properties)) return rest
  const beside = { type: 'string', description: 'the id of an inherited rule of the same list' }
  return { ...rest, properties: { ...properties, before: beside, after: beside } }
}

const isListOfTexts = (value: unknown): boolean => isNode(value) && isNode(value.items) && value.items.type === 'string'
