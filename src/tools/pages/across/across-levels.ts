import { ruleSentence } from '../../../engine/render/decision-words.js'
import { holdsWords } from '../../../rules/language/condition-words.js'
import type { Indicator, Rule, Rulebook } from '../../../rules/language/rulebook.js'
import type { Level } from '../../../rules/vocabulary/fixed.js'
import { vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import { jointWords, knowsFact } from '../../authorities/joint-words.js'
import type { Block } from '../model/page.js'
import { heading, joined, paragraph } from '../model/page.js'
import type { Cell, Row } from './across-cells.js'
import { decidedFor, levelCell, ruleLink, sideBySide } from './across-cells.js'

/** What gives each level: how many indicators the sources list, what one fact alone leads to, and the rules in words. */
export const levelsAcross = (rulebooks: readonly Rulebook[]): readonly Block[] => [
  heading(2, 'Levels', 'levels'),
  heading(3, 'Indicators', 'indicators'),
  paragraph(
    'How many indicators the source lists at each level, and what one of them leads to when nothing else is known; in brackets, of how many that is so. Where two that count apart lead elsewhere, that stands beside it.',
  ),
  ...sideBySide('Level', rulebooks, jointWords(rulebooks).levels.map(indicatorRow)),
  heading(3, 'One fact alone', 'one-fact'),
  paragraph(
    'Each line is a contact of which one fact is known and nothing else. Facts that lead to a level nowhere are left out; “no level yet” means that more must be known. Every authority also takes the level that a practitioner gives, and of several the highest.',
  ),
  ...sideBySide('What is known', rulebooks, factRows(rulebooks)),
  heading(3, 'The rules in words', 'level-rules'),
  ...[...jointWords(rulebooks).levels].reverse().map(level => rulesInWords(rulebooks, level)),
]

const indicatorRow = (level: Level): Row => [
  `Level ${level}`,
  rulebook => {
    const indicators = rulebook.indicators.filter(i => i.level === level && !i.protective)
    if (indicators.length === 0) return ['none listed']
    const [one, two] = [levelsGiven(rulebook, indicators, 1), levelsGiven(rulebook, indicators, 2)]
    const listed = { text: `${indicators.length} listed`, href: `${rulebook.authority}/levels.html#level-${level}` }
    // Two are told of where they lead elsewhere than one.
    const more = one[0]?.[0] === two[0]?.[0] ? '' : `; two of them: ${sharesWords(two)}`
    return [listed, `; one of them: ${sharesWords(one)}`, more]
  },
]

type Shares = readonly (readonly [words: string, count: number])[]

/** The levels that every indicator gives, alone or with the next one that counts apart from it: the most frequent first. */
function levelsGiven(rulebook: Rulebook, indicators: readonly Indicator[], count: 1 | 2): Shares {
  const found = new Map<string, number>()
  indicators.forEach((indicator, i) => {
    const others = [...indicators.slice(i + 1), ...indicators.slice(0, i)]
    const mate = count === 1 ? undefined : others.find(o => o.bullet !== indicator.bullet)
    const ids = [indicator.id, ...(mate ? [mate.id] : [])]
    const { level } = decidedFor(rulebook, { indicators: ids }, { unknowns: false, rationale: false })
    const words = level === null ? 'no level yet' : `level ${level}`
    found.set(words, (found.get(words) ?? 0) + 1)
  })
  return [...found].sort(([, a], [, b]) => b - a)
}

const sharesWords = (shares: Shares): string =>
  shares.length < 2 ? (shares[0]?.[0] ?? '') : shares.map(([words, n]) => `${words} (${n})`).join(', ')

interface Single {
  readonly fact: string
  readonly values: readonly (boolean | string | number)[]
  readonly cells: readonly Cell[]
}

/** Every fact with a few values, by itself; values of one fact that lead to the same are one row. */
function factRows(rulebooks: readonly Rulebook[]): readonly Row[] {
  const rows: Single[] = []
  for (const [fact, { kind, values }] of Object.entries(jointWords(rulebooks).facts)) {
    const tried = kind === 'boolean' ? [true, false] : kind === 'choice' || kind === 'list' ? values : []
    for (const value of tried) {
      const given = kind === 'list' ? [value] : value
      const decisions = rulebooks.map(r => (knowsFact(r, fact, given) ? decidedFor(r, { [fact]: given }) : null))
      if (decisions.every(d => d === null || d.level === null)) continue
      const cells = decisions.map(
        (d, i): Cell => (d === null ? ['not known here'] : levelCell(rulebooks[i] as Rulebook, d)),
      )
      const like = rows.find(
        r => r.fact === fact && kind !== 'boolean' && JSON.stringify(r.cells) === JSON.stringify(cells),
      )
      if (like) rows[rows.indexOf(like)] = { ...like, values: [...like.values, value] }
      else rows.push({ fact, values: [value], cells })
    }
  }
  return rows.map(({ fact, values, cells }) => [
    oneOfWords(rulebooks, fact, values),
    rulebook => cells[rulebooks.indexOf(rulebook)] ?? [],
  ])
}

function oneOfWords(rulebooks: readonly Rulebook[], fact: string, values: Single['values']): string {
  // The values of a contact's facts are the same words for all authorities that know them.
  const [first] = values
  const rulebook = rulebooks.find(r => vocabularyOf(r).facts[fact] !== undefined)
  const one = typeof first === 'boolean' ? first : (values as readonly (string | number)[])
  const words = rulebook ? holdsWords(rulebook, fact, one) : ''
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const givesLevel = (level: Level) => (rule: Rule) => rule.outcome.stage === 'level' && rule.outcome.level === level

function rulesInWords(rulebooks: readonly Rulebook[], level: Level): Block {
  return {
    kind: 'details',
    summary: `The rules that give level ${level}`,
    blocks: rulebooks.map(rulebook => {
      const rules = rulebook.rules.filter(givesLevel(level))
      return paragraph(
        { strong: rulebook.name },
        ': ',
        ...(rules.length === 0
          ? ['no rule of its own; a practitioner gives it.']
          : joined(
              rules.map(r => [ruleLink(rulebook, r.id, ruleSentence(r))]),
              ' ',
            )),
      )
    }),
  }
}
