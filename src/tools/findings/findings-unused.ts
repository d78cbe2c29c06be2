import { clockFacts } from '../../rules/language/clock-starts.js'
import type { Atom } from '../../rules/language/condition.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { OwnWords } from '../../rules/vocabulary/words.js'
import { encodedClauses } from '../cases/coverage.js'
import { atomsByFact } from '../logic/classes.js'
import type { Finding, FindingCode } from './finding.js'
import { finding } from './finding.js'
import type { Study } from './study.js'

/** What is declared and that nothing uses; whether it is used can be read off the rulebook, so all of it is proved. */
export function findUnused(study: Study, file: unknown): readonly Finding[] {
  const { rulebook } = study
  const { rules } = rulebook
  const conditions = rules.flatMap(r => [r.when, r.unless].flatMap(c => (c ? atomsOf(c) : [])))
  const read = (fact: string): readonly unknown[] => conditions.filter(a => a.fact === fact).flatMap(a => a.value)
  const bearers = [...rules, ...rulebook.indicators, ...rulebook.definitions, ...rulebook.appliesTo]
  const used = {
    teams: new Set([
      ...rules.flatMap(r => [...r.also, r.outcome.stage === 'route' ? r.outcome.team : null]),
      ...read('team'),
      ...Object.values(rulebook.actions).map(a => a.by),
    ]),
    actions: new Set(rules.flatMap(r => r.actions.map(a => a.id))),
    deadlines: new Set(rules.flatMap(r => (r.outcome.stage === 'deadlines' ? [r.outcome.deadline] : []))),
    entries: new Set(rules.flatMap(r => (r.outcome.stage === 'eligibility' ? [r.outcome.entry] : []))),
    interpretations: new Set(bearers.flatMap(b => b.interpretations)),
    sources: new Set([...Object.values(rulebook.clauses), ...rulebook.indicators].map(x => x.source)),
    definitions: definitionsUsed(file),
    audiences: audiencesUsed(rulebook, file),
    indicators: indicatorsRead(rulebook, study),
  }
  const unused = (
    code: FindingCode,
    section: string,
    ids: readonly string[],
    uses: ReadonlySet<unknown>,
    hint: string,
  ) =>
    ids
      .filter(id => !uses.has(id))
      .map(id =>
        finding({
          code,
          message: `nothing uses ${article(code)} \`${id}\``,
          hint,
          path: placeOf(rulebook, file, section, id),
          about: id,
        }),
      )
  return [
    ...unused(
      'unused-indicator',
      'indicators',
      rulebook.indicators.map(i => i.id),
      used.indicators,
      'let a rule count or name it, or take it out',
    ),
    ...unused(
      'unused-team',
      'teams',
      Object.keys(rulebook.teams),
      used.teams,
      'send or tell it something, or take it out',
    ),
    ...unused(
      'unused-action',
      'actions',
      Object.keys(rulebook.actions),
      used.actions,
      'let a rule ask for it, or take it out',
    ),
    ...unused(
      'unused-deadline',
      'deadlines',
      Object.keys(rulebook.deadlines),
      used.deadlines,
      'let a rule set it, or take it out',
    ),
    ...unused(
      'unused-entry',
      'entries',
      Object.keys(rulebook.entries),
      used.entries,
      'let a rule give it, or take it out',
    ),
    ...unused(
      'unused-interpretation',
      'interpretations',
      rulebook.interpretations.map(i => i.id),
      used.interpretations,
      'name it in the rule that rests on it, or take it out',
    ),
    ...(used.definitions === null
      ? []
      : unused(
          'unused-definition',
          'definitions',
          rulebook.definitions.map(d => d.id),
          used.definitions,
          'use it with `is: …`, or take it out',
        )),
    ...(used.audiences === null
      ? []
      : unused(
          'unused-audience',
          'appliesTo',
          rulebook.appliesTo.map(a => a.id),
          used.audiences,
          'let a rule or a stage be for these, or take it out',
        )),
    ...unusedWords(rulebook, conditions),
    ...unused(
      'unused-source',
      'sources',
      Object.keys(rulebook.sources),
      used.sources,
      'cite a clause of it, or take it out',
    ),
    ...uncited(rulebook),
  ]
}

const article = (code: FindingCode): string => {
  const what = code.slice('unused-'.length)
  if (what === 'audience') return 'those under `appliesTo` called'
  return what === 'interpretation' ? 'the reading' : `the ${what}`
}

