import { besideLength } from '../../../rules/language/clock-words.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import { formatDuration, roughMinutes, spanWords } from '../../../rules/time/durations.js'
import type { Outcome } from '../../../rules/vocabulary/stages.js'
import { eventWords, vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import type { Block } from '../model/page.js'
import { details, heading, joined, paragraph } from '../model/page.js'
import { firstClocksAcross } from './across-bare.js'
import type { Cell } from './across-cells.js'
import { ruleLink, sideBySide } from './across-cells.js'

type DeadlineOutcome = Extract<Outcome, { stage: 'deadlines' }>

/** One rule that sets a clock. */
interface Clock {
  readonly rulebook: Rulebook
  readonly rule: string
  readonly outcome: DeadlineOutcome
  readonly governs: boolean
}

/** The first clock of bare contacts, and every clock of every authority by its start and its length. */
export function clocksAcross(rulebooks: readonly Rulebook[]): readonly Block[] {
  const clocks = rulebooks.flatMap(clocksOf)
  const governing = clocks.filter(c => c.governs)
  const received = governing.filter(c => c.outcome.from === 'receivedAt')
  const later = governing.filter(c => c.outcome.from !== 'receivedAt')
  const others = clocks.filter(c => !c.governs)
  return [
    heading(2, 'Clocks', 'clocks'),
    heading(3, 'The first clock', 'first-clock'),
    paragraph(
      'The earliest clock that must be kept, decided for the same contacts as above; “none runs” where no clock that governs is set for such a contact.',
    ),
    ...firstClocksAcross(rulebooks),
    heading(3, 'From receipt', 'clocks-from-receipt'),
    paragraph('Which clock runs for a contact depends on what else is known of it; each leads to its rule.'),
    ...clockTable(rulebooks, received),
    ...(later.length === 0 ? [] : [heading(3, 'From something later', 'clocks-from-later')]),
    ...clockTable(rulebooks, later),
    ...details(
      'Clocks for keeping records, reviews, closing and notice, which never govern',
      clockTable(rulebooks, others),
    ),
  ]
}

const clocksOf = (rulebook: Rulebook): readonly Clock[] =>
  rulebook.rules.flatMap(({ id, outcome }) =>
    outcome.stage === 'deadlines'
      ? [{ rulebook, rule: id, outcome, governs: rulebook.deadlines[outcome.deadline]?.governs !== false }]
      : [],
  )

/** Clocks of the same start and length in one row, by start and the shortest first. */
function clockTable(rulebooks: readonly Rulebook[], clocks: readonly Clock[]): readonly Block[] {
  const keyOf = ({ outcome: o }: Clock): string => `${o.from} ${formatDuration(o.duration)}`
  const starts = [...new Set(clocks.map(c => c.outcome.from))]
  const sorted = [...clocks].sort(
    (a, b) =>
      starts.indexOf(a.outcome.from) - starts.indexOf(b.outcome.from) ||
      roughMinutes(a.outcome.duration) - roughMinutes(b.outcome.duration),
  )
  const keys = [...new Set(sorted.map(keyOf))]
  return sideBySide(
    'How long, and from when',
    rulebooks,
    keys.map(key => {
      const inRow = sorted.filter(c => keyOf(c) === key)
      const [first] = inRow
      return [
        first ? spanWords(first.outcome.duration, eventWords(vocabularyOf(first.rulebook), first.outcome.from)) : '',
        rulebook => joined(inRow.filter(c => c.rulebook === rulebook).map(clockCell), '; '),
      ] as const
    }),
  )
}

function clockCell({ rulebook, rule, outcome }: Clock): Cell {
  const { strength, deadline } = outcome
  return [
    ruleLink(rulebook, rule, rulebook.deadlines[deadline]?.label ?? deadline),
    strength === 'must' ? '' : ` (${strength})`,
    besideLength(vocabularyOf(rulebook), outcome, length => `, not before ${length} after it`),
  ]
}
