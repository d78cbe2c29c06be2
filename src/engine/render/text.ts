import { parseDay, weekdayOf } from '../../rules/calendar.js'
import { describeDuration, parseDuration } from '../../rules/durations.js'
import type { Rulebook } from '../../rules/rulebook.js'
import {
  destinationWords,
  eventWords,
  purposeWords,
  questionFor,
  requirementPhrase,
} from '../../rules/vocabulary-words.js'
import type { Consent, Deadline, Decision, Reason, Unknown } from '../decision.js'

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

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const gutter = 14

/** A date and time as people read them: `Fri 27 Mar 2026, 16:30`. */
export function instantWords(due: string): string {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(due) ?? []
  const day = parseDay(date)
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return `${weekdays[day === null ? 0 : weekdayOf(day)]} ${dayOfMonth} ${months[(month ?? 1) - 1]} ${year}, ${time}`
}

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
  const basis = decision.basis === null ? '' : decision.basis.replace('-', ' ')
  const parts = [
    decision.level === null ? 'No level can be given yet' : `Level ${decision.level}`,
    basis,
    decision.rag === null ? '' : `rated ${mark(decision.rag, decision.rag)}`,
  ]
  out.push(`${mark('label', 'Level'.padEnd(gutter))}${mark('strong', parts.filter(p => p !== '').join(', '))}`)
  const { route } = decision
  row('Goes to', [destinationWords[route.destination], route.label].filter(Boolean).join(': '), 'strong')
  if (route.alsoLabels.length > 0) row('Also tell', route.alsoLabels.join('; '))

  consentLines(decision.consents).forEach((line, i) => {
    row(i === 0 ? 'Consent' : '', line, null, 2)
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
      `${a.strength === 'must' ? '' : `(${a.strength}) `}${a.label} [${sectionsOf(a.clauses, rulebook)}]`,
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

function deadlineText(d: Deadline, decision: Decision): string {
  // Without a date although its event is known: the notices say why.
  const past = decision.notices.some(n => n.code === 'outside-calendar' && n.says.includes(`"${d.label}"`))
  const undated = past ? 'no date (see the note)' : `no date until ${eventWords(d.from)} is known`
  const length = parseDuration(d.duration)
  const span = `${length === null ? d.duration : describeDuration(length)} from ${eventWords(d.from)}`
  const strength = d.strength === 'must' ? '' : ` (${d.strength})`
  const window = d.notBefore === null ? '' : `, not before ${instantWords(d.notBefore)}`
  return `${d.due === null ? undated : instantWords(d.due)}: ${d.label}${strength}, ${span}${window}`
}

/**
 * The sections that clauses stand in, each once, with the year of their document where a rulebook has several; the clauses' own
 * ids where the rulebook is not at hand.
 */
function sectionsOf(clauses: readonly string[], rulebook: Rulebook | undefined): string {
  if (!rulebook) return clauses.join('; ')
  const bySource = new Map<string, Set<string>>()
  for (const id of clauses) {
    const { source, section } = rulebook.clauses[id] ?? { source: '', section: id }
    bySource.set(source, (bySource.get(source) ?? new Set()).add(section))
  }
  const several = Object.keys(rulebook.sources).length > 1
  const parts = [...bySource].map(([source, sections]) => {
    const year = /\d{4}/.exec(rulebook.sources[source]?.published ?? source)?.[0] ?? source
    return `${several ? `${year}: ` : ''}${[...sections].join('; ')}`
  })
  return parts.join(' | ')
}

/** Purposes that are ruled alike share a line. */
function consentLines(consents: readonly Consent[]): readonly string[] {
  const alike = new Map<string, string[]>()
  for (const c of consents) {
    const text = requirementPhrase(c.requirement, c.from)
    const proceed =
      c.mayProceed === null
        ? 'whether it may go ahead is not known yet'
        : c.mayProceed
          ? 'it may go ahead'
          : 'it may not go ahead yet'
    const line = `${text}; ${proceed}`
    alike.set(line, [...(alike.get(line) ?? []), purposeWords[c.purpose]])
  }
  return [...alike].map(([line, purposes]) => {
    const last = purposes.at(-1) ?? ''
    return `for ${purposes.length > 1 ? `${purposes.slice(0, -1).join(', ')} and ${last}` : last}: ${line}`
  })
}

function reasonText(r: Reason, rulebook: Rulebook | undefined): string {
  const reading = r.interpretations.length > 0 ? `; reading: ${r.interpretations.join(', ')}` : ''
  return `${r.says} [${sectionsOf(r.clauses, rulebook)}${reading}]`
}

function unknownText(u: Unknown, decision: Decision): string {
  const raises =
    u.highestLevel !== null && (decision.level === null || u.highestLevel > decision.level)
      ? ` (up to level ${u.highestLevel})`
      : ''
  return `${questionFor(u.fact)} ${u.fact}; could change ${u.couldChange.join(', ')}${raises}`
}
