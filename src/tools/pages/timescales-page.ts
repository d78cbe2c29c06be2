import { ruleSentence } from '../../engine/render/decision-words.js'
import { instantWords } from '../../engine/render/text.js'
import { deadlineIn } from '../../rules/language/clock-starts.js'
import { besideLength } from '../../rules/language/clock-words.js'
import { listWords } from '../../rules/language/condition-words.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import { dueFrom } from '../../rules/time/due.js'
import type { Duration } from '../../rules/time/durations.js'
import { countedIn, describeDuration, formatDuration } from '../../rules/time/durations.js'
import { formatInstant, parseInstant } from '../../rules/time/london.js'
import { officeOf } from '../../rules/time/office.js'
import { officeHoursWords, outsideWords } from '../../rules/time/office-words.js'
import type { Outcome } from '../../rules/vocabulary/stages.js'
import { eventWords, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { clockStory } from './model/clock-story.js'
import type { Block, Inline, Page } from './model/page.js'
import { anchorOf, heading, link, paragraph, table } from './model/page.js'
import { orderedRules } from './model/rule-blocks.js'

type DeadlineOutcome = Extract<Outcome, { stage: 'deadlines' }>

const deadlineOf = (rule: Rule): DeadlineOutcome | null => (rule.outcome.stage === 'deadlines' ? rule.outcome : null)

/** Every clock: what, how long, from when, how it is counted, how strictly; and each length worked out on two hard dates. */
export function timescalesPage(rulebook: Rulebook): Page {
  const rules = rulebook.rules.filter(r => r.stage === 'deadlines')
  const ids = Object.keys(rulebook.deadlines)
  const rulesOf = (id: string): readonly Rule[] => rules.filter(r => deadlineOf(r)?.deadline === id)
  return {
    name: 'timescales',
    title: `${rulebook.name}: timescales`,
    blocks: [
      paragraph(
        'Of several rules on one clock the first that is known to apply decides. Of the clocks that govern, the earliest that must be kept is the deadline of the contact; clocks that do not govern are those for keeping records, reviews, closing and notice. Elapsed time goes on through nights, weekends and holidays.',
      ),
      ...table(
        ['What', 'Which contact', 'How long', 'From', 'Counted in', 'Strength', 'Governs'],
        ids.flatMap(id => rulesOf(id).map(rule => clockRow(rulebook, id, rule))),
      ),
      ...clockStory(rulebook),
      ...workedExample(rulebook, rules),
      ...ids.flatMap(id => [
        heading(2, rulebook.deadlines[id]?.label ?? id, anchorOf.deadline(id)),
        ...orderedRules(rulebook, rulesOf(id)),
      ]),
    ],
  }
}

function clockRow(rulebook: Rulebook, id: string, rule: Rule): readonly (readonly Inline[])[] {
  const outcome = deadlineOf(rule)
  if (outcome === null) return []
  const { duration, from, strength } = outcome
  const about = rulebook.deadlines[id]
  const vocabulary = vocabularyOf(rulebook)
  const beside = besideLength(vocabulary, outcome, length => `, not before ${length} after it`)
  return [
    [link(about?.label ?? id, anchorOf.deadline(id))],
    [link(ruleSentence(rule), anchorOf.rule(rule.id))],
    [`${describeDuration(duration)}${beside}`],
    [startWords(rulebook, from)],
    [countedIn(duration)],
    [strength],
    [about?.governs === false ? 'no' : 'yes'],
  ]
}

/** What a clock starts from; of another clock, what it starts from once that is done. */
function startWords(rulebook: Rulebook, from: string): string {
  const vocabulary = vocabularyOf(rulebook)
  const id = deadlineIn(from)
  if (id === null) return eventWords(vocabulary, from)
  const { label = id, doneAt = null } = rulebook.deadlines[id] ?? {}
  return `${doneAt === null ? '' : `${eventWords(vocabulary, doneAt)}, and until that is known `}when "${label}" falls due`
}

const examples = [
  { start: '2026-04-02T16:40:00+01:00', why: 'the day before the Easter bank holidays' },
  { start: '2026-03-28T16:30:00+00:00', why: 'the day before the clocks go forward' },
  { start: '2026-10-24T16:30:00+01:00', why: 'the day before the clocks go back' },
] as const

function workedExample(rulebook: Rulebook, rules: readonly Rule[]): readonly Block[] {
  const lengths = new Map(
    rules.flatMap(r => {
      const outcome = deadlineOf(r)
      // Weeks of pregnancy are counted back from a date of their own.
      return outcome === null || outcome.duration.kind === 'gestation'
        ? []
        : [[formatDuration(outcome.duration), outcome.duration] as const]
    }),
  )
  if (lengths.size === 0) return []
  const { calendar, officeHours } = rulebook
  const holidays = Object.entries(calendar.days).filter(([date]) => date >= '2026-04-02' && date <= '2026-04-09')
  const closed =
    holidays.length === 0
      ? 'only Saturday and Sunday'
      : listWords(
          holidays.map(([date, name]) => `${name} (${date})`),
          'and',
        )
  const dueText = (duration: Duration, start: string): string => {
    const from = parseInstant(start)
    const due = from === null ? null : dueFrom(duration, from, officeOf(rulebook))
    return due === null ? outsideWords(calendar) : instantWords(formatInstant(due.due))
  }
  return [
    heading(2, 'Worked example', 'worked-example'),
    paragraph(
      `The office is open ${officeHoursWords(officeHours)}; close of business is when it closes. Bank holidays are those in ${calendar.name}. In the first column ${closed} are no working days; in the other two a night is an hour shorter or longer than the clock on the wall says, so that hours that pass end an hour later or earlier by it.`,
    ),
    ...table(
      ['Length', ...examples.map(({ start, why }) => `If it starts ${instantWords(start)}, ${why}`)],
      [...lengths.values()].map(duration => [
        [describeDuration(duration)],
        ...examples.map(({ start }) => [dueText(duration, start)]),
      ]),
    ),
  ]
}