/** Words of the authority's own that no rule reads, leads to or counts from. */
function unusedWords(rulebook: Rulebook, conditions: readonly Atom[]): readonly Finding[] {
  const { words, rules } = rulebook
  const read = new Set(conditions.map(a => a.fact))
  const outcomes = rules.map(r => r.outcome)
  const ofClocks = new Set(outcomes.flatMap(o => (o.stage === 'deadlines' ? clockFacts(rulebook, o) : [])))
  const used: Readonly<Record<string, (name: string) => boolean>> = {
    facts: name => read.has(name),
    events: name => read.has(`events.${name}`) || ofClocks.has(`events.${name}`),
    destinations: name => outcomes.some(o => o.stage === 'route' && o.destination === name),
    purposes: name => outcomes.some(o => o.stage === 'consent' && o.purpose === name),
  }
  return Object.entries(used).flatMap(([section, isUsed]) =>
    Object.keys(words[section as keyof OwnWords] ?? {})
      .filter(name => !isUsed(name))
      .map(name =>
        finding({
          code: 'unused-word',
          message: `no rule turns on \`${name}\`, which is declared under \`${section}\``,
          hint: 'let a rule use it, or take it out',
          path: [section, name],
          about: name,
        }),
      ),
  )
}

function placeOf(rulebook: Rulebook, file: unknown, section: string, id: string): readonly (string | number)[] {
  if (section === 'interpretations') return [section, rulebook.interpretations.findIndex(i => i.id === id)]
  if (section !== 'indicators') return [section, id]
  const groups = (file as { indicators?: { listed?: object }[] } | undefined)?.indicators ?? []
  const group = groups.findIndex(g => g.listed && id in g.listed)
  return group < 0 ? ['indicators'] : ['indicators', group, 'listed', id]
}

/** Those for whom a stage, or a rule or definition of the file, is; `null` where there is no file to look at. */
function audiencesUsed({ appliesTo }: Rulebook, file: unknown): ReadonlySet<string> | null {
  if (file === undefined) return null
  const used = new Set(appliesTo.flatMap(a => (a.throughout.length > 0 ? [a.id] : [])))
  const visit = (x: unknown): void => {
    if (Array.isArray(x)) x.forEach(visit)
    else if (typeof x === 'object' && x !== null)
      for (const [key, value] of Object.entries(x)) {
        if (key === 'appliesTo' && typeof value === 'string') used.add(value)
        visit(value)
      }
  }
  visit(file)
  return used
}

/** The definitions that a file's conditions use; `null` where there is no file to look at (a compiled rulebook). */
function definitionsUsed(file: unknown): ReadonlySet<string> | null {
  if (file === undefined) return null
  const used = new Set<string>()
  const visit = (x: unknown): void => {
    if (Array.isArray(x)) x.forEach(visit)
    else if (typeof x === 'object' && x !== null)
      for (const [key, value] of Object.entries(x)) {
        if (key === 'is' || key === 'isNot') for (const name of [value].flat()) used.add(String(name))
        visit(value)
      }
  }
  visit(file)
  return used
}

/** Indicators that a condition names, a count counts, or that imply a concern which a condition reads. */
function indicatorsRead(rulebook: Rulebook, { program }: Study): ReadonlySet<string> {
  const atoms = atomsByFact(rulebook)
  const named = (atoms.get('indicators') ?? []).flatMap(a => a.value)
  const concerns = new Set((atoms.get('concerns') ?? []).flatMap(a => a.value))
  return new Set(
    rulebook.indicators
      .filter(
        (indicator, place) =>
          named.includes(indicator.id) ||
          program.indicatorCounts.some(c => (c.bulletOf[place] ?? -1) >= 0) ||
          indicator.concerns.some(c => concerns.has(c)),
      )
      .map(i => i.id),
  )
}

function uncited(rulebook: Rulebook): readonly Finding[] {
  const cited = encodedClauses(rulebook)
  const told = new Set([...rulebook.leftToJudgement, ...rulebook.outOfScope].flatMap(x => x.clauses))
  return Object.keys(rulebook.clauses)
    .filter(id => !cited.has(id) && !told.has(id))
    .map(id =>
      finding({
        code: 'uncited-clause',
        message: `nothing cites the clause \`${id}\``,
        hint: 'cite it in a rule, or put it under `leftToJudgement` or `outOfScope` with the reason',
        path: ['clauses', id],
        about: id,
      }),
    )
}
