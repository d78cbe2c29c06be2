import { dateWords } from '../../rules/language/in-force.js'
import { isNational } from '../../rules/language/own-sources.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { visibleText } from '../../rules/visible.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { england, questionFor, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { Action, Assumed, Deadline, Decision, Reason, Unknown } from '../decide/decision.js'
import {
  actionWords,
  alsoWords,
  assumedValueWords,
  byDoer,
  byKind,
  changeWords,
  consentWords,
  deadlineWords,
  exceptionsOf,
  goesToWords,
  instantWords,
  kindWords,
  levelWords,
  missingWords,
  raisesTo,
  saysUnless,
  sectionWords,
  strengthWords,
} from './decision-words.js'

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
  /**
   * `screen`: what is to be done now, and the rest in short (the default); `all`: every clock, action, reason and open question;
   * `outcome`: as `all`, without the reasons and the open questions.
   */
  readonly show?: 'screen' | 'all' | 'outcome'
}

const gutter = 14

/** Words set in lines of a width; a word that is too long is cut, and what would not be seen is shown as a mark. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  const words = visibleText(text)
    .split(/\s+/)
    .flatMap(w => w.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

/** Rows of text: a label in the gutter and wrapped text beside it. */
function writer({ mark = (_, text) => text, width = 100 }: TextOptions) {
  const out: string[] = []
  const row = (label: string, text: string, style: Mark | null = null, indent = 0): void => {
    wrap(text, width - gutter - indent).forEach((line, i) => {
      const head = i === 0 ? mark('label', label.padEnd(gutter)) : ' '.repeat(gutter)
      out.push(`${head}${' '.repeat(i === 0 ? 0 : indent)}${style ? mark(style, line) : line}`.trimEnd())
    })
  }
  const gap = (): void => {
    if (out.length > 0 && out.at(-1) !== '') out.push('')
  }
  /** Rows of which the first alone has the label. */
  const rows = (label: string, texts: readonly string[], styleOf: (i: number) => Mark | null = () => null): void => {
    texts.forEach((text, i) => {
      row(i === 0 ? label : '', text, styleOf(i), 2)
    })
  }
  /** Such rows after an empty line. */
  const block: typeof rows = (label, texts, styleOf) => {
    if (texts.length > 0) gap()
    rows(label, texts, styleOf)
  }
  return { out, mark, width, row, rows, gap, block }
}

/** A decision as a person would want to read it: on a screen what is to be done now and the rest in short, or all of it. */
export function renderText(decision: Decision, options: TextOptions = {}): string {
  const { rulebook, show = 'screen' } = options
  const to = writer(options)
  writeOutcome(to, decision, rulebook)
  if (show === 'screen') writeScreen(to, decision, rulebook)
  else writeAll(to, decision, rulebook, show === 'all')
  if (show !== 'screen') to.gap()
  to.row('Rests on', restsOnWords(decision, show === 'screen' ? rulebook : undefined), 'quiet')
  while (to.out.at(-1) === '') to.out.pop()
  return `${to.out.join('\n')}\n`
}

type Writer = ReturnType<typeof writer>

/** The words of the rulebook that decided; England's where it is not given. */
const wordsOf = (rulebook: Rulebook | undefined): Vocabulary => (rulebook ? vocabularyOf(rulebook) : england)

/** Whether a rating is one that has a colour. */
const isMark = (rating: string): rating is Mark => rating === 'red' || rating === 'amber' || rating === 'green'

