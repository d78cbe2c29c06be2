import {
  alsoWords,
  consentWords,
  deadlineWords,
  goesToWords,
  levelWords,
} from '../../src/engine/render/decision-words.js'
import type { Decision, Vocabulary } from '../../src/index.js'

interface ComparisonRow {
  readonly label: string
  readonly says: (decision: Decision, vocabulary: Vocabulary) => string
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a table of several decisions compares. */
export const comparisonRows: readonly ComparisonRow[] = [
  { label: 'Level', says: levelWords },
  { label: 'Rating', says: d => sentence(d.rag ?? 'none') },
  { label: 'Goes to', says: (d, v) => goesToWords(v, d.route) },
  { label: 'Also tell', says: d => alsoWords(d).join('; ') || 'Nobody named' },
  {
    label: 'Consent to refer',
    says: (d, v) =>
      sentence(
        consentWords(
          v,
          d.consents.filter(c => c.purpose === 'referral'),
          d.rationale,
        )[0]?.says ?? 'no rule',
      ),
  },
  {
    label: 'First deadline',
    says: (d, v) =>
      d.deadline === null
        ? 'None yet'
        : `${sentence(deadlineWords(v, d.deadline, d.notices).when)}: ${d.deadline.label}`,
  },
  { label: 'To do', says: d => `${d.actions.filter(a => a.strength === 'must').length} that must be done` },
  {
    label: 'Still open',
    says: d => (d.unknowns?.length === 1 ? '1 question' : `${d.unknowns?.length ?? 0} questions`),
  },
]
