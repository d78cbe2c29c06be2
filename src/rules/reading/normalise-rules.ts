import type { Path } from '../../diagnostic.js'
import { deadlineIn, deadlinesBefore } from '../language/clock-starts.js'
import type { Condition } from '../language/condition.js'
import { exceptionsTogether } from '../language/condition.js'
import type { ActionRef, Audience, Exception, Rule } from '../language/rulebook.js'
import { canonicalJson } from '../packed/digest.js'
import type { RuleNotice, Strength } from '../vocabulary/fixed.js'
import type { Stage } from '../vocabulary/stages.js'
import { listOf, stageOf } from '../vocabulary/stages.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { outsideOf } from './applies-to.js'
import type { ConditionReader } from './condition-reader.js'
import type { OutcomeContext } from './read-outcomes.js'
import { readOutcome } from './read-outcomes.js'
import type { References } from './references.js'
import type { RuleList } from './rule-lists.js'
import { ruleListsOf } from './rule-lists.js'
import type { RulebookFile } from './schema.js'

/** What all rules of a file have in common, whatever they set. */
type FileRule = {
  readonly id: string
  readonly says: string
  readonly when: 'always' | 'otherwise' | Readonly<Record<string, unknown>>
  readonly unless?:
    | Readonly<Record<string, unknown>>
    | readonly { readonly says: string; readonly when: Readonly<Record<string, unknown>> }[]
    | undefined
  readonly appliesTo?: string | undefined
  readonly clauses: readonly string[]
  readonly interpretation?: string | readonly string[] | undefined
  readonly actions?: readonly (string | Readonly<Record<string, Strength>>)[] | undefined
  readonly also?: readonly string[] | undefined
  readonly notice?: Readonly<Partial<Record<RuleNotice, string>>> | undefined
  readonly strength?: Strength | undefined
  readonly overtakenBy?: string | undefined
}

const unique = <T>(xs: readonly T[]): readonly T[] => [...new Set(xs)]

/** Every rule of the file in normal form, stage by stage in the order in which a contact meets them. */
export function normaliseRules(
  file: RulebookFile,
  references: References,
  conditions: ConditionReader,
  audiences: readonly Audience[],
  { purposeNames }: Vocabulary,
): readonly Rule[] {
  const { report } = references
  const actionRefs = (raw: FileRule['actions'], strength: Strength, path: Path): readonly ActionRef[] =>
    (raw ?? []).flatMap((item, i): ActionRef[] => {
      const pairs: [string, Strength][] = typeof item === 'string' ? [[item, strength]] : Object.entries(item)
      return pairs.map(([id, s]) => {
        references.action(id, typeof item === 'string' ? [...path, i] : [...path, i, id])
        return { id, strength: s }
      })
    })

  /** `null` where one of them is faulty. */
  const exceptionsOf = (unless: FileRule['unless'], path: Path, stage: Stage): readonly Exception[] | null => {
    if (unless === undefined) return []
    const isList = (x: typeof unless): x is Extract<typeof unless, readonly unknown[]> => Array.isArray(x)
    const read = isList(unless)
      ? unless.map((e, i) => ({ says: e.says, read: conditions.read(e.when, [...path, i, 'when'], stage) }))
      : [{ says: '', read: conditions.read(unless, path, stage) }]
    return read.every(e => e.read !== null)
      ? read.flatMap(({ says, read: r }) => (r ? [{ says, condition: r.condition }] : []))
      : null
  }

  /** What later law or guidance says of a rule, for whoever reads a decision that rests on it. */
  const overtakenNotice = (id: string | undefined): Rule['notices'] => {
    const law = id === undefined ? undefined : file.law?.[id]
    return law === undefined
      ? []
      : [{ code: 'overtaken', says: `This rests on a passage that is overtaken by: ${law.title}. ${law.says}` }]
  }

  const seen = new Set<string>()
  const outcomes: OutcomeContext = { references, givers: Object.keys(file.rules.consent?.givers ?? {}) }
  const readRule = ({ stage, name }: RuleList, rule: FileRule, at: Path): Rule | null => {
    if (seen.has(rule.id))
      report('duplicate-id', [...at, 'id'], `the rule \`${rule.id}\` stands twice`, 'give one of them another id')
    seen.add(rule.id)
    // What a definition cites is cited by the rule that it makes true, not by one that it only could have held back.
    const when = conditions.read(rule.when, [...at, 'when'], stage)
    const own = exceptionsOf(rule.unless, [...at, 'unless'], stage)
    const exceptions = own && [...own, ...outsideOf(rule, at, stage, audiences, references)]
    references.clauses(rule.clauses, [...at, 'clauses'])
    references.teams(rule.also, [...at, 'also'])
    if (rule.overtakenBy !== undefined) references.law(rule.overtakenBy, [...at, 'overtakenBy'])
    const outcome = readOutcome(stage, rule, at, outcomes, name ?? '')
    const strength = stage === 'actions' ? (rule.strength ?? 'must') : 'must'
    const actions = actionRefs(rule.actions, strength, [...at, 'actions'])
    const notices = [
      ...Object.entries(rule.notice ?? {}).map(([code, says]) => ({ code: code as RuleNotice, says })),
      ...overtakenNotice(rule.overtakenBy),
    ]
    if (stage === 'actions' && actions.length + (rule.also ?? []).length + notices.length === 0)
      report(
        'missing-key',
        at,
        `the rule \`${rule.id}\` asks for nothing`,
        'give it `actions`, `also` for teams that must be told, or a `notice`',
      )
    const interpretations = references.readings(rule.interpretation, [...at, 'interpretation'])
    if (!when || !outcome || !exceptions) return null
    return {
      id: rule.id,
      stage,
      list: listOf(outcome),
      says: rule.says,
      when: when.condition,
      unless: exceptionsTogether(exceptions),
      exceptions,
      otherwise: rule.when === 'otherwise',
      clauses: unique([...rule.clauses, ...when.clauses]),
      interpretations: unique([...interpretations, ...when.interpretations]),
      outcome,
      actions,
      also: rule.also ?? [],
      overtakenBy: rule.overtakenBy ?? null,
      notices,
    }
  }

  const read = ruleListsOf(file, purposeNames).flatMap(list => {
    const raw = list.rules as readonly FileRule[]
    const made = raw.map((rule, i) => readRule(list, rule, [...list.path, i]))
    checkTwins(references, conditions.textOf, list.path, made)
    checkList(references, list.stage, list.path, raw)
    checkFirst(references, list.stage, list.path, raw)
    return made.flatMap((rule, i) => (rule ? [{ rule, path: [...list.path, i] }] : []))
  })
  const rules = read.map(r => r.rule)
  for (const { rule, path } of read) checkCircle(references, rules, rule, path)
  return rules
}

