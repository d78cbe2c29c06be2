import { isPlainObject, parseRange } from './fact-spec.js'
import { moments } from './fixed.js'
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

const sections: Readonly<Record<keyof OwnWords, (x: unknown) => boolean>> = {
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
    if (!Object.hasOwn(sections, section) || !isPlainObject(entries)) return section
    const fits = sections[section as keyof OwnWords]
    for (const [name, entry] of Object.entries(entries)) if (!fits(entry)) return `${section}.${name}`
  }
  return null
}