/** The level, the place, who else is told, consent, and what the reader must know. */
function writeOutcome(
  { out, mark, width, row, rows }: Writer,
  decision: Decision,
  rulebook: Rulebook | undefined,
): void {
  const { reference, rag, route, consents } = decision
  const title = [rulebook?.name ?? decision.authority, reference === null ? '' : `reference ${reference}`]
  for (const line of wrap(title.filter(x => x !== '').join(' · '), width)) out.push(mark('title', line))
  const rated = rag === null ? '' : `, rated ${isMark(rag) ? mark(rag, rag) : rag}`
  out.push(
    `${mark('label', 'Level'.padEnd(gutter))}${mark('strong', `${levelWords(decision, wordsOf(rulebook))}${rated}`)}`,
  )
  const missing = missingWords(wordsOf(rulebook), decision)
  if (missing !== null) row('', missing, null, 2)
  row('Goes to', goesToWords(wordsOf(rulebook), route), 'strong')
  if (route.also.length > 0) row('Also tell', alsoWords(decision).join('; '))
  const ruled = consentWords(wordsOf(rulebook), consents, decision.rationale).map(
    ({ purposes, says }) => `for ${purposes}: ${says}`,
  )
  rows('Consent', ruled.length === 0 ? ['the source has no rule for such a contact'] : ruled)
  decision.notices.forEach((n, i) => {
    row(i === 0 ? 'Note' : '', n.says, 'warning')
  })
}

/** By when, what to do now, and in short what is recorded, why, and what to ask next. */
function writeScreen({ row, rows, gap, block }: Writer, decision: Decision, rulebook: Rulebook | undefined): void {
  const { deadlines, actions, unknowns = [], assumed, rationale = [] } = decision
  const clocks = deadlines.filter(d => d.governs && d.due !== null)
  const waiting = deadlines.filter(d => d.governs && d.due === null)
  block(
    'By when',
    clocks.map(d => deadlineText(wordsOf(rulebook), d, decision)),
    i => (clocks[i]?.id === decision.deadline?.id ? 'strong' : null),
  )
  rows(
    clocks.length === 0 ? 'By when' : '',
    waiting.map(d => `no date yet: ${d.label}, ${deadlineWords(wordsOf(rulebook), d, decision.notices).span}`),
  )
  row('England', nationalWords(decision, rulebook))
  gap()
  for (const [kind, own] of byKind(actions)) if (kind !== 'record') row(kindWords[kind], doneBy(decision, own))
  row('Recording', recording(decision, rulebook))
  block(
    'Why',
    rationale.filter(r => shownOnScreen.has(r.stage)).map(r => reasonText(r, rulebook, sectionsOnScreen)),
  )
  row('Assumed', assumed.map(sentenceOf).join(' '))
  const more = unknowns.length - askedOnScreen
  const asked = unknowns.slice(0, askedOnScreen).map(u => shortQuestion(wordsOf(rulebook), u, decision))
  rows('Still open', more > 0 ? [...asked, `… and ${more} more.`] : asked)
}

/** Every clock and every action; and, where it is wanted, every reason and every open question. */
function writeAll({ block }: Writer, decision: Decision, rulebook: Rulebook | undefined, withReasons: boolean): void {
  const { deadlines, actions, unknowns = [], assumed, rationale = [] } = decision
  block(
    'By when',
    deadlines.map(d => deadlineText(wordsOf(rulebook), d, decision)),
    i => (deadlines[i]?.id === decision.deadline?.id ? 'strong' : null),
  )
  for (const [kind, own] of byKind(actions))
    block(
      kindWords[kind],
      own.map(a => actionText(a, decision, rulebook)),
    )
  block(
    'Assumed',
    assumed.map(a => `${sentenceOf(a)} (${a.fact})`),
  )
  if (!withReasons) return
  // What is to be done has its sections beside it; the reasons are those of the outcomes.
  block(
    'Why',
    rationale.filter(r => r.stage !== 'actions').map(r => reasonText(r, rulebook)),
  )
  block(
    'Still open',
    unknowns.map(u => question(wordsOf(rulebook), u, decision)),
  )
}

/** On a screen: the reasons of these stages with so many sections each, so many questions, so many things to record. */
const shownOnScreen: ReadonlySet<Reason['stage']> = new Set(['level', 'route'])
const sectionsOnScreen = 3
const askedOnScreen = 3
const recordedOnScreen = 2

