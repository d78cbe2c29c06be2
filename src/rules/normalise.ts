import type { Diagnostic } from '../diagnostic.js'
import { conditionReader } from './condition-reader.js'
import { normaliseIndicators } from './normalise-indicators.js'
import { normaliseRules } from './normalise-rules.js'
import { referencesOf } from './references.js'
import type { RulebookContent } from './rulebook.js'
import type { RulebookFile } from './schema.js'

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Turns a file of the right shape into normal form, and reports whatever its words refer to in vain. */
export function normaliseRulebook(
  file: RulebookFile,
  add: (diagnostic: Omit<Diagnostic, 'range'>) => void,
): RulebookContent {
  const references = referencesOf(file, (code, path, message, hint) => add({ code, path, message, hint }))
  const { report } = references
  const conditions = conditionReader(file, references)
  const rules = normaliseRules(file, references, conditions)
  const indicators = normaliseIndicators(file, references, conditions)
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
  const invariants = (file.invariants ?? []).flatMap((i, n) => {
    const given = conditions.read(i.given, ['invariants', n, 'given'], null)
    const then = conditions.read(i.then, ['invariants', n, 'then'], null)
    return given && then ? [{ id: i.id, says: i.says, given: given.condition, then: then.condition }] : []
  })
  file.leftToJudgement?.forEach((x, i) => {
    references.clauses(x.clauses, ['leftToJudgement', i, 'clauses'])
  })
  file.outOfScope?.forEach((x, i) => {
    references.clauses(x.clauses, ['outOfScope', i, 'clauses'])
  })
  for (const [id, c] of Object.entries(file.clauses)) references.source(c.source, ['clauses', id, 'source'])
  const hours = file.rulebook.officeHours ?? { opens: '09:00', closes: '17:00' }

  return {
    authority: file.rulebook.authority,
    name: file.rulebook.name,
    title: file.rulebook.title,
    version: file.rulebook.version,
    officeHours: { opens: minutesOf(hours.opens), closes: minutesOf(hours.closes) },
    sources: file.sources,
    teams: file.teams ?? {},
    actions: file.actions ?? {},
    deadlines: Object.fromEntries(
      Object.entries(file.deadlines ?? {}).map(([id, d]) => [
        id,
        typeof d === 'string' ? { label: d, governs: true } : { label: d.label, governs: d.governs ?? true },
      ]),
    ),
    entries: file.entries ?? {},
    indicators,
    counts: Object.fromEntries(conditions.counts),
    definitions: definitionList,
    rules,
    interpretations: file.interpretations ?? [],
    invariants,
    accepted: file.accepted ?? [],
    examples: file.examples ?? [],
    leftToJudgement: file.leftToJudgement ?? [],
    outOfScope: file.outOfScope ?? [],
    clauses: file.clauses,
  }
}
