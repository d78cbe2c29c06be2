import { factWords, listWords } from '../../rules/language/condition-words.js'
import type { Interpretation, Rulebook } from '../../rules/language/rulebook.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { CitedClause, ExplainedReason, Explanation, OpenQuestion } from '../explain/explain.js'
import { citeClause } from '../explain/explain.js'
import type { WayToLevel } from '../explain/next-level.js'
import { assumedValueWords, saysUnless } from './decision-words.js'
import { citedSources, couldChangeWords, indicatorLines, lackLines, matchedWords } from './explanation-words.js'
import type { TextOptions } from './text.js'
import { renderText, wrap } from './text.js'

const waysAtMost = 6
const openAtMost = 12

/** An explanation as a practitioner would want to read it: the outcome first, then why, on which readings, what is open, and why not more. */
export function renderExplanation(
  explanation: Explanation,
  rulebook: Rulebook,
  options: Omit<TextOptions, 'rulebook' | 'show'> = {},
): string {
  const { mark = (_, text) => text, width = 100 } = options
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
    if (reason.stage !== stage) out.push(mark('label', stageOf(reason.stage).heading))
    stage = reason.stage
    line(saysUnless(reason.says, reason.unless), 2, '- ')
    for (const text of behind(reason, explanation, rulebook)) line(text, 4)
  }
  if (explanation.readings.length > 0) {
    section('The readings it rests on')
    for (const [i, reading] of explanation.readings.entries()) {
      line(reading.question, 2, `${i + 1}. `)
      for (const text of readingLines(reading, rulebook)) line(text, 4)
    }
  }
  section('Still open')
  if (explanation.open.length === 0) line('Nothing that is not known yet could change this.', 2)
  for (const text of openLines(explanation, vocabularyOf(rulebook))) line(text, 2, '- ')
  for (const next of explanation.nextLevels) {
    section(`Why not level ${next.level}`)
    if (next.ways.length === 0) line(`No rule gives level ${next.level}.`, 2)
    else line('It would be, by any one of these rules; the one that lacks least comes first.', 2)
    for (const way of next.ways.slice(0, waysAtMost)) {
      line(way.says, 2, '- ')
      for (const { text, under } of lackLines(way.lacks)) line(text, under ? 6 : 4, under ? '· ' : '')
      line(
        cited(
          way.clauses.map(id => citeClause(rulebook, id)),
          rulebook,
        ),
        4,
      )
    }
    const more = next.ways.slice(waysAtMost)
    if (more.length > 0) line(`And by ${moreRules(more)}`, 2, '- ')
    for (const text of indicatorLines(next)) line(text, 2)
  }
  if (explanation.nextLevels.length === 0) {
    section('Why not a higher level')
    line(`Level ${vocabularyOf(rulebook).levels.at(-1)} is the highest.`, 2)
  }
  return `${renderText(explanation.decision, { ...options, rulebook, show: 'outcome' })}${out.join('\n')}\n`
}

const moreRules = (ways: readonly WayToLevel[]): string =>
  `${ways.length} more ${ways.length === 1 ? 'rule' : 'rules'}: ${ways.map(w => w.says.replace(/\.$/, '')).join('; ')}.`

function behind(reason: ExplainedReason, { readings: all }: Explanation, rulebook: Rulebook): readonly string[] {
  const matched = reason.matched.map(m => matchedWords(m, rulebook)).filter(x => x !== '')
  const readings = all.flatMap((r, i) => (reason.readings.includes(r.id) ? [String(i + 1)] : []))
  return [
    ...(matched.length > 0 ? [`Here: ${[...new Set(matched)].join('; ')}.`] : []),
    cited(reason.clauses, rulebook),
    ...(readings.length > 0
      ? [`Rests on ${readings.length === 1 ? 'reading' : 'readings'} ${listWords(readings, 'and')} below.`]
      : []),
  ]
}

/** Clauses by document and section, with their ids. */
const cited = (clauses: readonly CitedClause[], rulebook: Rulebook): string =>
  `Source: ${citedSources(clauses, rulebook)
    .map(
      ({ source, sections }) =>
        `${source}, ${sections.map(({ section, ids }) => `${section} (${ids.join(', ')})`).join('; ')}`,
    )
    .join(' | ')}`

const readingLines = ({ reading, notChosen, why, passages }: Interpretation, rulebook: Rulebook): readonly string[] => [
  `Read here as: ${reading}`,
  `Not as: ${notChosen}`,
  `Why: ${why}`,
  cited(
    passages.map(id => citeClause(rulebook, id)),
    rulebook,
  ),
]

function openLines({ open, decision }: Explanation, vocabulary: Vocabulary): readonly string[] {
  const shown = open.slice(0, openAtMost).map(u => `${u.question} ${couldWords(vocabulary, u, decision.level)}`)
  const more = open.slice(openAtMost)
  return more.length === 0
    ? shown
    : [...shown, `And ${more.length} more: ${more.map(u => factWords(vocabulary, u.fact)).join(', ')}.`]
}

const couldWords = (vocabulary: Vocabulary, unknown: OpenQuestion, level: number | null): string =>
  `${unknown.assumed === undefined ? '' : `Taken to be: ${assumedValueWords(vocabulary, unknown.fact, unknown.assumed)}. `}It could change ${couldChangeWords(unknown, level)}. (\`${unknown.fact}\`)`