/** No clock may start from itself, through others neither. */
function checkCircle({ report }: References, rules: readonly Rule[], { outcome }: Rule, path: Path): void {
  if (outcome.stage !== 'deadlines') return
  const { deadline, from, orLater } = outcome
  for (const [start, at] of [
    [from, [...path, 'from']],
    [orLater?.from ?? '', [...path, 'orLater', 'from']],
  ] as const) {
    const parent = deadlineIn(start)
    if (parent !== null && (parent === deadline || deadlinesBefore({ rules }, parent).has(deadline)))
      report(
        'circular-deadline',
        at,
        parent === deadline
          ? `the deadline \`${deadline}\` starts from itself`
          : `the deadline \`${deadline}\` starts from \`${parent}\`, which starts from it`,
        'let one of them start from `receivedAt` or an event',
      )
  }
}

/** Where ratings are ruled on, the authority's own comes first. */
function checkFirst({ report }: References, stage: Stage, path: Path, [first]: readonly unknown[]): void {
  if (stage === 'rag' && first && (first as { rag?: unknown }).rag !== 'rating')
    report(
      'missing-rating',
      [...path, 0],
      "the ratings do not begin with the authority's own",
      'put a first rule with `when: { given: rating }` and `rag: rating`, so that a rating that was given stands',
    )
}

/** Ordered lists end in a default, nothing follows it, and no two rules of a list have the same condition. */
function checkList({ report }: References, stage: Stage, path: Path, raw: readonly FileRule[]): void {
  const { otherwise } = stageOf(stage)
  const needsDefault = otherwise === 'must'
  const mayHaveDefault = otherwise !== 'never'
  if (needsDefault && raw.at(-1)?.when !== 'otherwise')
    report(
      'missing-default',
      path,
      'this ordered list does not end in a rule for everything else',
      'add a last rule with `when: otherwise`',
    )
  raw.forEach((rule, i) => {
    if (rule.when === 'otherwise' && (!mayHaveDefault || i < raw.length - 1))
      report(
        'misplaced-default',
        [...path, i, 'when'],
        '`when: otherwise` is not at the foot of an ordered list',
        mayHaveDefault ? 'move the rule to the end of its list' : 'write `always`, or a condition',
      )
  })
}

/** No two rules of a list may have the same condition, however it is written: one of them would never matter. */
function checkTwins(
  { report }: References,
  textOf: (condition: Condition) => string,
  path: Path,
  read: readonly (Rule | null)[],
): void {
  const twins = new Map<string, string>()
  read.forEach((rule, i) => {
    if (rule === null || rule.otherwise) return
    const key = canonicalJson([rule.list, textOf(rule.when), rule.unless && textOf(rule.unless)])
    const twin = twins.get(key)
    if (twin !== undefined)
      report(
        'identical-conditions',
        [...path, i, 'when'],
        `the rules \`${twin}\` and \`${rule.id}\` of one list have identical conditions`,
        'join them into one rule, or tell them apart',
      )
    twins.set(key, rule.id)
  })
}
