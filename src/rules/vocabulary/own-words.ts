import { isPlainObject, parseRange } from './fact-spec.js'
import { moments } from './fixed.js'
import { implicationOf, strayIn } from './implications.js'
import { extendedVocabulary } from './vocabulary.js'
import type { OwnWords } from './words.js'

// What the engine relies on of an authority's own words, checked in plain code: a compiled rulebook could have been changed.

type Maps = Readonly<Record<string, unknown>>

const isText = (x: unknown): boolean => typeof x === 'string' && x !== ''
const isTexts = (x: unknown): boolean => isPlainObject(x) && Object.values(x).every(isText)
const isMoment = (x: unknown): boolean => x === undefined || (moments as readonly unknown[]).includes(x)

function isFact(x: unknown): boolean {
  if (!isPlainObject(x)) return false
  const { ask, label, name, says, none, choices, severalOf, number, unit, kind, moment, askedFrom, ...rest } = x as Maps
  const { group, help, families, personal, ...others } = rest
  const kinds = [choices, severalOf, number].filter(k => k !== undefined)
  return (
    isText(ask) &&
    [label, name, says, none, unit, group, help, families].every(t => t === undefined || isText(t)) &&
    kinds.length <= 1 &&
    [choices, severalOf].every(c => c === undefined || isTexts(c)) &&
    (number === undefined || (typeof number === 'string' && parseRange(number) !== null)) &&
    // Only England's words bind facts to the engine.
    kind === undefined &&
    (personal === undefined || typeof personal === 'boolean') &&
    isMoment(moment) &&
    isMoment(askedFrom) &&
    Object.keys(others).length === 0
  )
}

const isEvent = (x: unknown): boolean => {
  if (!isPlainObject(x)) return false
  const { label, moment, begins, ends } = x as Maps
  return isText(label) && isMoment(moment) && [begins, ends].every(b => b === undefined || typeof b === 'boolean')
}
const isDestination = (x: unknown): boolean => isPlainObject(x) && isText((x as Maps).label) && isText((x as Maps).says)
const isRating = (x: unknown): boolean =>
  isPlainObject(x) && isText((x as Maps).label) && ((x as Maps).graverThan === null || isText((x as Maps).graverThan))

const isValue = (x: unknown): boolean => isText(x) || typeof x === 'boolean' || typeof x === 'number'
function isImplication(x: unknown): boolean {
  if (!isPlainObject(x)) return false
  const { when, then, assume, until, because, notAsked, atOdds, ...others } = x as Maps
  return (
    [when, then, assume].every(v => v === undefined || (isPlainObject(v) && Object.values(v).every(isValue))) &&
    [until, because, atOdds].every(t => t === undefined || isText(t)) &&
    (notAsked === undefined || (Array.isArray(notAsked) && notAsked.length > 0 && notAsked.every(isText))) &&
    Object.keys(others).length === 0
  )
}

const sections: Readonly<Record<Exclude<keyof OwnWords, 'implies'>, (x: unknown) => boolean>> = {
  facts: isFact,
  choices: isTexts,
  events: isEvent,
  destinations: isDestination,
  purposes: isText,
  levels: isText,
  levelOf: x => typeof x === 'number',
  ratings: isRating,
}

/** Where the first part stands that cannot stand there; `null` where all is well. */
export function ownWordsFault(words: unknown): string | null {
  if (!isPlainObject(words)) return 'words'
  for (const [section, entries] of Object.entries(words)) {
    if (section === 'implies' && Array.isArray(entries)) {
      const at = entries.findIndex(entry => !isImplication(entry))
      if (at >= 0) return `implies[${at}]`
      continue
    }
    if (!Object.hasOwn(sections, section) || !isPlainObject(entries)) return section
    const fits = sections[section as keyof typeof sections]
    for (const [name, entry] of Object.entries(entries)) if (!fits(entry)) return `${section}.${name}`
  }
  const { implies = [], ...others } = words as OwnWords
  if (implies.length === 0) return null
  const known = extendedVocabulary(others)
  const at = implies.findIndex(entry => strayIn(implicationOf(entry), known) !== null)
  return at < 0 ? null : `implies[${at}]`
}
