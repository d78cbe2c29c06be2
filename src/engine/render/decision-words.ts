import { deadlineIn } from '../../rules/language/clock-starts.js'
import { listWords, wantedWords } from '../../rules/language/condition-words.js'
import { isNamedWhereCited } from '../../rules/language/own-sources.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import { parseDay, weekdayOf } from '../../rules/time/calendar.js'
import { parseDuration, spanWords } from '../../rules/time/durations.js'
import { valuesOf } from '../../rules/vocabulary/fact-words.js'
import type { ActionKind, Strength } from '../../rules/vocabulary/fixed.js'
import { actionKinds } from '../../rules/vocabulary/fixed.js'
import { requirementPhrase } from '../../rules/vocabulary/phrases.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { eventWords } from '../../rules/vocabulary/vocabulary.js'
import type { Action, Assumed, Changeable, Consent, Deadline, Decision, Reason, Route } from '../decide/decision.js'

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

/** The level, with the authority's own name of it, and the basis: `Level 4, section 47`, `Level 2 (Universal plus)`. */
export function levelWords(
  { level, basis }: Pick<Decision, 'level' | 'basis'>,
  { levelNames }: Pick<Vocabulary, 'levelNames'> = { levelNames: {} },
): string {
  const plain = `Level ${level}`
  const name = levelNames[String(level)] ?? plain
  const given = level === null ? 'No level can be given yet' : name === plain ? plain : `${plain} (${name})`
  return basis === null ? given : `${given}, ${basis.replace('-', ' ')}`
}

/** How much of what could give a level is named. */
const missingAtMost = 3

/** Why a decision has no level: what is missing; `null` where it has one, or where that is not told. */
export function missingWords(
  vocabulary: Vocabulary,
  { level, unknowns }: Pick<Decision, 'level' | 'unknowns'>,
): string | null {
  if (level !== null || unknowns === undefined) return null
  const giving = unknowns.filter(u => u.couldChange.includes('level')).map(u => wantedWords(vocabulary, u.fact))
  if (giving.length === 0) return 'No rule gives a level to such a contact, whatever more is known.'
  const more = giving.length > missingAtMost ? [`${giving.length - missingAtMost} more`] : []
  const named = listWords([...giving.slice(0, missingAtMost), ...more], 'and')
  return `What could give one is not known: ${named}.`
}

/** What is done by actions of one kind, as the head of a list. */
export const kindWords: Readonly<Record<ActionKind, string>> = {
  protect: 'Protect',
  tell: 'Tell',
  ask: 'Ask',
  assess: 'Assess',
  decide: 'Decide',
  offer: 'Offer',
  record: 'Record',
}

/** Actions by kind, in the order of the kinds; a kind without any is left out. */
export const byKind = (actions: readonly Action[]): readonly (readonly [ActionKind, readonly Action[]])[] =>
  actionKinds.flatMap((kind): [ActionKind, readonly Action[]][] => {
    const found = actions.filter(a => a.kind === kind)
    return found.length === 0 ? [] : [[kind, found]]
  })

/** Actions by whoever does them, in the order in which they first come up; `null` is where the source does not say. */
export function byDoer(actions: readonly Action[]): readonly (readonly [string | null, readonly Action[]])[] {
  const doers = [...new Set(actions.map(a => a.byLabel))]
  return doers.map(doer => [doer, actions.filter(a => a.byLabel === doer)])
}

/** The strength of what is no must, to stand behind it: ` (should)`. */
export const strengthWords = (strength: Strength): string => (strength === 'must' ? '' : ` (${strength})`)

/** The parts of a decision that an answer could change, as they stand after "the answer could change". */
const changeableWords: Readonly<Record<Changeable, string>> = {
  level: 'the level',
  basis: 'the basis',
  route: 'where it goes',
  consent: 'consent',
  deadline: 'the first deadline',
  deadlines: 'another clock',
  also: 'who must be told',
  actions: 'what is to be done',
}

