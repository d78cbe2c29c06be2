import type { Change } from '../../engine/questions/outcome.js'
import type { Answer, Question, QuestionPart } from '../../engine/questions/question.js'
import { goesToWords, instantWords } from '../../engine/render/decision-words.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { visibleText } from '../../rules/visible.js'
import { requirementPhrase } from '../../rules/vocabulary/phrases.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { wrap } from '../../tools/text/wrap.js'
import { membersOf } from './reply.js'

/** One change in a few words. */
export function changeText(rulebook: Rulebook, change: Change): string {
  const vocabulary = vocabularyOf(rulebook)
  switch (change.part) {
    case 'level':
      return change.then === null ? 'no level' : `level ${change.then}`
    case 'route': {
      const { destination, team } = change.then
      return `goes to ${goesToWords(vocabulary, { destination, label: team === null ? null : (rulebook.teams[team] ?? team) })}`
    }
    case 'consent': {
      const purpose = vocabulary.purposes[change.purpose] ?? change.purpose
      if (change.then === null) return `no rule on consent for ${purpose}`
      const { requirement, from, mayProceed } = change.then
      const may =
        mayProceed === null ? 'open whether it may go ahead' : mayProceed ? 'may go ahead' : 'may not go ahead yet'
      return `consent for ${purpose}: ${requirementPhrase(requirement, from).split(';')[0]}; ${may}`
    }
    default:
      return change.then === null
        ? 'no clock governs'
        : `by ${change.then.due === null ? 'no date yet' : instantWords(change.then.due)}: ${rulebook.deadlines[change.then.id]?.label ?? change.then.id}`
  }
}

const parts = { level: 'level', route: 'where it goes', consent: 'consent', clock: 'by when' } as const

/** What an answer would change, in short: the level with its number, the other parts by name. */
function changesInShort(changes: readonly Change[]): string {
  const named = changes.map(c => (c.part === 'level' ? `level ${c.then ?? 'none'}` : parts[c.part]))
  return changes.length === 0 ? '' : ` (${[...new Set(named)].join(', ')})`
}

const choice = (nth: number, { says, changes }: Answer): string =>
  `${String(nth + 1).padStart(4)}  ${says}${changesInShort(changes)}`

/** So many indicators are shown; the rest is found by words. */
export const shownAtMost = 30

/** Indented lines of a width, safe to show. */
export const linesOf = (texts: readonly string[], width: number, hang = ''): string =>
  texts.flatMap(text => wrap(visibleText(text), width, hang)).join('\n')

/** The answers of a part as a numbered list. */
export function answerLines(part: QuestionPart, width: number): string {
  const list = part.kind === 'list' ? membersOf(part) : part.answers
  const numbered = list.map((answer, nth) => choice(nth, answer))
  const hint = {
    list: 'Numbers of all that apply, or none.',
    map: '',
    instant: 'A date and time, as in 2026-11-27 16:50.',
  }
  if (part.kind === 'map') {
    const { names = [], values = [] } = part.entries ?? {}
    return linesOf(
      [
        ...names.map((n, nth) => `${String(nth + 1).padStart(4)}  ${n.says}`),
        `Each with one of ${values.join(', ')}, as in: 1 ${values[0]}, 2 ${values[1]}`,
      ],
      width,
      '      ',
    )
  }
  if (part.kind === 'instant') return linesOf([hint.instant], width)
  if (part.kind === 'number' && part.range !== null)
    return linesOf([`A number from ${part.range.min} to ${part.range.max}. ${rangeChanges(part)}`.trim()], width, '  ')
  return linesOf([...numbered, ...(part.kind === 'list' ? [hint.list] : [])], width, '      ')
}

function rangeChanges({ answers }: QuestionPart): string {
  const changing = answers.filter(a => a.changes.length > 0).map(a => `${a.says}${changesInShort(a.changes)}`)
  return changing.length === 0 ? '' : `It changes something at: ${changing.join('; ')}.`
}

/** Indicators by number; those whose words hold every word that is sought. */
export function signLines(question: Question, width: number, sought = ''): string {
  const words = sought
    .toLowerCase()
    .split(/\s+/)
    .filter(w => w !== '')
  const all = question.parts.flatMap(p => p.answers).map((answer, nth) => ({ answer, nth }))
  const found = all.filter(({ answer }) => words.every(w => answer.says.toLowerCase().includes(w)))
  const shown = found.slice(0, shownAtMost)
  const more = found.length - shown.length
  return linesOf(
    [
      ...shown.map(({ answer, nth }) => choice(nth, answer)),
      ...(more > 0 ? [`… and ${more} more: write find and a word of what you look for.`] : []),
      ...(found.length === 0 ? ['None of them holds these words.'] : []),
    ],
    width,
    '      ',
  )
}
