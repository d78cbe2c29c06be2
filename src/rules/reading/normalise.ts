import type { Diagnostic, Path } from '../../diagnostic.js'
import { conditionWords } from '../language/condition-words.js'
import type { ActionSpec, Exception, OutcomeSet, Rule, RulebookContent } from '../language/rulebook.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { vocabularyOf } from '../vocabulary/vocabulary.js'
import type { OwnWords } from '../vocabulary/words.js'
import { normaliseAudiences } from './applies-to.js'
import { conditionReader } from './condition-reader.js'
import { inForceOf, statusOf } from './in-force.js'
import { normaliseIndicators } from './normalise-indicators.js'
import { normaliseRules } from './normalise-rules.js'
import { readCalendar } from './read-calendar.js'
import { readOfficeHours } from './read-office-hours.js'
import type { References } from './references.js'
import { referencesOf } from './references.js'
import type { RulebookFile } from './schema.js'

type FileOutcomeSet = NonNullable<RulebookFile['opposites']>[number]['one']

/** Turns a file of the right shape into normal form, and reports whatever its words refer to in vain. */
export function normaliseRulebook(
  file: RulebookFile,
  words: OwnWords,
  add: (diagnostic: Omit<Diagnostic, 'range'>) => void,
): RulebookContent {
  const vocabulary = vocabularyOf({ words })
  const references = referencesOf(file, vocabulary, (code, path, message, hint) => add({ code, path, message, hint }))
  const { report } = references
  const conditions = conditionReader(file, references, vocabulary)
  const appliesTo = normaliseAudiences(file, references, conditions)
  const rules = normaliseRules(file, references, conditions, appliesTo, vocabulary)
  const indicators = normaliseIndicators(file, references, conditions, vocabulary)
  const known = new Set<string>()
  const definitionList = Object.entries(file.definitions ?? {}).flatMap(([id, d]) => {
    const found = conditions.definition(id, ['definitions', id])
    return found ? [{ id, says: d.says, ...found }] : []
  })
  file.interpretations?.forEach((i, n) => {
    if (known.has(i.id))
      report(
        'duplicate-id',
        ['interpretations', n, 'id'],
        `the interpretation \`${i.id}\` stands twice`,
        'give one of them another id',
      )
    known.add(i.id)
    references.clauses(i.passages, ['interpretations', n, 'passages'])
  })
  const promises = (file.promises ?? []).flatMap((i, n) => {
    const given = conditions.read(i.given, ['promises', n, 'given'], null)
    const then = conditions.read(i.then, ['promises', n, 'then'], null)
    return given && then ? [{ id: i.id, says: i.says, given: given.condition, then: then.condition }] : []
  })
  const alwaysOneOf = (file.alwaysOneOf ?? []).flatMap((x, n) => {
    const when = conditions.read(x.when, ['alwaysOneOf', n, 'when'], null)
    x.actions.forEach((id, i) => {
      references.action(id, ['alwaysOneOf', n, 'actions', i])
    })
    return when ? [{ id: x.id, says: x.says, when: when.condition, actions: x.actions }] : []
  })
  const opposites = (file.opposites ?? []).map((x, n) => ({
    id: x.id,
    says: x.says,
    one: outcomeSet(x.one, ['opposites', n, 'one'], references),
    other: outcomeSet(x.other, ['opposites', n, 'other'], references),
  }))
  file.accepted?.forEach((x, i) => {
    references.clauses(x.clauses, ['accepted', i, 'clauses'])
  })
  file.leftToJudgement?.forEach((x, i) => {
    references.clauses(x.clauses, ['leftToJudgement', i, 'clauses'])
  })
  file.outOfScope?.forEach((x, i) => {
    references.clauses(x.clauses, ['outOfScope', i, 'clauses'])
  })
  for (const [id, c] of Object.entries(file.clauses)) references.source(c.source, ['clauses', id, 'source'])

  for (const section of ['overrides', 'removes'] as const)
    for (const [name, change] of Object.entries(file[section] ?? {}))
      references.clauses(change.clauses, [section, name, 'clauses'])

  const content: RulebookContent = {
    words,
    authority: file.rulebook.authority,
    name: file.rulebook.name,
    title: file.rulebook.title,
    version: file.rulebook.version,
    inForce: inForceOf(file, references),
    status: statusOf(file, references),
    calendar: readCalendar(file.rulebook.calendar, report),
    officeHours: readOfficeHours(file.rulebook.officeHours, report),
    sources: file.sources,
    teams: file.teams ?? {},
    actions: actionSpecs(file, references),
    deadlines: Object.fromEntries(
      Object.entries(file.deadlines ?? {}).map(([id, d]) => [
        id,
        typeof d === 'string'
          ? { label: d, governs: true, doneAt: null }
          : {
              label: d.label,
              governs: d.governs ?? true,
              doneAt: d.doneAt === undefined ? null : references.event(d.doneAt, ['deadlines', id, 'doneAt']),
            },
      ]),
    ),
    entries: file.entries ?? {},
    indicators,
    counts: Object.fromEntries(conditions.counts),
    definitions: definitionList,
    appliesTo,
    rules,
    interpretations: file.interpretations ?? [],
    protection: gradesOf(file, references, vocabulary),
    opposites,
    alwaysOneOf,
    promises,
    accepted: file.accepted ?? [],
    examples: (file.examples ?? []).map(({ why, ...c }) => (why === undefined ? c : { ...c, why: String(why) })),
    leftToJudgement: file.leftToJudgement ?? [],
    outOfScope: file.outOfScope ?? [],
    clauses: file.clauses,
    law: Object.fromEntries(
      Object.entries(file.law ?? {}).map(([id, { title, from, status, read, says }]) => [
        id,
        { title, ...(from !== undefined && { from }), status, read, says },
      ]),
    ),
    layering: null,
  }
  return { ...content, rules: rules.map(rule => withExceptionWords(content, rule)) }
}

