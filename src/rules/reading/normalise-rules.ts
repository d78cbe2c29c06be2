import type { Path } from '../../diagnostic.js'
import type { Condition } from '../language/condition.js'
import { exceptionsTogether } from '../language/condition.js'
import type { ActionRef, Audience, Exception, Outcome, Rule } from '../language/rulebook.js'
import { canonicalJson } from '../packed/digest.js'
import { didYouMean } from '../suggest.js'
import type { ConsentGiver, RuleNotice, Stage, Strength } from '../vocabulary/fixed.js'
import { consentGivers } from '../vocabulary/fixed.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { outsideOf } from './applies-to.js'
import type { ConditionReader } from './condition-reader.js'
import type { References } from './references.js'
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

  const rules: Rule[] = []
  const seen = new Map<string, Path>()
  const addRules = <R extends FileRule>(
    stage: Stage,
    list: (rule: R) => string | null,
    path: Path,
    raw: readonly R[] | undefined,
    outcomeOf: (rule: R, path: Path) => Outcome | null,
  ): void => {
    const read = (raw ?? []).map((rule, i): Rule | null => {
      const at: Path = [...path, i]
      if (seen.has(rule.id))
        report('duplicate-id', [...at, 'id'], `the rule \`${rule.id}\` stands twice`, 'give one of them another id')
      seen.set(rule.id, at)
      // What a definition cites is cited by the rule that it makes true, not by one that it only could have held back.
      const when = conditions.read(rule.when, [...at, 'when'], stage)
      const own = exceptionsOf(rule.unless, [...at, 'unless'], stage)
      const exceptions = own && [...own, ...outsideOf(rule, at, stage, audiences, references)]
      references.clauses(rule.clauses, [...at, 'clauses'])
      references.teams(rule.also, [...at, 'also'])
      const outcome = outcomeOf(rule, at)
      const actions = actionRefs(rule.actions, stage === 'actions' ? (rule.strength ?? 'must') : 'must', [
        ...at,
        'actions',
      ])
      const notices = Object.entries(rule.notice ?? {}).map(([code, says]) => ({ code: code as RuleNotice, says }))
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
        list: list(rule),
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
        notices,
      }
    })
    rules.push(...read.flatMap(rule => rule ?? []))
    checkTwins(references, conditions.textOf, path, read)
    checkList(references, stage, path, raw ?? [])
  }

  const r = file.rules
  addRules(
    'eligibility',
    () => null,
    ['rules', 'eligibility'],
    r.eligibility,
    (rule, at) => {
      references.entry(rule.entry, [...at, 'entry'])
      return { stage: 'eligibility', entry: rule.entry }
    },
  )
  addRules(
    'level',
    () => null,
    ['rules', 'level'],
    r.level,
    rule => ({ stage: 'level', level: rule.level }),
  )
  addRules(
    'basis',
    () => null,
    ['rules', 'basis'],
    r.basis,
    rule => ({ stage: 'basis', basis: rule.basis === 'none' ? null : rule.basis }),
  )
  addRules(
    'rag',
    () => null,
    ['rules', 'rag'],
    r.rag,
    rule => ({ stage: 'rag', rag: rule.rag }),
  )
  addRules(
    'route',
    () => null,
    ['rules', 'route'],
    r.route,
    (rule, at) => {
      if (rule.route.team !== undefined) references.team(rule.route.team, [...at, 'route', 'team'])
      return { stage: 'route', destination: rule.route.to, team: rule.route.team ?? null }
    },
  )
  if (r.rag?.[0] && r.rag[0].rag !== 'rating')
    report(
      'missing-rating',
      ['rules', 'rag', 0],
      "the ratings do not begin with the authority's own",
      'put a first rule with `when: { given: rating }` and `rag: rating`, so that a rating that was given stands',
    )
  const givers = r.consent?.givers ?? {}
  for (const [name, list] of Object.entries(givers))
    addRules(
      'givers',
      () => name,
      ['rules', 'consent', 'givers', name],
      list,
      rule => ({ stage: 'givers', giver: name, from: rule.consentFrom === 'anyone' ? null : rule.consentFrom }),
    )
  for (const purpose of purposeNames) {
    const list = r.consent?.[purpose as 'referral']
    if (list === undefined) continue
    addRules(
      'consent',
      () => purpose,
      ['rules', 'consent', purpose],
      list,
      (rule, at) => {
        const from = rule.consentFrom ?? 'anyone'
        const fixed = (consentGivers as readonly string[]).includes(from) || from === 'anyone'
        if (!fixed && !(from in givers))
          report(
            'unknown-giver',
            [...at, 'consentFrom'],
            `nobody is named \`${from}\` who may consent`,
            didYouMean(from, [...consentGivers, 'anyone', ...Object.keys(givers)]),
          )
        return {
          stage: 'consent',
          purpose,
          requirement: rule.consent === 'none' ? null : rule.consent,
          from: fixed && from !== 'anyone' ? (from as ConsentGiver) : null,
          giver: fixed ? null : from,
        }
      },
    )
  }
  addRules(
    'deadlines',
    rule => rule.deadline,
    ['rules', 'deadlines'],
    r.deadlines,
    (rule, at) => {
      references.deadline(rule.deadline, [...at, 'deadline'])
      const within = references.duration(rule.within, [...at, 'within'])
      const opens = rule.opens === undefined ? null : references.duration(rule.opens, [...at, 'opens'])
      const from = rule.from === 'receivedAt' ? rule.from : references.event(rule.from, [...at, 'from'])
      const orAt = rule.orAt === undefined ? null : references.event(rule.orAt, [...at, 'orAt'])
      if (!within || !from) return null
      return {
        stage: 'deadlines',
        deadline: rule.deadline,
        duration: within,
        from,
        strength: rule.strength ?? 'must',
        opens,
        orAt,
      }
    },
  )
  addRules(
    'actions',
    () => null,
    ['rules', 'actions'],
    r.actions,
    () => ({ stage: 'actions' }),
  )

  return rules
}

/** Ordered lists end in a default, nothing follows it, and no two rules of a list have the same condition. */
function checkList({ report }: References, stage: Stage, path: Path, raw: readonly FileRule[]): void {
  const needsDefault = ['basis', 'route', 'consent', 'givers'].includes(stage)
  const mayHaveDefault = needsDefault || stage === 'eligibility' || stage === 'rag'
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
