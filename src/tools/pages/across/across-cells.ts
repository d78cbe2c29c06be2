import { decide } from '../../../engine/decide/decide.js'
import type { Decision, Reason } from '../../../engine/decide/decision.js'
import type { DecideOptions } from '../../../engine/decide/steps.js'
import { alsoWords, deadlineWords, goesToWords } from '../../../engine/render/decision-words.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import type { Purpose } from '../../../rules/vocabulary/fixed.js'
import { vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import type { Block, Inline } from '../model/page.js'
import { joined, table } from '../model/page.js'
import { placeOf } from '../model/place-of.js'

/** A cell of a table. */
export type Cell = readonly Inline[]
/** A line of a table: what it is about, and what it says of each authority. */
export type Row = readonly [label: string, cell: (rulebook: Rulebook) => Cell]

/** When the contacts of the page come in: late on the Thursday before Easter, so that nights and bank holidays show. */
export const acrossReceivedAt = '2026-04-02T16:40:00+01:00'

/** The decision on a contact that is made for the page; one that is refused is a mistake of ours. */
export function decidedFor(
  rulebook: Rulebook,
  facts: Readonly<Record<string, unknown>>,
  options: DecideOptions = { unknowns: false },
): Decision {
  const result = decide(rulebook, { receivedAt: acrossReceivedAt, ...facts }, options)
  if (!result.ok) throw new Error(`${rulebook.authority}: ${result.diagnostics[0]?.message ?? 'no decision'}`)
  return result.value
}

/** A text that leads to a rule on its authority's own pages, seen from the root of the site. */
export function ruleLink(rulebook: Rulebook, rule: string | undefined, text: string): Inline {
  const place = rule === undefined ? null : placeOf.rule(rulebook, rule)
  return place === null ? text : { text, href: `${rulebook.authority}/${place}` }
}

/** The first rule of a stage that a decision rests on. */
const ruleOf = (decision: Decision, stage: Reason['stage']): string | undefined =>
  decision.rationale?.find(r => r.stage === stage)?.rule

/** The level and the basis, leading to the rule. */
export function levelCell(rulebook: Rulebook, decision: Decision): Cell {
  const { level, basis } = decision
  return [
    level === null ? 'no level yet' : ruleLink(rulebook, ruleOf(decision, 'level'), `level ${level}`),
    basis === null ? '' : `, ${basis.replace('-', ' ')}`,
  ]
}

/** Where a contact goes, leading to the rule, and who else is told. */
export function routeCell(rulebook: Rulebook, decision: Decision): Cell {
  const { route } = decision
  const also = route.also.length === 0 ? '' : `; also told: ${alsoWords(decision).join('; ')}`
  return [ruleLink(rulebook, ruleOf(decision, 'route'), goesToWords(vocabularyOf(rulebook), route)), also]
}

/** What is ruled on consent for one purpose, by `words`, leading to the rule. */
export function consentCell(
  rulebook: Rulebook,
  decision: Decision,
  purpose: Purpose,
  words: (consent: Decision['consents'][number]) => string,
): Cell {
  const consent = decision.consents.find(c => c.purpose === purpose)
  return [consent === undefined ? 'no rule' : ruleLink(rulebook, consent.rule, words(consent))]
}

/** The governing deadline, leading to the rule; where none has a date yet, those that wait for their event. */
export function firstClockCell(rulebook: Rulebook, { deadline, deadlines, notices }: Decision, dated = true): Cell {
  if (deadline !== null) {
    const { when, span } = deadlineWords(vocabularyOf(rulebook), deadline, notices)
    return [dated ? `${when}: ` : '', ruleLink(rulebook, deadline.rule, deadline.label), `, ${span}`]
  }
  const waiting = deadlines.filter(d => d.governs)
  const named = waiting.map(
    (d): Cell => [ruleLink(rulebook, d.rule, d.label), `, ${deadlineWords(vocabularyOf(rulebook), d, notices).span}`],
  )
  return waiting.length === 0 ? ['none runs'] : ['none has a date yet: ', ...joined(named, '; ')]
}

/** Rows of one cell for each authority, under the authorities' names. */
export const sideBySide = (first: string, rulebooks: readonly Rulebook[], rows: readonly Row[]): readonly Block[] =>
  table(
    [first, ...rulebooks.map(r => r.name)],
    rows.map(([label, cell]) => [[label], ...rulebooks.map(cell)]),
  )

/** Rows that say the same as one, under all their labels. */
export function alikeTogether(rulebooks: readonly Rulebook[], rows: readonly Row[]): readonly Row[] {
  const groups = new Map<string, { readonly labels: string[]; readonly cell: Row[1] }>()
  for (const [label, cell] of rows) {
    const key = JSON.stringify(rulebooks.map(cell))
    const group = groups.get(key)
    if (group) group.labels.push(label)
    else groups.set(key, { labels: [label], cell })
  }
  return [...groups.values()].map(({ labels, cell }) => [labels.join('; '), cell])
}