/** An exception that is written without words of its own gets those of its condition; several alternatives are as many exceptions. */
function withExceptionWords(content: RulebookContent, rule: Rule): Rule {
  if (rule.exceptions.every(e => e.says !== '')) return rule
  const exceptions = rule.exceptions.flatMap((e): readonly Exception[] => {
    if (e.says !== '') return [e]
    const ways = 'any' in e.condition ? e.condition.any : [e.condition]
    return ways.map(condition => ({ says: conditionWords(content, condition), condition }))
  })
  return { ...rule, exceptions }
}

function actionSpecs(file: RulebookFile, references: References): Readonly<Record<string, ActionSpec>> {
  return Object.fromEntries(
    Object.entries(file.actions ?? {}).map(([id, a]): [string, ActionSpec] => {
      if (a.by !== undefined) references.team(a.by, ['actions', id, 'by'])
      references.clauses(a.clauses, ['actions', id, 'clauses'])
      return [id, { label: a.label, kind: a.kind, by: a.by ?? null, clauses: a.clauses }]
    }),
  )
}

function outcomeSet(set: FileOutcomeSet, path: Path, references: References): OutcomeSet {
  const { routes = [], teams = [], deadlines = [], actions = [], kinds = [] } = set
  if (routes.length + teams.length + deadlines.length + actions.length + kinds.length === 0)
    references.report(
      'missing-key',
      path,
      'this side names nothing',
      'name `routes`, `teams`, `deadlines`, `actions` or `kinds`',
    )
  references.teams(teams, [...path, 'teams'])
  deadlines.forEach((id, i) => {
    references.deadline(id, [...path, 'deadlines', i])
  })
  actions.forEach((id, i) => {
    references.action(id, [...path, 'actions', i])
  })
  return { routes, teams, deadlines, actions, kinds }
}

/** The rulebook's own grades of destinations, each of which stands once; and which hold every place that a route leads to. */
function gradesOf(file: RulebookFile, { report }: References, vocabulary: Vocabulary): RulebookContent['protection'] {
  const own = file.protection ?? vocabulary.protection
  const seen = new Set<string>()
  own.forEach((row, i) => {
    row.forEach((destination, j) => {
      if (seen.has(destination))
        report(
          'duplicate-id',
          ['protection', i, j],
          `\`${destination}\` is graded twice`,
          'leave it in one of the rows',
        )
      seen.add(destination)
    })
  })
  for (const r of file.rules.route)
    if (!seen.has(r.route.to))
      report(
        'missing-key',
        ['protection'],
        `\`${r.route.to}\` has no grade, and a route leads there`,
        'put it into the row of those that protect as much',
      )
  return own
}
