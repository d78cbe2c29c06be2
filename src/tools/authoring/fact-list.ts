import { clockFacts } from '../../rules/language/clock-starts.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { FactSpec, NumberRange } from '../../rules/vocabulary/fact-spec.js'
import { optionWords } from '../../rules/vocabulary/fact-words.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import { consentAnswers } from '../../rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { england, eventOf, factOf, questionFor, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { factsRead } from '../contacts/draw-contact.js'
import { atomsByFact } from '../logic/classes.js'

/** A thing to choose, as it stands in a contact and as people read it. */
export interface ListedChoice {
  readonly value: string | number
  readonly words: string
}

/** A fact of a contact, or an entry of one that holds several (`consentFor.referral`, `events.planStartedAt`). */
export interface ListedFact {
  readonly name: string
  /** The heading under which forms put it; `null` where they do not ask for it. */
  readonly group: string | null
  readonly question: string
  /** What a contact gives, in words: "yes or no", "one of", "a whole number from 0 to 25". */
  readonly takes: string
  readonly choices: readonly ListedChoice[]
  /** The moment that a contact has reached once the fact is given. */
  readonly moment: Moment
  /** The authorities whose rules turn on it. */
  readonly readBy: readonly string[]
  /** The authorities that declare it for themselves; empty where England's words have it. */
  readonly declaredBy: readonly string[]
}

/** Every fact that a contact may give, England's and the rulebooks' own, and which of some rulebooks turn on it. */
export function factList(rulebooks: readonly Rulebook[]): readonly ListedFact[] {
  const readers = rulebooks.map(r => ({ authority: r.authority, reads: readerOf(r) }))
  const listed = new Map<string, Entry>()
  for (const vocabulary of [england, ...rulebooks.map(vocabularyOf)])
    for (const entry of vocabulary.factNames.flatMap(name => entriesOf(vocabulary, name))) {
      const before = listed.get(entry.name)
      // Of a fact to which an authority adds choices all are listed.
      const more = entry.choices.filter(c => !before?.choices.some(b => b.value === c.value))
      listed.set(entry.name, before ? { ...before, choices: [...before.choices, ...more] } : entry)
    }
  return [...listed.values()].map(entry => ({
    ...entry,
    readBy: readers.filter(r => r.reads(entry.name)).map(r => r.authority),
    declaredBy: isOfEngland(entry.name)
      ? []
      : rulebooks.filter(r => isThere(vocabularyOf(r), entry.name)).map(r => r.authority),
  }))
}

/** Whether a vocabulary has a fact, or an entry of one that holds several. */
function isThere({ facts }: Vocabulary, name: string): boolean {
  const [fact = '', entry] = name.split('.')
  const inner = facts[fact]?.inner
  return facts[fact] !== undefined && (entry === undefined || inner?.names.includes(entry) === true)
}

const isOfEngland = (name: string): boolean => isThere(england, name)

/** Whether a rulebook's conditions, clocks or outcomes turn on a fact or an entry. */
function readerOf(rulebook: Rulebook): (name: string) => boolean {
  const read = factsRead(rulebook)
  const conditions = atomsByFact(rulebook)
  const clocks = new Set(
    rulebook.rules.flatMap(({ outcome: o }) => (o.stage === 'deadlines' ? clockFacts(rulebook, o) : [])),
  )
  return name => {
    const [fact = ''] = name.split('.')
    // Where no indicators are listed there are none to give.
    if (fact.startsWith('indicators')) return rulebook.indicators.length > 0 && read.has(fact)
    if (fact === 'events') return conditions.has(name) || clocks.has(name)
    return read.has(fact) || clocks.has(fact)
  }
}

type Entry = Omit<ListedFact, 'readBy' | 'declaredBy'>

function entriesOf(vocabulary: Vocabulary, name: string): readonly Entry[] {
  const spec = factOf(vocabulary, name)
  const { moment, question } = spec
  const choicesOf = (fact: string, values: readonly (string | number)[]): readonly ListedChoice[] =>
    values.map(value => ({ value, words: optionWords(vocabulary, fact, value) }))
  if (name === 'events')
    return vocabulary.eventNames.map(event => ({
      name: `events.${event}`,
      group: 'When things happened',
      question: questionFor(vocabulary, `events.${event}`),
      takes: instants,
      choices: [],
      moment: eventOf(vocabulary, event).moment,
    }))
  if (name === 'consentFor')
    return vocabulary.purposeNames.map(purpose => ({
      name: `consentFor.${purpose}`,
      group: spec.group,
      question: `Has consent for ${vocabulary.purposes[purpose]} been given, refused or not asked for?`,
      takes: 'one of',
      choices: choicesOf('consent', consentAnswers),
      moment,
    }))
  if (name === 'functionalNeeds')
    return vocabulary.areaNames.map(area => ({
      name: `functionalNeeds.${area}`,
      group: spec.group,
      question: `How is ${vocabulary.areas[area]} scored?`,
      takes: 'a score from 0 to 4, or `not-tested`',
      choices: [],
      moment,
    }))
  return [
    {
      name,
      group: spec.group,
      question,
      takes: takesOf(spec),
      choices: spec.kind === 'number' ? [] : choicesOf(name, spec.values),
      moment,
    },
  ]
}

const instants = 'a date and time with its offset, as `2026-05-05T10:15:00+01:00`'

function takesOf(spec: FactSpec): string {
  switch (spec.kind) {
    case 'boolean':
      return 'yes or no (`true` or `false`)'
    case 'choice':
      return 'one of'
    case 'list':
      return 'a list, complete once it is given, of'
    case 'number':
      return spec.values.length > 0 ? `one of ${spec.values.join(', ')}` : rangeOf(spec.range)
    case 'indicators':
      return "a list of the ids of the authority's own indicators"
    case 'dates-by-indicator':
      return 'the day or the month, `2026-01-05` or `2026-01`, beside the id of an indicator, which is then seen'
    case 'earlier-contacts':
      return `a list of at most ${spec.most}, each \`{ at, level, concerns, outcome }\`: the day or the month, and what is known of the rest; an empty list is none`
    case 'instant':
      return instants
    default:
      return 'a text'
  }
}

const rangeOf = (range: NumberRange | null): string =>
  range === null ? 'a number' : `a ${range.whole ? 'whole ' : ''}number from ${range.min} to ${range.max}`
