import type { Rulebook } from '../../rules/rulebook.js'
import { questionFor } from '../../rules/vocabulary-words.js'
import type { Deadline, Decision, Reason, Unknown } from '../decision.js'
import { consentWords, deadlineWords, goesToWords, levelWords, raisesTo, sectionWords } from './decision-words.js'

export { instantWords } from './decision-words.js'

/** How a piece of text is marked; a caller that writes to a terminal turns these into colours. */
export type Mark = 'title' | 'label' | 'strong' | 'quiet' | 'red' | 'amber' | 'green' | 'warning'

export interface TextOptions {
  /** Marks a piece of text; left out, the text is plain. */
  readonly mark?: (mark: Mark, text: string) => string
  /** Columns to wrap at. */
  readonly width?: number
  /** The rulebook that decided, for the sections of its clauses. */
  readonly rulebook?: Rulebook
}

const gutter = 14

/** Words set in lines of a width; a word that is too long is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  const words = text.split(/\s+/).flatMap(w => w.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

/** A decision as a person would want to read it: the outcome first, then what to do, why, and what is still open. */
export function renderText(decision: Decision, options: TextOptions = {}): string {
  const { mark = (_, text) => text, width = 100, rulebook } = options
  const out: string[] = []
  /** A label in the gutter and wrapped text beside it. */
  const row = (label: string, text: string, style: Mark | null = null, indent = 0): void => {
    wrap(text, width - gutter - indent).forEach((line, i) => {
      const head = i === 0 ? mark('label', label.padEnd(gutter)) : ' '.repeat(gutter)
      out.push(`${head}${' '.repeat(i === 0 ? 0 : indent)}${style ? mark(style, line) : line}`.trimEnd())
    })
  }
  const gap = (): void => {
    if (out.at(-1) !== '') out.push('')
  }

  const title = [
    rulebook?.name ?? decision.authority,
    decision.reference === null ? '' : `reference ${decision.reference}`,
  ]
  for (const line of wrap(title.filter(x => x !== '').join(' · '), width)) out.push(mark('title', line))
  const rated = decision.rag === null ? '' : `, rated ${mark(decision.rag, decision.rag)}`
  out.push(`${mark('label', 'Level'.padEnd(gutter))}${mark('strong', `${levelWords(decision)}${rated}`)}`)
  const { route } = decision
  row('Goes to', goesToWords(route), 'strong')
  if (route.alsoLabels.length > 0) row('Also tell', route.alsoLabels.join('; '))

  consentWords(decision.consents).forEach(({ purposes, says }, i) => {
    row(i === 0 ? 'Consent' : '', `for ${purposes}: ${says}`, null, 2)
  })
  if (decision.consents.length === 0) row('Consent', 'the source has no rule for such a contact')

  if (decision.deadlines.length > 0) gap()
  decision.deadlines.forEach((d, i) => {
    row(i === 0 ? 'By when' : '', deadlineText(d, decision), d.id === decision.deadline?.id ? 'strong' : null, 2)
  })

  if (decision.actions.length > 0) gap()
  decision.actions.forEach((a, i) => {
    row(
      i === 0 ? 'To do' : '',
      `${a.strength === 'must' ? '' : `(${a.strength}) `}${a.label} [${sectionWords(a.clauses, rulebook)}]`,
      null,
      2,
    )
  })

  // What is to be done has its sections beside it; the reasons are those of the outcomes.
  const { unknowns } = decision
  const reasons = decision.rationale?.filter(r => r.stage !== 'actions') ?? []
  if (reasons.length > 0) {
    gap()
    reasons.forEach((r, i) => {
      row(i === 0 ? 'Why' : '', reasonText(r, rulebook), null, 2)
    })
  }
  if (unknowns && unknowns.length > 0) {
    gap()
    unknowns.slice(0, 6).forEach((u, i) => {
      row(i === 0 ? 'Still open' : '', unknownText(u, decision), null, 2)
    })
    if (unknowns.length > 6)
      row(
        '',
        `… and ${unknowns.length - 6} more: ${unknowns
          .slice(6)
          .map(u => u.fact)
          .join(', ')}`,
        'quiet',
      )
  }
  if (decision.notices.length > 0) gap()
  decision.notices.forEach((n, i) => {
    row(i === 0 ? 'Note' : '', n.says, 'warning')
  })
  return `${out.join('\n')}\n`
}

function deadlineText(d: Deadline, { notices }: Decision): string {
  const { when, span, notBefore } = deadlineWords(d, notices)
  const strength = d.strength === 'must' ? '' : ` (${d.strength})`
  return `${when}: ${d.label}${strength}, ${span}${notBefore === null ? '' : `, not before ${notBefore}`}`
}

function reasonText(r: Reason, rulebook: Rulebook | undefined): string {
  const reading = r.interpretations.length > 0 ? `; reading: ${r.interpretations.join(', ')}` : ''
  return `${r.says} [${sectionWords(r.clauses, rulebook)}${reading}]`
}

function unknownText(u: Unknown, { level }: Decision): string {
  const top = raisesTo(u, level)
  const raises = top === null ? '' : ` (up to level ${top})`
  return `${questionFor(u.fact)} ${u.fact}; could change ${u.couldChange.join(', ')}${raises}`
}