/** What an answer could change, in words. */
export const changeWords = (parts: readonly Changeable[]): string =>
  listWords(
    parts.map(p => changeableWords[p]),
    'and',
  )

type Exceptions = Reason['unless']

/** A rule's sentence with its exceptions that are not settled: "The family is told, unless that would raise the risk (not known)." */
export function saysUnless(says: string, unless: Exceptions): string {
  // An exception that the sentence names itself is marked where it stands.
  let sentence = says
  const others: string[] = []
  for (const exception of unless) {
    const at = sentence.toLowerCase().indexOf(exception.says.toLowerCase())
    if (at < 0) others.push(exception.says)
    else {
      const end = at + exception.says.length
      sentence = `${sentence.slice(0, end)} (not known)${sentence.slice(end)}`
    }
  }
  return withExceptions(sentence, others, ' (not known)')
}

/** A sentence with exceptions said in it. */
export function withExceptions(says: string, exceptions: readonly string[], mark = ''): string {
  if (exceptions.length === 0) return says
  const [, body = says, end = ''] = /^(.*?)([.]?)$/s.exec(says) ?? []
  const list = exceptions.some(e => /[;(]/.test(e)) ? exceptions.join('; or ') : listWords(exceptions, 'or')
  return `${body}, unless ${list}${mark}${end}`
}

/** A rule's sentence with all its exceptions; those that the sentence names itself are not said twice. */
export const ruleSentence = ({ says, exceptions }: Pick<Rule, 'says' | 'exceptions'>): string =>
  withExceptions(
    says,
    exceptions.map(e => e.says).filter(e => !says.toLowerCase().includes(e.toLowerCase())),
  )

/** The exceptions that could still keep a decision from asking for something: those of the rule that asks, if it alone does. */
export function exceptionsOf(
  { rationale = [] }: Pick<Decision, 'rationale'>,
  asks: (reason: Reason) => boolean,
): Exceptions {
  const asking = rationale.filter(asks)
  return asking.some(r => r.unless.length === 0) ? [] : (asking[0]?.unless ?? [])
}

const holds = (list: unknown, id: string): boolean => Array.isArray(list) && list.includes(id)

/** The exceptions that could still keep an action from being asked for. */
export const exceptionsOfAction = (decision: Pick<Decision, 'rationale'>, { id }: Action): Exceptions =>
  exceptionsOf(decision, r => holds(r.outcome.actions, id))

/** What is to be done, with its strength and its exceptions. */
export const actionWords = (decision: Pick<Decision, 'rationale'>, action: Action): string =>
  saysUnless(`${action.label}${strengthWords(action.strength)}`, exceptionsOfAction(decision, action))

/** Who else must be told, each with the exceptions that could still keep it from that. */
export const alsoWords = (decision: Pick<Decision, 'rationale' | 'route'>): readonly string[] =>
  decision.route.also.map((team, i) =>
    saysUnless(
      decision.route.alsoLabels[i] ?? team,
      exceptionsOf(decision, r => holds(r.outcome.also, team)),
    ),
  )

/** What is taken for granted of a fact, as an answer to its question. */
export function assumedValueWords(vocabulary: Vocabulary, fact: string, value: Assumed['value']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return fact.startsWith('events.') ? instantWords(value) : (valuesOf(vocabulary, fact)?.values[value] ?? value)
}

/** Where a contact goes, with the team: `MASH: MASH manager`. */
export const goesToWords = (
  { destinations }: Vocabulary,
  { destination, label }: Pick<Route, 'destination' | 'label'>,
): string => [destinations[destination]?.label, label].filter(Boolean).join(': ')

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
export function deadlineWords(vocabulary: Vocabulary, d: Deadline, notices: Decision['notices']): DeadlineWords {
  const past = notices.some(n => n.code === 'outside-calendar' && n.says.includes(`"${d.label}"`))
  const undated = past
    ? 'no date (see the note)'
    : `no date until ${eventWords(vocabulary, d.from)} ${deadlineIn(d.from) === null ? 'is known' : 'has one'}`
  const length = parseDuration(d.duration)
  return {
    when: d.due === null ? undated : instantWords(d.due),
    span: length === null ? d.duration : spanWords(length, eventWords(vocabulary, d.from)),
    notBefore: d.notBefore === null ? null : instantWords(d.notBefore),
  }
}

/** The name by which a source is cited beside others: its short name, else its year, else its title. */
export function sourceName({ sources }: Pick<Rulebook, 'sources'>, id: string): string {
  const yearOf = (source: string): string | undefined => /\d{4}/.exec(sources[source]?.published ?? source)?.[0]
  const source = sources[id]
  if (source?.short !== undefined) return source.short
  const year = yearOf(id)
  const alone = Object.keys(sources).every(other => other === id || yearOf(other) !== year)
  return (alone ? year : source?.title) ?? source?.title ?? id
}

/** The sections of one document that clauses stand in. */
export interface SourceSections {
  /** The name of the document, where a rulebook has several. */
  readonly source: string | null
  readonly sections: readonly string[]
}

/** The sections that clauses stand in, each once, by document. */
export function sectionsBySource(clauses: readonly string[], rulebook: Rulebook): readonly SourceSections[] {
  const bySource = new Map<string, Set<string>>()
  for (const id of clauses) {
    const { source, section } = rulebook.clauses[id] ?? { source: '', section: id }
    bySource.set(source, (bySource.get(source) ?? new Set()).add(section))
  }
  return [...bySource].map(([source, sections]) => ({
    source: isNamedWhereCited(rulebook, source) ? sourceName(rulebook, source) : null,
    sections: [...sections],
  }))
}

/** The sections that clauses stand in, in one line; the clauses' own ids where the rulebook is not at hand. */
export const sectionWords = (clauses: readonly string[], rulebook: Rulebook | undefined): string =>
  rulebook
    ? sectionsBySource(clauses, rulebook)
        .map(({ source, sections }) => `${source === null ? '' : `${source}: `}${sections.join('; ')}`)
        .join(' | ')
    : clauses.join('; ')

/** What consent asks, with the exceptions of the rule where they belong: with the asking, not with what follows from it. */
export function askedUnless(phrase: string, unless: Exceptions): string {
  const [asked = '', ...rest] = phrase.split(';')
  return [saysUnless(asked, unless), ...rest].join(';')
}

/** Purposes of consent that are ruled alike. */
export interface ConsentWords {
  /** `the referral and asking other agencies`. */
  readonly purposes: string
  /** What is asked, and whether it may go ahead. */
  readonly says: string
  readonly mayProceed: boolean | null
}

/** What is ruled on consent, with the exceptions that are not settled; purposes that are ruled alike together. */
export function consentWords(
  { purposes: nouns }: Vocabulary,
  consents: readonly Consent[],
  rationale: readonly Reason[] = [],
): readonly ConsentWords[] {
  const alike = new Map<string, { names: string[]; mayProceed: boolean | null }>()
  for (const { purpose, requirement, from, mayProceed, rule } of consents) {
    const unless = exceptionsOf({ rationale }, r => r.rule === rule)
    const proceed =
      mayProceed === null
        ? 'whether it may go ahead is not known yet'
        : mayProceed
          ? 'it may go ahead'
          : 'it may not go ahead yet'
    const says = `${askedUnless(requirementPhrase(requirement, from), unless)}; ${proceed}`
    const names = alike.get(says)?.names ?? []
    alike.set(says, { names: [...names, nouns[purpose] ?? purpose], mayProceed })
  }
  return [...alike].map(([says, { names, mayProceed }]) => ({ purposes: listWords(names, 'and'), says, mayProceed }))
}

/** The level that an answer could raise a decision to; `null` where it could not. */
export const raisesTo = <L extends number>(
  unknown: { readonly highestLevel: L | null },
  level: number | null,
): L | null => (unknown.highestLevel !== null && unknown.highestLevel > (level ?? 0) ? unknown.highestLevel : null)
