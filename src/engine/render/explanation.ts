import { factWords, listWords, valueWords } from '../../rules/condition-words.js'
import type { Interpretation, Rulebook } from '../../rules/rulebook.js'
import type { Stage } from '../../rules/vocabulary.js'
import type { Matched } from '../decision.js'
import type { CitedClause, ExplainedReason, Explanation, OpenQuestion } from '../explain.js'
import { citeClause } from '../explain.js'
import type { Alternatives, Lacking } from '../lacks.js'
import type { NextLevel, WayToLevel } from '../next-level.js'
import type { TextOptions } from './text.js'
import { renderText, wrap } from './text.js'

const stageWords: Readonly<Record<Exclude<Stage, 'indicators' | 'givers'>, string>> = {
  eligibility: 'What the contact is',
  level: 'Level',
  basis: 'Statutory basis',
  rag: 'Rating',
  route: 'Where it goes',
  consent: 'Consent',
  deadlines: 'By when',
  actions: 'What to do',
}

const waysAtMost = 6
const alternativesAtMost = 4
const openAtMost = 12

/** An explanation as a practitioner would want to read it: the outcome first, then why, on which readings, what is open, and why not more. */
export function renderExplanation(
  explanation: Explanation,
  rulebook: Rulebook,
  options: Omit<TextOptions, 'rulebook'> = {},
): string {
  const { mark = (_, text) => text, width = 100 } = options
  const { rationale: _, unknowns: __, ...outcome } = explanation.decision
  const out: string[] = []
  const line = (text: string, indent = 0, bullet = ''): void => {
    wrap(text, width - indent - bullet.length).forEach((part, i) => {
      out.push(`${' '.repeat(indent)}${i === 0 ? bullet : ' '.repeat(bullet.length)}${part}`)
    })
  }
  const section = (title: string): void => {
    out.push('', mark('title', title))
  }

  section('Why')
  let stage = ''
  for (const reason of explanation.reasons) {
    if (reason.stage !== stage) out.push(mark('label', stageWords[reason.stage]))
    stage = reason.stage
    line(reason.says, 2, '- ')
    for (const text of behind(reason, rulebook)) line(text, 4)
  }
  if (explanation.readings.length > 0) {
    section('The readings it rests on')
    for (const reading of explanation.readings) {
      line(reading.question, 2, '- ')
      for (const text of readingLines(reading, rulebook)) line(text, 4)
    }
  }
  section('Still open')
  if (explanation.open.length === 0) line('Nothing that is not known yet could change this.', 2)
  for (const text of openLines(explanation)) line(text, 2, '- ')
  for (const next of explanation.nextLevels) {
    section(`Why not level ${next.level}`)
    if (next.ways.length === 0) line(`No rule gives level ${next.level}.`, 2)
    else line('It would be, by any one of these rules; the one that lacks least comes first.', 2)
    for (const way of next.ways.slice(0, waysAtMost)) {
      line(way.says, 2, '- ')
      for (const { text, under } of lackLines(way.lacks)) line(text, under ? 6 : 4, under ? '· ' : '')
      line(cited(way.clauses.map(id => citeClause(rulebook, id))), 4)
    }
    const more = next.ways.slice(waysAtMost)
    if (more.length > 0) line(`And by ${moreRules(more)}`, 2, '- ')
    for (const text of indicatorLines(next)) line(text, 2)
  }
  if (explanation.nextLevels.length === 0) {
    section('Why not a higher level')
    line('Level 4 is the highest.', 2)
  }
  return `${renderText(outcome, { ...options, rulebook })}${out.join('\n')}\n`
}

const moreRules = (ways: readonly WayToLevel[]): string =>
  `${ways.length} more ${ways.length === 1 ? 'rule' : 'rules'}: ${ways.map(w => w.says.replace(/\.$/, '')).join('; ')}.`

function behind(reason: ExplainedReason, rulebook: Rulebook): readonly string[] {
  const matched = reason.matched.map(m => matchedWords(m, rulebook)).filter(x => x !== '')
  const readings = rulebook.interpretations.filter(i => reason.readings.includes(i.id))
  return [
    ...(matched.length > 0 ? [`Here: ${[...new Set(matched)].join('; ')}.`] : []),
    cited(reason.clauses),
    ...(readings.length > 0 ? [`Reading: ${readings.map(i => i.question).join(' ')}`] : []),
  ]
}

