import { instantWords } from '../../src/engine/render/decision-words.js'
import type { Vocabulary } from '../../src/index.js'
import { questionFor } from '../../src/index.js'
import { factWords, listWords } from '../../src/rules/language/condition-words.js'
import { optionWords } from '../../src/rules/vocabulary/fact-words.js'
import { capital } from '../../src/rules/vocabulary/said.js'
import { eventWords } from '../../src/rules/vocabulary/vocabulary.js'
import type { Facts } from './state.js'

/** How a fact is asked for. */
export type Control =
  | { readonly kind: 'radios'; readonly options: readonly Option[] }
  /** A list, complete once it is given. */
  | { readonly kind: 'checkboxes'; readonly options: readonly Option[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly kind: 'instant' }
  | { readonly kind: 'text'; readonly maxLength: number }
  /** A map: each of its keys has one of the options, or none. */
  | { readonly kind: 'selects'; readonly keys: readonly Option[]; readonly options: readonly Option[] }
  | { readonly kind: 'indicators' }

/** One thing to choose, and what people read. */
export interface Option {
  readonly value: string | number | boolean
  readonly words: string
}

const yesNo: readonly Option[] = [
  { value: true, words: 'Yes' },
  { value: false, words: 'No' },
]

const optionsOf = (vocabulary: Vocabulary, fact: string): readonly Option[] =>
  (vocabulary.facts[fact]?.values ?? []).map(value => ({ value, words: optionWords(vocabulary, fact, value) }))

/** How a fact, or the time of one event, is asked for. */
export function controlOf(vocabulary: Vocabulary, fact: string): Control {
  const spec = vocabulary.facts[fact]
  if (spec === undefined) return { kind: 'instant' }
  switch (spec.kind) {
    case 'boolean':
      return { kind: 'radios', options: yesNo }
    case 'choice':
      return { kind: 'radios', options: optionsOf(vocabulary, fact) }
    case 'list':
      return { kind: 'checkboxes', options: optionsOf(vocabulary, fact) }
    case 'number':
      // A level is a number among which one is chosen.
      return spec.range === null
        ? { kind: 'radios', options: optionsOf(vocabulary, fact) }
        : { kind: 'number', ...spec.range }
    case 'indicators':
      return { kind: 'indicators' }
    case 'instant':
      return { kind: 'instant' }
    // No form asks for a list of contacts or for dates by indicator, and no rulebook of these turns on one.
    case 'earlier-contacts':
    case 'dates-by-indicator':
    case 'text':
      return { kind: 'text', maxLength: 200 }
    case 'map':
      return fact === 'consentFor' ? consentSelects(vocabulary) : needSelects(vocabulary)
  }
}

const consentSelects = (vocabulary: Vocabulary): Control => ({
  kind: 'selects',
  keys: Object.entries(vocabulary.purposes).map(([value, words]) => ({ value, words: `For ${words}` })),
  options: optionsOf(vocabulary, 'consent'),
})

const needSelects = ({ areas }: Vocabulary): Control => ({
  kind: 'selects',
  keys: Object.entries(areas).map(([value, words]) => ({ value, words: capital(words) })),
  options: [
    ...[0, 1, 2, 3, 4].map(value => ({ value, words: `Score ${value}` })),
    { value: 'not-tested', words: 'Not tested' },
  ],
})

/** The question that asks for a fact. */
export const questionOf = (vocabulary: Vocabulary, fact: string): string => questionFor(vocabulary, fact)

/** A fact's name, to stand before its answer. */
export const labelOf = (vocabulary: Vocabulary, fact: string): string =>
  fact.startsWith('events.')
    ? capital(eventWords(vocabulary, fact.slice('events.'.length)))
    : capital(vocabulary.facts[fact]?.label ?? factWords(vocabulary, fact))

/** An answer in words. */
export function answerWords(vocabulary: Vocabulary, fact: string, value: unknown): string {
  const control = controlOf(vocabulary, fact)
  const worded = (options: readonly Option[], v: unknown): string =>
    options.find(o => o.value === v)?.words ?? String(v)
  switch (control.kind) {
    case 'radios':
      return worded(control.options, value)
    case 'checkboxes': {
      const chosen = value as readonly unknown[]
      return chosen.length === 0 ? 'None of those asked for' : chosen.map(v => worded(control.options, v)).join('; ')
    }
    case 'instant':
      return instantWords(String(value))
    case 'selects':
      return Object.entries(value as Facts)
        .map(([key, v]) => `${worded(control.keys, key)}: ${worded(control.options, v).toLowerCase()}`)
        .join('; ')
    case 'indicators':
      return listWords(value as readonly string[], 'and')
    default:
      return String(value)
  }
}
