import { instantWords } from '../../src/engine/render/decision-words.js'
import { factWords, listWords } from '../../src/rules/condition-words.js'
import type { FactSpec } from '../../src/rules/vocabulary/fact-spec.js'
import { boundsOf } from '../../src/rules/vocabulary/fact-spec.js'
import { areaWords, capital, optionWords } from '../../src/rules/vocabulary/fact-words.js'
import type { FactName } from '../../src/rules/vocabulary/facts.js'
import { facts } from '../../src/rules/vocabulary/facts.js'
import { functionalAreas, purposes } from '../../src/rules/vocabulary/fixed.js'
import { eventWords, purposeWords, questionFor } from '../../src/rules/vocabulary/phrases.js'
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

/** Level 1 to 4 are numbers among which one is chosen. */
const isLevel = (spec: FactSpec): boolean => spec.kind === 'number' && spec.values.length > 0

const optionsOf = (fact: FactName): readonly Option[] =>
  (facts[fact] as FactSpec).values.map(value => ({ value, words: optionWords(fact, value) }))

const isFact = (fact: string): fact is FactName => fact in facts

/** How a fact, or the time of one event, is asked for. */
export function controlOf(fact: string): Control {
  if (!isFact(fact)) return { kind: 'instant' }
  const spec = facts[fact] as FactSpec
  switch (spec.kind) {
    case 'boolean':
      return { kind: 'radios', options: yesNo }
    case 'choice':
      return { kind: 'radios', options: optionsOf(fact) }
    case 'list':
      return { kind: 'checkboxes', options: optionsOf(fact) }
    case 'number':
      return isLevel(spec) ? { kind: 'radios', options: optionsOf(fact) } : { kind: 'number', ...boundsOf(spec) }
    case 'indicators':
      return { kind: 'indicators' }
    case 'instant':
      return { kind: 'instant' }
    case 'text':
      return { kind: 'text', maxLength: 200 }
    case 'map':
      return fact === 'consentFor' ? consentSelects : needSelects
  }
}

const consentSelects: Control = {
  kind: 'selects',
  keys: purposes.map(value => ({ value, words: `For ${purposeWords[value]}` })),
  options: optionsOf('consent'),
}

const needSelects: Control = {
  kind: 'selects',
  keys: functionalAreas.map(value => ({ value, words: capital(areaWords[value]) })),
  options: [
    ...[0, 1, 2, 3, 4].map(value => ({ value, words: `Score ${value}` })),
    { value: 'not-tested', words: 'Not tested' },
  ],
}

/** The question that asks for a fact. */
export const questionOf = (fact: string): string => questionFor(fact)

/** A fact's name, to stand before its answer. */
export const labelOf = (fact: string): string =>
  fact.startsWith('events.')
    ? capital(eventWords(fact.slice('events.'.length)))
    : isFact(fact)
      ? capital(facts[fact].label)
      : capital(factWords(fact))

/** An answer in words. */
export function answerWords(fact: string, value: unknown): string {
  const control = controlOf(fact)
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
