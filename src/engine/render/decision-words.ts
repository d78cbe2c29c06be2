import { parseDay, weekdayOf } from '../../rules/calendar.js'
import { describeDuration, parseDuration } from '../../rules/durations.js'
import type { Rulebook } from '../../rules/rulebook.js'
import { destinationWords, eventWords, purposeWords, requirementPhrase } from '../../rules/vocabulary-words.js'
import type { Consent, Deadline, Decision, Route } from '../decision.js'

// The parts of a decision as people say them, in no format yet.

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A date and time as people read them: `Fri 27 Mar 2026, 16:30`. */
export function instantWords(due: string): string {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(due) ?? []
  const day = parseDay(date)
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  return `${weekdays[day === null ? 0 : weekdayOf(day)]} ${dayOfMonth} ${months[(month ?? 1) - 1]} ${year}, ${time}`
}

/** The level and the basis: `Level 4, section 47`. */
export function levelWords({ level, basis }: Pick<Decision, 'level' | 'basis'>): string {
  const given = level === null ? 'No level can be given yet' : `Level ${level}`
  return basis === null ? given : `${given}, ${basis.replace('-', ' ')}`
}

/** Where a contact goes, with the team: `MASH: MASH manager`. */
export const goesToWords = ({ destination, label }: Pick<Route, 'destination' | 'label'>): string =>
  [destinationWords[destination], label].filter(Boolean).join(': ')

/** A deadline in words, part by part. */
export interface DeadlineWords {
  /** The date, or why there is none. */
  readonly when: string
  /** How long, and from what: `within 4 hours from receipt`. */
  readonly span: string
  /** The instant before which it is too early, where there is one. */
  readonly notBefore: string | null
}

/** A deadline in words; the decision's notices say why one has no date although its event is known. */
export function deadlineWords(d: Deadline, notices: Decision['notices']): DeadlineWords {
  const past = notices.some(n => n.code === 'outside-calendar' && n.says.includes(`"${d.label}"`))
  const undated = past ? 'no date (see the note)' : `no date until ${eventWords(d.from)} is known`
  const length = parseDuration(d.duration)
  return {
    when: d.due === null ? undated : instantWords(d.due),
    span: `${length === null ? d.duration : describeDuration(length)} from ${eventWords(d.from)}`,
    notBefore: d.notBefore === null ? null : instantWords(d.notBefore),
  }
}

/** The sections of one document that clauses stand in. */
export interface SourceSections {
  /** The year of the document, where a rulebook has several. */
  readonly year: string | null
  readonly sections: readonly string[]
}

/** The sections that clauses stand in, each once, by document. */
export function sectionsBySource(clauses: readonly string[], rulebook: Rulebook): readonly SourceSections[] {
  const bySource = new Map<string, Set<string>>()
  for (const id of clauses) {
    const { source, section } = rulebook.clauses[id] ?? { source: '', section: id }
    bySource.set(source, (bySource.get(source) ?? new Set()).add(section))
  }
  const several = Object.keys(rulebook.sources).length > 1
  return [...bySource].map(([source, sections]) => ({
    year: several ? (/\d{4}/.exec(rulebook.sources[source]?.published ?? source)?.[0] ?? source) : null,
    sections: [...sections],
  }))
}

/** The sections that clauses stand in, in one line; the clauses' own ids where the rulebook is not at hand. */
export const sectionWords = (clauses: readonly string[], rulebook: Rulebook | undefined): string =>
  rulebook
    ? sectionsBySource(clauses, rulebook)
        .map(({ year, sections }) => `${year === null ? '' : `${year}: `}${sections.join('; ')}`)
        .join(' | ')
    : clauses.join('; ')

/** Purposes of consent that are ruled alike. */
export interface ConsentWords {
  /** `the referral and asking other agencies`. */
  readonly purposes: string
  /** What is asked, and whether it may go ahead. */
  readonly says: string
  readonly mayProceed: boolean | null
}

/** What is ruled on consent, purposes that are ruled alike together. */
export function consentWords(consents: readonly Consent[]): readonly ConsentWords[] {
  const alike = new Map<string, { names: string[]; mayProceed: boolean | null }>()
  for (const { purpose, requirement, from, mayProceed } of consents) {
    const proceed =
      mayProceed === null
        ? 'whether it may go ahead is not known yet'
        : mayProceed
          ? 'it may go ahead'
          : 'it may not go ahead yet'
    const says = `${requirementPhrase(requirement, from)}; ${proceed}`
    const names = alike.get(says)?.names ?? []
    alike.set(says, { names: [...names, purposeWords[purpose]], mayProceed })
  }
  return [...alike].map(([says, { names, mayProceed }]) => {
    const last = names.at(-1) ?? ''
    return { purposes: names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last, says, mayProceed }
  })
}

/** The level that an answer could raise a decision to; `null` where it could not. */
export const raisesTo = <L extends number>(
  unknown: { readonly highestLevel: L | null },
  level: number | null,
): L | null => (unknown.highestLevel !== null && unknown.highestLevel > (level ?? 0) ? unknown.highestLevel : null)
