import type { Deadline, Decision } from '../engine/decision.js'
import { actionWords, alsoWords, consentWords, missingWords } from '../engine/render/decision-words.js'
import { factWords } from '../rules/condition-words.js'
import { describeDuration, parseDuration } from '../rules/durations.js'
import type { Purpose } from '../rules/vocabulary/fixed.js'
import { purposes } from '../rules/vocabulary/fixed.js'
import { destinationWords } from '../rules/vocabulary/phrases.js'
import type { AuthorityAnswer } from './compare-authorities.js'
import { eventWords } from './rule-words.js'
import { wrap } from './wrap.js'

const labelWidth = 18
const gap = 2

const purposeLabels = {
  referral: 'Consent: referral',
  'network-checks': '  network checks',
  'information-sharing': '  sharing',
  service: '  service',
} as const satisfies Record<Purpose, string>

const consentText = (d: Decision, purpose: Purpose): string =>
  consentWords(
    d.consents.filter(c => c.purpose === purpose),
    d.rationale,
  )[0]?.says ?? 'no rule'

const deadlineText = (d: Deadline): string => {
  const duration = parseDuration(d.duration)
  const span = `${duration === null ? d.duration : describeDuration(duration)} from ${eventWords(d.from)}`
  return `${d.due === null ? 'no date yet' : d.due.slice(0, 16).replace('T', ' ')}: ${d.label}, ${span}`
}

const unknownsShown = 3

/** What each row of the table says of a decision; a row that says nothing of any is left out. */
const rows: readonly (readonly [label: string, says: (d: Decision) => string])[] = [
  ['Level', d => (d.level === null ? `none can be given yet. ${missingWords(d) ?? ''}`.trim() : `${d.level}`)],
  ['Basis', d => d.basis?.replace('-', ' ') ?? 'none'],
  ['Rating', d => d.rag ?? ''],
  ['Goes to', d => [destinationWords[d.route.destination], d.route.label].filter(Boolean).join(': ')],
  ['Also tell', d => alsoWords(d).join('; ')],
  ...purposes.map(p => [purposeLabels[p], (d: Decision) => consentText(d, p)] as const),
  ['First deadline', d => (d.deadline === null ? 'none' : deadlineText(d.deadline))],
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
    d => {
      const open = (d.unknowns ?? []).map(u => factWords(u.fact))
      const more = open.length > unknownsShown ? `; and ${open.length - unknownsShown} more` : ''
      return `${open.slice(0, unknownsShown).join('; ')}${more}` || 'nothing'
    },
  ],
]

/** The answers of several authorities as a table, one column each. */
export function comparisonTable(answers: readonly AuthorityAnswer[], width: number): string {
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
    const cells = answers.map(a => (a.decision === null ? '' : says(a.decision)))
    return cells.every(c => c === '') ? [] : line(label, cells)
  })
  const notes = answers.flatMap(({ name, dropped, error }) => [
    ...(error === null ? [] : wrap(`${name} could not decide: ${error.message}`, width, '  ')),
    ...(dropped.length === 0
      ? []
      : wrap(`${name} has no indicator ${dropped.map(d => `\`${d}\``).join(', ')}: left out there.`, width, '  ')),
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
