import { deadlineWords, instantWords, levelWords } from '../../../engine/render/decision-words.js'
import { factWords, observedWords, valueName } from '../../../rules/language/condition-words.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import { eventWords, vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import type { Block, Inline, Item } from './page.js'
import { anchorOf, heading, item, link, list, paragraph, table } from './page.js'
import type { ClockExample } from './timeline.js'
import { clockExample, timelineOf } from './timeline.js'

/** One contact of the authority told with its clocks, as a picture and as a table. */
export function clockStory(rulebook: Rulebook): readonly Block[] {
  const example = clockExample(rulebook)
  if (example === null) return []
  const { decision, left } = example
  const undrawn =
    left.length === 0
      ? ''
      : ' Clocks that wait for an event, end at once or run for longer than four weeks stand in the table alone.'
  return [
    heading(2, 'One contact and its clocks', 'one-contact'),
    paragraph(
      `A contact is received on ${instantWords(example.contact.receivedAt)}, the day before the Easter bank holidays. What is known:`,
    ),
    ...list(factItems(rulebook, example.contact)),
    paragraph(
      `By the rules it is at: ${levelWords(decision)}. A filled bar is a clock that governs; a dashed one is for keeping records, reviews, closing or notice. Shaded days are no working days.${undrawn}`,
    ),
    {
      kind: 'timeline',
      title: 'The clocks of one contact over Easter 2026',
      timeline: timelineOf(rulebook, example),
      alternative: table(['What', 'How long, and from when', 'Due', 'In the picture'], clockRows(rulebook, example)),
    },
  ]
}

const clockRows = (
  rulebook: Rulebook,
  { decision, drawn }: ClockExample,
): readonly (readonly (readonly Inline[])[])[] =>
  decision.deadlines.map(d => {
    const { when, span } = deadlineWords(vocabularyOf(rulebook), d, decision.notices)
    return [[link(d.label, anchorOf.rule(d.rule))], [span], [when], [drawn.includes(d) ? 'yes' : 'no']]
  })

/** The facts of a contact in words, save when it was received. */
export function factItems(rulebook: Rulebook, contact: Readonly<Record<string, unknown>>): readonly Item[] {
  return Object.entries(contact).flatMap(([fact, value]): readonly Item[] => {
    if (fact === 'receivedAt' || fact === 'reference') return []
    if (fact === 'events') return eventItems(rulebook, value as Readonly<Record<string, string>>)
    if (fact === 'indicators' || fact === 'indicatorsAbsent')
      return (value as readonly string[]).map(id =>
        item(`${fact === 'indicators' ? '' : 'looked for and not found: '}${valueName(rulebook, 'indicators', id)}`),
      )
    if (fact === 'indicatorsSince')
      return Object.entries(value as Readonly<Record<string, string>>).map(([id, at]) =>
        item(`${valueName(rulebook, 'indicators', id)}, since ${at}`),
      )
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.entries(value).map(([part, one]) =>
        item(
          one === 'not-tested'
            ? `${factWords(vocabularyOf(rulebook), `${fact}.${part}`)}: not tested`
            : observedWords(rulebook, `${fact}.${part}`, one),
        ),
      )
    return [item(observedWords(rulebook, fact, value))]
  })
}

const eventItems = (rulebook: Rulebook, events: Readonly<Record<string, string>>): readonly Item[] =>
  Object.entries(events).map(([name, at]) => item(`${eventWords(vocabularyOf(rulebook), name)}: ${instantWords(at)}`))
