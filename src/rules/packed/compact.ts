import type { Atom, Condition } from '../language/condition.js'
import { exceptionsTogether } from '../language/condition.js'
import type { Exception, Indicator, Rule, RulebookContent } from '../language/rulebook.js'

// The compiled form leaves out what goes without saying: a rulebook of some hundred indicators is half as long without it.

const indicatorDefaults = {
  ages: null,
  concerns: [],
  groups: [],
  when: null,
  unless: null,
  note: null,
  clauses: [],
  interpretations: [],
} as const satisfies Partial<Indicator>

const ruleDefaults = {
  list: null,
  exceptions: [],
  otherwise: false,
  clauses: [],
  interpretations: [],
  actions: [],
  also: [],
  notices: [],
  overtakenBy: null,
} as const satisfies Partial<Rule>

/** A test as a list, since it is what there is most of. */
type CompactCondition =
  | readonly [fact: string, operator: Atom['operator'], value: Atom['value']]
  | { readonly all: readonly CompactCondition[] }
  | { readonly any: readonly CompactCondition[] }

type Conditioned = { readonly when?: Condition | null; readonly unless?: Condition | null }
type Compacted<T> = Omit<Partial<T>, 'when' | 'unless'> & {
  readonly when?: CompactCondition
  readonly unless?: CompactCondition
}

type CompactException = { readonly says: string; readonly condition: CompactCondition }
type CompactRule = Omit<Compacted<Rule>, 'exceptions' | 'unless'> & {
  readonly exceptions?: readonly CompactException[]
}

/** A rulebook's content as the compiled form holds it. */
export interface CompactContent extends Omit<RulebookContent, 'indicators' | 'rules' | 'definitions' | 'promises'> {
  readonly indicators: readonly Compacted<Indicator>[]
  readonly rules: readonly CompactRule[]
  readonly definitions: readonly (Omit<RulebookContent['definitions'][number], 'condition'> & {
    readonly condition: CompactCondition
  })[]
  readonly promises: RulebookContent['promises']
}

/** Leaves out of a rulebook's content what `expand` puts back. */
export const compact = (content: RulebookContent): CompactContent => ({
  ...content,
  indicators: content.indicators.map(({ bullet, ...i }) => ({
    ...without(i, indicatorDefaults),
    ...(bullet === i.id ? {} : { bullet }),
  })),
  rules: content.rules.map(compactRule),
  definitions: content.definitions.map(d => ({ ...d, condition: shorten(d.condition) })),
})

/** The content that was made compact. */
export const expand = (content: CompactContent): RulebookContent => ({
  ...content,
  indicators: content.indicators.map(
    i => ({ ...indicatorDefaults, bullet: i.id, ...withConditions(i) }) as unknown as Indicator,
  ),
  rules: content.rules.map(expandRule),
  definitions: content.definitions.map(d => ({ ...d, condition: lengthen(d.condition) })),
})

/** The exceptions are kept one by one; what they are together follows from them. */
function compactRule({ unless: _, exceptions, ...rule }: Rule): CompactRule {
  return {
    ...without(rule, ruleDefaults),
    ...(exceptions.length > 0 && {
      exceptions: exceptions.map(({ says, condition }) => ({ says, condition: shorten(condition) })),
    }),
  }
}

function expandRule({ exceptions: compacted, ...rule }: CompactRule): Rule {
  const exceptions: readonly Exception[] = (compacted ?? []).map(({ says, condition }) => ({
    says,
    condition: lengthen(condition),
  }))
  const rest = withConditions(rule as Compacted<Rule>)
  return { ...ruleDefaults, ...rest, exceptions, unless: exceptionsTogether(exceptions) } as unknown as Rule
}

function without<T extends Conditioned>(entry: T, defaults: Readonly<Record<string, unknown>>): Compacted<T> {
  const said = Object.entries(entry).filter(([key, value]) =>
    Array.isArray(value)
      ? value.length > 0 || !(key in defaults)
      : value !== (key in defaults ? defaults[key] : undefined),
  )
  // In one order, whether they come from the YAML file or from a compiled one: the digest is of the text.
  said.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    said.map(([key, value]) => [key, key === 'when' || key === 'unless' ? shorten(value as Condition) : value]),
  ) as Compacted<T>
}

const withConditions = <T>(entry: Compacted<T>): Partial<T> =>
  ({
    ...entry,
    ...(entry.when === undefined ? {} : { when: lengthen(entry.when) }),
    ...(entry.unless === undefined ? {} : { unless: lengthen(entry.unless) }),
  }) as Partial<T>

function shorten(condition: Condition): CompactCondition {
  if ('all' in condition) return { all: condition.all.map(shorten) }
  if ('any' in condition) return { any: condition.any.map(shorten) }
  return [condition.fact, condition.operator, condition.value]
}

function lengthen(condition: CompactCondition): Condition {
  if ('all' in condition) return { all: condition.all.map(lengthen) }
  if ('any' in condition) return { any: condition.any.map(lengthen) }
  const [fact, operator, value] = condition
  return { fact, operator, value }
}
