import type { Deadline, Decision } from '../../engine/decide/decision.js'
import { actionWords, alsoWords, consentWords, missingWords } from '../../engine/render/decision-words.js'
import { factWords } from '../../rules/language/condition-words.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { parseDuration, spanWords } from '../../rules/time/durations.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { england, eventWords, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { wrap } from '../text/wrap.js'
import type { AuthorityAnswer } from './compare-authorities.js'

const labelWidth = 18
const gap = 2

const purposeLabels: Readonly<Record<string, string>> = {
  referral: 'Consent: referral',
  'network-checks': '  network checks',
  'information-sharing': '  sharing',
  service: '  service',
}

const consentText = (d: Decision, vocabulary: Vocabulary, purpose: string): string =>
  consentWords(
    vocabulary,
    d.consents.filter(c => c.purpose === purpose),
    d.rationale,
  )[0]?.says ?? 'no rule'

const deadlineText = (d: Deadline, vocabulary: Vocabulary): string => {
  const duration = parseDuration(d.duration)
  const span = duration === null ? d.duration : spanWords(duration, eventWords(vocabulary, d.from))
  return `${d.due === null ? 'no date yet' : d.due.slice(0, 16).replace('T', ' ')}: ${d.label}, ${span}`
}

const unknownsShown = 3

/** What each row of the table says of a decision; a row that says nothing of any is left out. */
const rows: readonly (readonly [label: string, says: (d: Decision, vocabulary: Vocabulary) => string])[] = [
  ['Level', (d, v) => (d.level === null ? `none can be given yet. ${missingWords(v, d) ?? ''}`.trim() : `${d.level}`)],
  ['Basis', d => d.basis?.replace('-', ' ') ?? 'none'],
  ['Rating', d => d.rag ?? ''],
  ['Goes to', (d, v) => [v.destinations[d.route.destination]?.label, d.route.label].filter(Boolean).join(': ')],
  ['Also tell', d => alsoWords(d).join('; ')],
  ...england.purposeNames.map(
    p => [purposeLabels[p] ?? p, (d: Decision, v: Vocabulary) => consentText(d, v, p)] as const,
  ),
  ['First deadline', (d, v) => (d.deadline === null ? 'none' : deadlineText(d.deadline, v))],
  ['Other dates', d => String(d.deadlines.filter(x => x.id !== d.deadline?.id && x.due !== null).length || '')],
  [
    'To protect',
    d =>
      d.actions
        .filter(a => a.kind === 'protect')
        .map(a => actionWords(d, a))
        .join('; '),
  ],
  [
    'To do',
    d => `${d.actions.filter(a => a.strength === 'must').length} that must be done, ${d.actions.length} in all`,
  ],
  ['Assumed', d => d.assumed.map(a => a.because).join('; ')],
  [
    'Still open',
    (d, v) => {
      const open = (d.unknowns ?? []).map(u => factWords(v, u.fact))
      const more = open.length > unknownsShown ? `; and ${open.length - unknownsShown} more` : ''
      return `${open.slice(0, unknownsShown).join('; ')}${more}` || 'nothing'
    },
  ],
]

/** The answers of several authorities as a table, one column each. */
export function comparisonTable(
  answers: readonly AuthorityAnswer[],
  rulebooks: readonly Rulebook[],
  width: number,
): string {
  const wordsOf = (authority: string): Vocabulary => {
    const rulebook = rulebooks.find(r => r.authority === authority)
    return rulebook ? vocabularyOf(rulebook) : england
  }
  const column = Math.max(14, Math.floor((width - labelWidth) / Math.max(1, answers.length)) - gap)
  const line = (label: string, cells: readonly string[]): string[] => {
    const wrapped = cells.map(cell => wrap(cell, column).flatMap(text => cut(text, column)))
    const height = Math.max(1, ...wrapped.map(w => w.length))
    return Array.from({ length: height }, (_, i) =>
      [(i === 0 ? label : '').padEnd(labelWidth), ...wrapped.map(w => (w[i] ?? '').padEnd(column + gap))]
        .join('')
        .trimEnd(),
    )
  }
  const body = rows.flatMap(([label, says]) => {
    const cells = answers.map(a => (a.decision === null ? '' : says(a.decision, wordsOf(a.authority))))
    return cells.every(c => c === '') ? [] : line(label, cells)
  })
  const notes = answers.flatMap(({ name, dropped, droppedFacts, error }) => [
    ...(error === null ? [] : wrap(`${name} could not decide: ${error.message}`, width, '  ')),
    ...(dropped.length === 0
      ? []
      : wrap(`${name} has no indicator ${dropped.map(d => `\`${d}\``).join(', ')}: left out there.`, width, '  ')),
    ...(droppedFacts.length === 0
      ? []
      : wrap(`${name} does not ask for ${droppedFacts.map(d => `\`${d}\``).join(', ')}: left out there.`, width, '  ')),
  ])
  const heads = line(
    '',
    answers.map(a => a.name),
  )
  const rule = '─'.repeat(Math.min(width, labelWidth + answers.length * (column + gap) - gap))
  return `${[...heads, rule, ...body, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`
}

/** A word that is longer than a column, in pieces. */
const cut = (text: string, width: number): readonly string[] =>
  text.length <= width ? [text] : [text.slice(0, width), ...cut(text.slice(width), width)]
