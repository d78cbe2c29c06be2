import type { Rulebook } from '../../rules/language/rulebook.js'
import type { FactSpec } from '../../rules/vocabulary/fact-spec.js'
import { stageOf, toldStages } from '../../rules/vocabulary/stages.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

// The types of one rulebook, as a text of TypeScript.

const quoted = (value: string | number): string => (typeof value === 'number' ? String(value) : `'${value}'`)

/** A union of literals; `never` where there is none. */
const unionOf = (values: readonly (string | number)[]): string =>
  values.length === 0 ? 'never' : [...new Set(values)].map(quoted).join(' | ')

/** `my-county` as the name of a value: `myCounty`. */
export const valueNameOf = (authority: string): string =>
  authority.replace(/[-.]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/^[0-9]/, '_$&')

/** `my-county` as the name of a type: `MyCounty`. */
export function typeNameOf(authority: string): string {
  const name = valueNameOf(authority)
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** What a contact may give of a fact. */
function valueTypeOf(name: string, spec: FactSpec, indicator: string): string {
  switch (spec.kind) {
    case 'boolean':
      return 'boolean'
    case 'choice':
      return unionOf(spec.values)
    case 'number':
      return spec.range === null ? unionOf(spec.values) : 'number'
    case 'list':
      return `readonly (${unionOf(spec.values)})[]`
    case 'indicators':
      return `readonly ${indicator}[]`
    case 'dates-by-indicator':
      return `{ readonly [K in ${indicator}]?: string | undefined }`
    case 'map': {
      const { names, values } = spec.inner ?? { names: [], values: [] }
      const one = values.length === 0 ? 'string' : unionOf(values)
      return `{ readonly [K in ${unionOf(names)}]?: ${one} | undefined }`
    }
    case 'earlier-contacts': {
      const { level, concerns, outcome } = spec.earlier ?? { level: [], concerns: [], outcome: [] }
      return `readonly { readonly at: string; readonly level?: ${unionOf(level)} | undefined; readonly concerns?: readonly (${unionOf(concerns)})[] | undefined; readonly outcome?: ${unionOf(outcome)} | undefined }[]`
    }
    case 'instant':
    case 'text':
      return 'string'
    default:
      throw new Error(`a fact of another kind: ${name}`)
  }
}

const described = (spec: FactSpec): string => {
  const range =
    spec.range === null ? '' : ` ${spec.range.min} to ${spec.range.max}${spec.unit === null ? '' : ` ${spec.unit}`}.`
  const known = spec.moment === 'receipt' ? '' : ` Known at: ${spec.moment}.`
  return `/** ${spec.question}${range}${known} */`.replaceAll('*/ ', '')
}

function contactLines(vocabulary: Vocabulary, indicator: string): readonly string[] {
  return vocabulary.factNames.flatMap(name => {
    const spec = vocabulary.facts[name]
    if (!spec) return []
    const isAlways = name === 'receivedAt'
    const value = valueTypeOf(name, spec, indicator)
    return [`  ${described(spec)}`, `  readonly ${name}${isAlways ? `: ${value}` : `?: ${value} | undefined`}`]
  })
}

/** Where the types of the package are imported from. */
export interface TypesOptions {
  readonly from?: string
}

/**
 * The types of a rulebook as a module of TypeScript: the contact that it takes, and its ids as unions of literals.
 * @returns a text that exports `NAMEContact`, `NAMETypes` and `NAMERulebook`, with NAME made of the authority's id
 */
export function rulebookTypes(rulebook: Rulebook, { from = 'safeguarding-thresholds' }: TypesOptions = {}): string {
  const vocabulary = vocabularyOf(rulebook)
  const name = typeNameOf(rulebook.authority)
  const indicator = `${name}Indicator`
  const of = (stage: string): readonly string[] =>
    rulebook.rules.filter(r => stageOf(r.stage).toldAs === stage).map(r => r.id)
  const destinations = rulebook.rules.flatMap(({ outcome: o }) => (o.stage === 'route' ? [o.destination] : []))
  const purposes = rulebook.rules.flatMap(({ outcome: o }) => (o.stage === 'consent' ? [o.purpose] : []))
  const facts = [...vocabulary.factNames, ...vocabulary.eventNames.map(e => `events.${e}`)]
  return `import type { TypedRulebook } from '${from}'

// The types of the rulebook ${rulebook.authority}, ${rulebook.version}. Written by \`thresholds types\`: write them again when the rulebook changes.

/** The ids of the indicators that ${rulebook.name} lists. */
export type ${indicator} = ${unionOf(rulebook.indicators.map(i => i.id))}

/** A contact for ${rulebook.name}. Only \`receivedAt\` is required; a fact left out is unknown, never false. */
export interface ${name}Contact {
${contactLines(vocabulary, indicator).join('\n')}
}

/** The words of ${rulebook.name}'s decisions. */
export interface ${name}Types {
  readonly contact: ${name}Contact
  readonly level: ${unionOf(vocabulary.levels)}
  readonly basis: ${unionOf(vocabulary.baseNames)}
  readonly rating: ${unionOf(vocabulary.ratingNames)}
  readonly destination: ${unionOf(['screening', ...destinations])}
  readonly team: ${unionOf(Object.keys(rulebook.teams))}
  readonly purpose: ${unionOf(purposes)}
  readonly deadline: ${unionOf(Object.keys(rulebook.deadlines))}
  readonly action: ${unionOf(Object.keys(rulebook.actions))}
  readonly entry: ${unionOf(Object.keys(rulebook.entries))}
  readonly fact: ${unionOf(facts)}
  readonly rule: {
${toldStages.map(stage => `    readonly ${stage}: ${unionOf(of(stage))}`).join('\n')}
  }
}

/** The rulebook of ${rulebook.name}, so that \`decide\` knows its words. */
export type ${name}Rulebook = TypedRulebook<${name}Types>
`
}
