import type { Rule, Rulebook } from '../rules/language/rulebook.js'
import { silentWords } from '../tools/authoring/silent-words.js'
import { ageChanges, givenWords } from '../tools/findings/ages.js'
import { wrap } from '../tools/text/wrap.js'

/** What `thresholds check` lists when it is asked for it. */
export type CheckList = 'ages' | 'words'

export function renderList(list: CheckList, rulebook: Rulebook, file: unknown, name: string, width: number): string {
  const lines = list === 'ages' ? ageLines(rulebook, width) : wordLines(rulebook, file, width)
  return `${[`${name}: ${rulebook.authority} ${rulebook.version}`, '', ...lines].join('\n')}\n`
}

const rulesAtMost = 3

/** The sections that a rule cites, and the readings that it rests on. */
function citedBy(rulebook: Rulebook, { clauses, interpretations }: Rule): string {
  const sections = [...new Set(clauses.map(c => rulebook.clauses[c]?.section ?? c))]
  const readings = interpretations.map(i => `reading ${i}`)
  return [...sections, ...readings].join('; ')
}

function ageLines(rulebook: Rulebook, width: number): string[] {
  const changes = ageChanges(rulebook)
  const contacts = new Map<string, typeof changes>()
  for (const c of changes) contacts.set(givenWords(c.facts), [...(contacts.get(givenWords(c.facts)) ?? []), c])
  const fall = (falls: number): string => (falls > 0 ? ', which protects less' : '')
  return [
    ...[...contacts].flatMap(([given, list]) => [
      given,
      ...list.flatMap(c => [
        ...wrap(`  at ${c.age}${fall(c.falls.length)}: ${c.before}  →  ${c.after}`, width, '    '),
        ...c.rules
          .slice(0, rulesAtMost)
          .flatMap(r => wrap(`    ${r.id}: ${r.says} [${citedBy(rulebook, r)}]`, width, '      ')),
      ]),
      '',
    ]),
    `${changes.length} changes from one age to the next, ${changes.filter(c => c.falls.length > 0).length} of which protect less.`,
  ]
}

/** The same for programs. */
export const agesAsJson = (rulebook: Rulebook): readonly unknown[] =>
  ageChanges(rulebook).map(({ facts, age, before, after, rules, falls }) => ({
    contact: facts,
    age,
    before,
    after,
    falls,
    rules: rules.map(r => ({ id: r.id, clauses: r.clauses, interpretations: r.interpretations })),
  }))

function wordLines(rulebook: Rulebook, file: unknown, width: number): string[] {
  const silent = silentWords(rulebook, file)
  const all = rulebook.rules.length + rulebook.definitions.length
  return [
    ...silent.flatMap(s =>
      wrap(`${s.kind} ${s.id}: "${s.says}" does not speak of ${s.silent.join(', ')}`, width, '  '),
    ),
    ...(silent.length > 0 ? [''] : []),
    `${silent.length} of ${all} rules and definitions turn on something that their words do not name.`,
  ]
}
