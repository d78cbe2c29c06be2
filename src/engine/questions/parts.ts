import type { FactSpec } from '../../rules/vocabulary/fact-spec.js'
import { optionWords } from '../../rules/vocabulary/fact-words.js'
import { capital } from '../../rules/vocabulary/said.js'
import { questionFor } from '../../rules/vocabulary/vocabulary.js'
import type { Program } from '../compile/program.js'
import type { Decision } from '../decide/decision.js'
import { instantWords } from '../render/decision-words.js'
import type { Facts, Look } from './look.js'
import { decideAlone, withFact } from './look.js'
import type { Change } from './outcome.js'
import { changesBetween } from './outcome.js'
import type { Answer, QuestionPart } from './question.js'
import type { Sample } from './values.js'
import { samplesOf } from './values.js'

/** What a contact made by an answer would change; nothing where it cannot be decided. */
export function changesBy(program: Program, decision: Decision, contact: Facts): readonly Change[] {
  const after = decideAlone(program, contact)
  return after === null ? [] : changesBetween(decision, after)
}

/** A fact as it is asked for, with what each of its answers changes. */
export function partOf(program: Program, { contact, decision }: Look, fact: string): QuestionPart {
  const spec = program.vocabulary.facts[fact]
  const assumed = decision.assumed.find(a => a.fact === fact)?.value
  const answers = samplesOf(program, contact, fact).values.map(
    (sample): Answer => ({
      ...sample,
      says: sampleWords(program, fact, sample),
      changes: changesBy(program, decision, withFact(contact, fact, sample.value)),
    }),
  )
  const entries = spec?.kind === 'map' && spec.inner !== null ? entriesOf(program, fact, spec.inner) : null
  return {
    fact,
    ask: questionFor(program.vocabulary, fact),
    help: spec?.help ?? null,
    kind: spec?.kind ?? 'instant',
    answers,
    members:
      spec?.kind === 'list'
        ? spec.values.map(value => ({ value: String(value), says: optionWords(program.vocabulary, fact, value) }))
        : [],
    range: spec?.range ?? null,
    entries,
    ...(assumed !== undefined && { assumed }),
  }
}

/** What stands in a map: names, and the values that each may have. */
type Inner = NonNullable<FactSpec['inner']>

function entriesOf({ vocabulary }: Program, fact: string, { names, values }: Inner): QuestionPart['entries'] {
  const words = fact === 'functionalNeeds' ? vocabulary.areas : vocabulary.purposes
  return { names: names.map(value => ({ value, says: capital(words[value] ?? value) })), values }
}

function sampleWords({ vocabulary }: Program, fact: string, { value, to }: Sample): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  const spec = vocabulary.facts[fact]
  if (Array.isArray(value))
    return value.length === 0 ? 'None of these' : value.map(v => optionWords(vocabulary, fact, String(v))).join('; ')
  if (spec?.kind === 'choice' || (spec?.kind === 'number' && spec.range === null))
    return optionWords(vocabulary, fact, value as string | number)
  if (typeof value === 'number') return to === undefined ? String(value) : `${value} to ${to}`
  return fact.startsWith('events.') ? instantWords(String(value)) : 'Some of these'
}
