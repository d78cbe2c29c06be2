import type { ConsentAnswer, Moment, Requirement } from './fixed.js'
import type { Clause, ValueWords } from './said.js'
import { capital, said } from './said.js'
import { saidStages, stageOf } from './stages.js'
import type { Vocabulary } from './vocabulary.js'

// What every value of every fact and outcome says in a sentence: the one place that rules, explanations, pages, questions and reports read.

interface Worded<V extends string> extends ValueWords {
  readonly values: Readonly<Record<V, string>>
}

/** How the three answers on consent are said, for consent to whatever it is. */
const consentAnswerWords = (consent: string): Worded<ConsentAnswer> => ({
  name: `the answer on ${consent}`,
  says: null,
  values: {
    given: `${consent} is~ given`,
    refused: `${consent} is~ refused`,
    'not-sought': `${consent} has {not been|been} asked for`,
  },
})

const momentWords: Worded<Moment> = {
  name: 'the stage of the contact',
  says: 'the contact is~ at *',
  values: { receipt: 'receipt', screening: 'screening', enquiries: 'enquiries', later: 'a later stage' },
}

const requirementWords = (purpose: string): Worded<Requirement | 'none'> => ({
  name: `what is asked of consent for ${purpose}`,
  says: `the rule on consent for ${purpose} is~ *`,
  values: {
    required: '"required"',
    seek: '"ask, and go on without"',
    inform: '"tell, and do not ask"',
    'do-not-seek': '"do not ask"',
    'not-required': '"not required"',
    none: '"no rule"',
  },
})

const partsOf = (fact: string): readonly [outer: string, inner: string] => {
  const [outer = '', inner = ''] = fact.split('.')
  return [outer, inner]
}

/** How the values of a choice or a list are said, outcomes and worked-out facts included; `null` of any other fact. */
export function valuesOf(vocabulary: Vocabulary, fact: string): ValueWords | null {
  const words = vocabulary.facts[fact]?.words
  if (words) return words
  const { purposes, ratings, bases, destinations } = vocabulary
  const [outer, purpose] = partsOf(fact)
  switch (outer) {
    case 'rating':
      return { name: 'the latest rating', says: 'the latest rating is~ *', values: ratings }
    case 'rag':
      return { name: 'the rating', says: 'the contact is~ rated *', values: ratings }
    case 'basis':
      return {
        name: 'the statutory basis',
        says: null,
        values: { ...bases, none: 'there is {no|a} statutory basis' },
      }
    case 'route':
      return {
        name: 'where it goes',
        says: 'it {goes|does not go} *',
        values: Object.fromEntries(Object.entries(destinations).map(([name, { says }]) => [name, says])),
      }
    case 'moment':
      return momentWords
    case 'received':
      return { name: 'whether it came in office hours', says: 'the contact {came|did not come} *', values: {} }
    case 'consentFor':
      return purpose in purposes ? consentAnswerWords(`consent for ${purposes[purpose]}`) : null
    case 'requirement':
      return requirementWords(purposes[purpose] ?? purpose)
    case 'team':
      return { name: 'the team', says: 'the team is~ *', values: { none: 'one that the source does not name' } }
    case 'entry':
      return {
        name: 'what the contact counts as',
        says: 'the contact {counts|does not count} as *',
        values: { none: 'nothing in particular' },
      }
    default:
      return saidWords(vocabulary, outer)
  }
}

/** How the values of a stage are said whose entry in the table is all that says them; `null` where they are numbers or no stage sets the fact. */
function saidWords(vocabulary: Vocabulary, fact: string): ValueWords | null {
  const said = saidStages.find(s => s.fact === fact)
  if (said === undefined) return null
  const values = said.said.values(vocabulary).map(v => v ?? 'none')
  if (values.some(v => typeof v === 'number')) return null
  const name = `the ${stageOf(said.stage).heading.toLowerCase()}`
  return {
    name,
    says: `${name} is~ *`,
    values: Object.fromEntries(values.map(v => [v, String(v).replaceAll('-', ' ')])),
  }
}

/** A yes-or-no fact or outcome as a clause; `null` of any other fact. */
export function clauseOf(vocabulary: Vocabulary, fact: string): Clause | null {
  const says = vocabulary.facts[fact]?.says
  if (says) return says
  const [outer, purpose] = partsOf(fact)
  return outer === 'mayProceed' ? `${vocabulary.purposes[purpose] ?? purpose} {may|may not} go ahead` : null
}

/** The name of a number, as it stands before "is at least 3"; `null` of any other fact. */
export function numberName(vocabulary: Vocabulary, fact: string): string | null {
  const name = vocabulary.facts[fact]?.name
  if (name) return name
  if (fact === 'level') return 'the level'
  if (fact === 'practitionerLevel') return "the practitioner's latest level"
  const [outer, area] = partsOf(fact)
  return outer === 'functionalNeeds' && area !== '' ? `the score for ${vocabulary.areas[area] ?? area}` : null
}

/** A value as an answer: what it says in a sentence, by itself. */
export function optionWords(vocabulary: Vocabulary, fact: string, value: string | number): string {
  const words = valuesOf(vocabulary, fact)
  if (words === null) return `Level ${value}`
  const text = words.values[value] ?? String(value)
  return capital(words.says === null ? said(text, true) : text)
}
