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

/** Every key of a part, though what stands there may be missing. */
type Expanded<T> = { readonly [K in keyof T]-?: T[K] | undefined }

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

/** The content that was made compact. It is written out key by key: so made, some hundred entries of one shape take the least time. */
export const expand = (content: CompactContent): RulebookContent => ({
  ...content,
  indicators: content.indicators.map(expandIndicator),
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

// What a part of a compiled rulebook is, the check says once all of it is there: a part that is missing is `undefined` until then.

function expandIndicator(i: Compacted<Indicator>): Indicator {
  const expanded: Expanded<Indicator> = {
    id: i.id,
    level: i.level,
    protective: i.protective,
    domain: i.domain,
    ages: i.ages ?? indicatorDefaults.ages,
    label: i.label,
    source: i.source,
    section: i.section,
    concerns: i.concerns ?? indicatorDefaults.concerns,
    bullet: i.bullet ?? i.id,
    groups: i.groups ?? indicatorDefaults.groups,
    when: i.when === undefined ? indicatorDefaults.when : lengthen(i.when),
    unless: i.unless === undefined ? indicatorDefaults.unless : lengthen(i.unless),
    note: i.note ?? indicatorDefaults.note,
    clauses: i.clauses ?? indicatorDefaults.clauses,
    interpretations: i.interpretations ?? indicatorDefaults.interpretations,
  }
  return expanded as Indicator
}

function expandRule(rule: CompactRule): Rule {
  const exceptions: readonly Exception[] = (rule.exceptions ?? ruleDefaults.exceptions).map(({ says, condition }) => ({
    says,
    condition: lengthen(condition),
  }))
  const expanded: Expanded<Rule> = {
    id: rule.id,
    stage: rule.stage,
    list: rule.list ?? ruleDefaults.list,
    says: rule.says,
    when: rule.when && lengthen(rule.when),
    unless: exceptionsTogether(exceptions),
    exceptions,
    otherwise: rule.otherwise ?? ruleDefaults.otherwise,
    clauses: rule.clauses ?? ruleDefaults.clauses,
    interpretations: rule.interpretations ?? ruleDefaults.interpretations,
    outcome: rule.outcome,
    actions: rule.actions ?? ruleDefaults.actions,
    also: rule.also ?? ruleDefaults.also,
    overtakenBy: rule.overtakenBy ?? ruleDefaults.overtakenBy,
    notices: rule.notices ?? ruleDefaults.notices,
  }
  return expanded as Rule
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
