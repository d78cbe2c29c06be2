import type { Vocabulary } from '../../src/index.js'
import type { Control } from './fact-words.js'
import { controlOf } from './fact-words.js'
import type { DateAndTime } from './london-time.js'
import { fromDateAndTime, toDateAndTime } from './london-time.js'
import type { Facts } from './state.js'

/** An answer that is being given, as the controls hold it. */
export interface Draft {
  /** Of radios; `null`: said to be not known. */
  readonly choice: unknown
  /** Of checkboxes. */
  readonly chosen: readonly unknown[]
  readonly noneOfThese: boolean
  readonly text: string
  readonly when: DateAndTime
  /** Of selects. */
  readonly map: Facts
}

/** What a draft says. */
export type ReadDraft =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'wrong'; readonly message: string }

/** The draft with which a question begins: the answer so far, if there is one. */
export function draftOf(vocabulary: Vocabulary, fact: string, value: unknown): Draft {
  const { kind } = controlOf(vocabulary, fact)
  const isList = kind === 'checkboxes' && Array.isArray(value)
  return {
    choice: kind === 'radios' ? value : undefined,
    chosen: isList ? value : [],
    noneOfThese: isList && value.length === 0,
    text: (kind === 'number' || kind === 'text') && value !== undefined ? String(value) : '',
    when: kind === 'instant' && value !== undefined ? toDateAndTime(String(value)) : { date: '', time: '' },
    map: kind === 'selects' && value !== undefined ? (value as Facts) : {},
  }
}

const wrong = (message: string): ReadDraft => ({ kind: 'wrong', message })
const answer = (value: unknown): ReadDraft => ({ kind: 'answer', value })

/** What a draft says, or what is wrong with it, in words. */
export function readDraft(vocabulary: Vocabulary, fact: string, draft: Draft): ReadDraft {
  const control = controlOf(vocabulary, fact)
  switch (control.kind) {
    case 'radios':
      if (draft.choice === null) return { kind: 'not-known' }
      return draft.choice === undefined ? wrong('Choose an answer, or skip the question') : answer(draft.choice)
    case 'checkboxes':
      return draft.chosen.length === 0 && !draft.noneOfThese
        ? wrong('Choose what applies, or "None of these"')
        : answer(draft.chosen)
    case 'number':
      return readNumber(control, draft.text)
    case 'instant': {
      const instant = fromDateAndTime(draft.when)
      return instant === null ? wrong('Enter a date and a time') : answer(instant)
    }
    case 'text': {
      const text = draft.text.trim()
      if (text === '') return wrong('Enter a reference, or skip the question')
      return text.length > control.maxLength
        ? wrong(`The reference must have ${control.maxLength} characters or fewer`)
        : answer(text)
    }
    case 'selects':
      return Object.keys(draft.map).length === 0
        ? wrong('Choose an answer for at least one of these, or skip the question')
        : answer(draft.map)
    case 'indicators':
      return { kind: 'not-known' }
  }
}

function readNumber(control: Extract<Control, { kind: 'number' }>, text: string): ReadDraft {
  const { min, max, whole } = control
  const range = `from ${min} to ${max}`
  const wanted = whole ? `a whole number ${range}` : `a number ${range}`
  if (!/^\s*\d+([.]\d+)?\s*$/.test(text)) return wrong(`Enter ${wanted}, in figures`)
  const value = Number(text)
  return value >= min && value <= max && (!whole || Number.isInteger(value)) ? answer(value) : wrong(`Enter ${wanted}`)
}