/** What a fact said when the rule looked at it. */
function matchedWords({ fact, observed }: Matched, rulebook: Rulebook): string {
  if (fact === 'indicators') {
    const seen = (observed as readonly { label: string }[]).map(i => `"${i.label}"`)
    return seen.length > 0 ? listWords(seen, 'and') : ''
  }
  if (fact === 'moment') return ''
  if (typeof observed === 'object' && observed !== null && 'atLeast' in observed)
    return `${factWords(fact)}: ${String(observed.atLeast)} scored so`
  if (observed === null) return `${factWords(fact)}: not known`
  if (Array.isArray(observed))
    return `${factWords(fact)}: ${observed.length === 0 ? 'none' : valueWords(rulebook, fact, observed).replace(/ or /, ' and ')}`
  return fact.startsWith('events.')
    ? `${factWords(fact)} is known`
    : `${factWords(fact)}: ${valueWords(rulebook, fact, observed)}`
}

/** Clauses by document and section, with their ids. */
function cited(clauses: readonly CitedClause[]): string {
  const sources = new Map<string, Map<string, string[]>>()
  for (const { id, source, section } of clauses) {
    const sections = sources.get(source) ?? new Map<string, string[]>()
    sources.set(source, sections)
    sections.set(section, [...(sections.get(section) ?? []), id])
  }
  const parts = [...sources].map(
    ([source, sections]) =>
      `${source}, ${[...sections].map(([section, ids]) => `${section} (${ids.join(', ')})`).join('; ')}`,
  )
  return `Source: ${parts.join(' | ')}`
}

const readingLines = ({ reading, notChosen, why, passages }: Interpretation, rulebook: Rulebook): readonly string[] => [
  `Read here as: ${reading}`,
  `Not as: ${notChosen}`,
  `Why: ${why}`,
  cited(passages.map(id => citeClause(rulebook, id))),
]

function openLines({ open, decision }: Explanation): readonly string[] {
  const shown = open.slice(0, openAtMost).map(u => `${u.question} ${couldWords(u, decision.level)}`)
  const more = open.slice(openAtMost)
  return more.length === 0
    ? shown
    : [...shown, `And ${more.length} more: ${more.map(u => factWords(u.fact)).join(', ')}.`]
}

function couldWords(unknown: OpenQuestion, level: number | null): string {
  const raises = unknown.highestLevel !== null && unknown.highestLevel > (level ?? 0)
  return `It could change the ${listWords(unknown.couldChange, 'and')}${raises ? `, up to level ${unknown.highestLevel}` : ''}. (\`${unknown.fact}\`)`
}

function lackWords(lacking: Lacking): string {
  if ('anyOf' in lacking) {
    const { head, ways } = alternativesOf(lacking)
    return `(${head}: ${ways.join('; or ')})`
  }
  const { wants, state, is, short } = lacking
  if (state === 'otherwise') return `${wants} (it is ${is ?? 'known to be otherwise'})`
  if (short !== null && is !== null) return `${wants} (${is} so far: ${short} short)`
  return `${wants} (not known)`
}

/** The alternatives in words, those beyond a few only counted. */
function alternativesOf({ anyOf }: Alternatives): { readonly head: string; readonly ways: readonly string[] } {
  // What is true of all alternatives is said once.
  const open = anyOf.every(way => way.every(l => 'wants' in l && l.state === 'unknown' && l.is === null))
  const ways = anyOf
    .slice(0, alternativesAtMost)
    .map(way => way.map(l => (open && 'wants' in l ? l.wants : lackWords(l))).join(' and '))
  const more = anyOf.length - ways.length
  return {
    head: `any one of these${open ? ', none of which is known' : ''}`,
    ways: more > 0 ? [...ways, `${more} more`] : ways,
  }
}

/** A line, and whether it belongs under the one before it. */
interface LackLine {
  readonly text: string
  readonly under: boolean
}

const lackLines = (lacks: readonly Lacking[]): readonly LackLine[] =>
  lacks.flatMap((lack, i): readonly LackLine[] => {
    const begin = i === 0 ? 'Lacks' : 'and'
    if ('wants' in lack) return [{ text: `${begin} ${lackWords(lack)}`, under: false }]
    const { head, ways } = alternativesOf(lack)
    return [{ text: `${begin} ${head}:`, under: false }, ...ways.map(way => ({ text: way, under: true }))]
  })

function indicatorLines({ level, indicators: { total, touched } }: NextLevel): readonly string[] {
  if (total === 0) return []
  const domains = touched.map(t => `${t.domain.replaceAll('-', ' ')} (${t.count})`)
  const where =
    domains.length === 0
      ? 'this contact names none yet'
      : `in the domains that this contact touches: ${listWords(domains, 'and')}`
  return [`The source lists ${total} indicators at level ${level}; ${where}.`]
}