/** The documents that a decision rests on, each with its date, and that somebody has to see whether they hold; briefly, by their short names. */
function restsOnWords({ rulebook: { sources, check } }: Decision, briefly: Rulebook | undefined): string {
  const shorts = Object.values(briefly?.sources ?? {})
  const named = sources.map(({ title, published }) => {
    const name = shorts.find(s => s.title === title)?.short ?? title
    const date = published === null ? 'undated' : dateWords(published)
    return name.includes(date) ? name : `${name} (${date})`
  })
  return `${named.join('; ')}. ${check}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const sentenceOf = ({ because }: Assumed): string => `${capital(because)}.`

function deadlineText(vocabulary: Vocabulary, d: Deadline, decision: Decision): string {
  const { when, span, notBefore } = deadlineWords(vocabulary, d, decision.notices)
  const early = notBefore === null ? '' : `, not before ${notBefore}`
  return saysUnless(
    `${when}: ${d.label}${strengthWords(d.strength)}, ${span}${early}`,
    exceptionsOf(decision, r => r.rule === d.rule),
  )
}

/** What is to be done, with who does it and the sections of the source. */
function actionText(a: Action, decision: Decision, rulebook: Rulebook | undefined): string {
  const by = a.byLabel === null ? '' : ` By: ${a.byLabel}.`
  return `${actionWords(decision, a)}.${by} [${sectionWords(a.clauses, rulebook)}]`
}

/** What must be done, with a sentence for whoever does it; what nobody is named for comes first. What is no must is counted. */
function doneBy(decision: Decision, actions: readonly Action[]): string {
  const musts = actions.filter(a => a.strength === 'must')
  const shown = musts.length === 0 ? actions : musts
  const said = [...byDoer(shown)]
    .sort(([a], [b]) => Number(a !== null) - Number(b !== null))
    .map(([doer, own]) => `${doer === null ? '' : `${doer}: `}${own.map(a => actionWords(decision, a)).join('; ')}.`)
  const rest = actions.length - shown.length
  return `${said.join(' ')}${rest === 0 ? '' : ` And ${rest} that should or may be done.`}`
}

/** The clocks that run in every authority of England, in short: they run also where the authority's own text sets none. */
function nationalWords({ deadlines }: Decision, rulebook: Rulebook | undefined): string {
  const national = rulebook === undefined ? [] : deadlines.filter(d => isNational(rulebook, d.id) && d.due !== null)
  return national.map(d => `${instantWords(d.due ?? '')}: ${d.label.replace(/^England: /, '')}`).join('; ')
}

/** What is recorded, and the clocks that never govern, in short. */
function recording(decision: Decision, rulebook: Rulebook | undefined): string {
  const records = decision.actions.filter(a => a.kind === 'record')
  const shown = records.slice(0, recordedOnScreen).map(a => actionWords(decision, a))
  const more = records.length - shown.length
  const clocks = decision.deadlines
    .filter(d => !d.governs && !(rulebook && isNational(rulebook, d.id)))
    .map(d => d.label)
  const parts = [
    ...(shown.length === 0 ? [] : [`${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`]),
    ...(clocks.length === 0 ? [] : [`Clocks: ${clocks.join('; ')}.`]),
  ]
  return parts.join(' ')
}

function reasonText(r: Reason, rulebook: Rulebook | undefined, sectionsAtMost?: number): string {
  const reading =
    r.interpretations.length > 0 && sectionsAtMost === undefined ? `; reading: ${r.interpretations.join(', ')}` : ''
  return `${saysUnless(r.says, r.unless)} [${sectionWords(r.clauses.slice(0, sectionsAtMost), rulebook)}${reading}]`
}

const takenWords = (vocabulary: Vocabulary, { fact, assumed }: Unknown): string =>
  assumed === undefined ? '' : ` Taken to be: ${assumedValueWords(vocabulary, fact, assumed)}.`

const raisesWords = (u: Unknown, { level }: Decision): string => {
  const top = raisesTo(u, level)
  return top === null ? '' : `, up to level ${top}`
}

const question = (vocabulary: Vocabulary, u: Unknown, decision: Decision): string =>
  `${questionFor(vocabulary, u.fact)}${takenWords(vocabulary, u)} (${u.fact}; could change ${changeWords(u.couldChange)}${raisesWords(u, decision)})`

const shortQuestion = (vocabulary: Vocabulary, u: Unknown, decision: Decision): string =>
  `${questionFor(vocabulary, u.fact)}${takenWords(vocabulary, u)} (${u.fact}${raisesWords(u, decision)})`
