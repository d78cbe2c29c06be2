import type { Rulebook } from '../rules/rulebook.js'
import type { FactSpec } from '../rules/vocabulary/fact-spec.js'
import { boundsOf } from '../rules/vocabulary/fact-spec.js'
import { areaWords, optionWords } from '../rules/vocabulary/fact-words.js'
import { factNames, facts } from '../rules/vocabulary/facts.js'
import type { Moment } from '../rules/vocabulary/fixed.js'
import { consentAnswers, eventNames, functionalAreas, purposes } from '../rules/vocabulary/fixed.js'
import { purposeWords, questionFor } from '../rules/vocabulary/phrases.js'
import { atomsByFact } from './classes.js'
import { factsRead } from './draw-contact.js'

/** A thing to choose, as it stands in a contact and as people read it. */
export interface ListedChoice {
  readonly value: string | number
  readonly words: string
}

/** A fact of a contact, or an entry of one that holds several (`consentFor.referral`, `events.planStartedAt`). */
export interface ListedFact {
  readonly name: string
  readonly question: string
  /** What a contact gives, in words: "yes or no", "one of", "a whole number from 0 to 25". */
  readonly takes: string
  readonly choices: readonly ListedChoice[]
  /** The moment that a contact has reached once the fact is given. */
  readonly moment: Moment
  /** The authorities whose rules turn on it. */
  readonly readBy: readonly string[]
}

/** Every fact that a contact may give, and which of some rulebooks turn on it. */
export function factList(rulebooks: readonly Rulebook[]): readonly ListedFact[] {
  const readers = rulebooks.map(r => ({ authority: r.authority, reads: readerOf(r) }))
  return factNames
    .flatMap(entriesOf)
    .map(entry => ({ ...entry, readBy: readers.filter(r => r.reads(entry.name)).map(r => r.authority) }))
}

/** Whether a rulebook's conditions, clocks or outcomes turn on a fact or an entry. */
function readerOf(rulebook: Rulebook): (name: string) => boolean {
  const read = factsRead(rulebook)
  const conditions = atomsByFact(rulebook)
  const clocks = new Set<string | null>(
    rulebook.rules.flatMap(({ outcome: o }): (string | null)[] => (o.stage === 'deadlines' ? [o.from, o.orAt] : [])),
  )
  return name => {
    const [fact = '', entry] = name.split('.')
    if (fact === 'events') return conditions.has(name) || clocks.has(entry ?? '')
    return read.has(fact)
  }
}

type Entry = Omit<ListedFact, 'readBy'>

function entriesOf(name: (typeof factNames)[number]): readonly Entry[] {
  const spec: FactSpec = facts[name]
  const { moment, question } = spec
  const choicesOf = (fact: string, values: readonly (string | number)[]): readonly ListedChoice[] =>
    values.map(value => ({ value, words: optionWords(fact, value) }))
  if (name === 'events')
    return eventNames.map(event => ({
      name: `events.${event}`,
      question: questionFor(`events.${event}`),
      takes: instants,
      choices: [],
      moment,
    }))
  if (name === 'consentFor')
    return purposes.map(purpose => ({
      name: `consentFor.${purpose}`,
      question: `Has consent for ${purposeWords[purpose]} been given, refused or not asked for?`,
      takes: 'one of',
      choices: choicesOf('consent', consentAnswers),
      moment,
    }))
  if (name === 'functionalNeeds')
    return functionalAreas.map(area => ({
      name: `functionalNeeds.${area}`,
      question: `How is ${areaWords[area]} scored?`,
      takes: 'a score from 0 to 4, or `not-tested`',
      choices: [],
      moment,
    }))
  return [
    {
      name,
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
      return spec.values.length > 0 ? `one of ${spec.values.join(', ')}` : rangeOf(spec)
    case 'indicators':
      return "a list of the ids of the authority's own indicators"
    case 'instant':
      return instants
    default:
      return 'a text'
  }
}

function rangeOf(spec: FactSpec): string {
  const { min, max, whole } = boundsOf(spec)
  return `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`
}
