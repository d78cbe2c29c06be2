import { deepFreeze } from '../freeze.js'
import type { EarlierParts } from './earlier-contacts.js'
import { isDayOrMonth, isEarlierContact, mostEarlier } from './earlier-contacts.js'
import type { Moment } from './fixed.js'
import { consentAnswers } from './fixed.js'
import type { Clause, ValueWords } from './said.js'
import type { FactWords, Words } from './words.js'

/** How a fact's value is read by conditions. */
export type FactKind =
  | 'boolean'
  | 'choice'
  | 'number'
  | 'list'
  | 'indicators'
  | 'dates-by-indicator'
  | 'map'
  | 'earlier-contacts'
  | 'instant'
  | 'text'

/** The numbers that a fact takes. */
export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly whole: boolean
}

/** One fact of a contact: what it takes, when it becomes known, and how people are asked for it and told of it. */
export interface FactSpec {
  readonly kind: FactKind
  /** Whether the fact takes a value, told without a word. */
  readonly accepts: (value: unknown) => boolean
  /** The values that it chooses among; empty where there is no such list. */
  readonly values: readonly (string | number)[]
  /** Of a number that is no choice. */
  readonly range: NumberRange | null
  /** Of a list or a text: the most that it holds. */
  readonly most: number | null
  /** Of a map: the names that may stand in it, and the values that each may have (none listed: a date and time). */
  readonly inner: { readonly names: readonly string[]; readonly values: readonly (string | number)[] } | null
  /** Of earlier contacts: what each may say. */
  readonly earlier: EarlierParts | null
  /** The moment that a contact has reached once it gives the fact. */
  readonly moment: Moment
  readonly label: string
  readonly question: string
  /** The moment from which it is worth asking for, where that is before `moment`. */
  readonly askedFrom: Moment
  /** Of yes or no: the answer as a sentence. */
  readonly says: Clause | null
  /** Of a choice or a list: how its values are said. */
  readonly words: ValueWords | null
  /** Of a number: as it stands before "is at least 3". */
  readonly name: string | null
  readonly unit: string | null
  readonly group: string | null
  readonly help: string | null
  /** How families are told of it. */
  readonly families: string | null
  readonly personal: boolean
  /** Whether one authority declares it for itself. */
  readonly own: boolean
}

const mostOfList = 100
const mostIndicators = 2000
const longestId = 200
const longestText = 500

const isOneOf = (values: readonly unknown[]): FactSpec['accepts'] => {
  const set = new Set(values)
  return x => set.has(x)
}
const isText =
  (most: number): FactSpec['accepts'] =>
  x =>
    typeof x === 'string' && x.length <= most
const isListOf =
  (most: number, one: FactSpec['accepts']): FactSpec['accepts'] =>
  x => {
    if (!Array.isArray(x) || x.length > most) return false
    for (let i = 0; i < x.length; i++) if (!one(x[i])) return false
    return true
  }
const isMapOf = (keys: readonly string[], one: FactSpec['accepts']): FactSpec['accepts'] => {
  const isKey = isOneOf(keys)
  return x =>
    isPlainObject(x) &&
    Object.keys(x).every(key => {
      const value = (x as Record<string, unknown>)[key]
      return isKey(key) && (value === undefined || one(value))
    })
}
const areDatesOf =
  (most: number): FactSpec['accepts'] =>
  x =>
    isPlainObject(x) &&
    Object.keys(x).length <= most &&
    Object.entries(x).every(([id, at]) => id.length <= longestId && isDayOrMonth(at))
const isNumberIn =
  ({ min, max, whole }: NumberRange): FactSpec['accepts'] =>
  x =>
    typeof x === 'number' && x >= min && x <= max && (!whole || Number.isInteger(x))

// Real dates only, and with an offset; which of them exist is checked when the contact is read.
export const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/
const isInstant: FactSpec['accepts'] = x => typeof x === 'string' && instant.test(x)

/** An object as JSON or an object literal makes it: what it holds, it holds itself. */
export function isPlainObject(x: unknown): x is object {
  if (typeof x !== 'object' || x === null) return false
  const prototype: unknown = Object.getPrototypeOf(x)
  return prototype === Object.prototype || prototype === null
}

const rangeText = /^(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)(, fractions too)?$/

/** A range as a vocabulary writes it: `0 to 25`, `0 to 168, fractions too`; `null` where it is none. */
export function parseRange(text: string): NumberRange | null {
  const found = rangeText.exec(text)
  if (found === null) return null
  const [min, max] = [Number(found[1]), Number(found[2])]
  const whole = found[3] === undefined
  return min < max && (!whole || (Number.isInteger(min) && Number.isInteger(max))) ? { min, max, whole } : null
}

/** A range that a vocabulary was checked to have. */
function rangeOf(text: string): NumberRange {
  const range = parseRange(text)
  if (range === null) throw new Error(`\`${text}\` is no range`)
  return range
}

/** A fact's name in words: `previousContacts` is "previous contacts". */
const plainName = (name: string): string => name.replace(/([A-Z])/g, ' $1').toLowerCase()

/** The parts in which kinds of facts differ. */
type ByKind = Pick<FactSpec, 'kind' | 'accepts'> &
  Partial<Pick<FactSpec, 'values' | 'range' | 'most' | 'inner' | 'earlier'>>

function byKind(fact: FactWords, words: Words): ByKind {
  const choiceOf = (values: readonly (string | number)[]): ByKind => ({
    kind: 'choice',
    accepts: isOneOf(values),
    values,
  })
  if (fact.choices !== undefined) return choiceOf(Object.keys(fact.choices))
  if (fact.severalOf !== undefined) {
    const values = Object.keys(fact.severalOf)
    return { kind: 'list', accepts: isListOf(mostOfList, isOneOf(values)), values, most: mostOfList }
  }
  if (fact.number !== undefined) {
    const range = rangeOf(fact.number)
    return { kind: 'number', accepts: isNumberIn(range), range }
  }
  const mapOf = (names: readonly string[], values: readonly (string | number)[]): ByKind => ({
    kind: 'map',
    accepts: isMapOf(names, values.length > 0 ? isOneOf(values) : isInstant),
    inner: { names, values },
  })
  switch (fact.kind) {
    case undefined:
      return { kind: 'boolean', accepts: x => typeof x === 'boolean' }
    case 'level': {
      const values = levelsOf(words)
      return { kind: 'number', accepts: isOneOf(values), values }
    }
    case 'rating':
      return choiceOf(Object.keys(words.ratings))
    case 'indicators':
      return { kind: 'indicators', accepts: isListOf(mostIndicators, isText(longestId)), most: mostIndicators }
    case 'dates-by-indicator':
      return { kind: fact.kind, accepts: areDatesOf(mostIndicators), most: mostIndicators }
    case 'answers-by-purpose':
      return mapOf(Object.keys(words.purposes), consentAnswers)
    case 'scores-by-area':
      return mapOf(Object.keys(words.areas), [0, 1, 2, 3, 4, 'not-tested'])
    case 'earlier-contacts': {
      const earlier: EarlierParts = {
        level: levelsOf(words),
        concerns: Object.keys(earlierConcerns(words)),
        outcome: Object.keys(words.earlier.outcomes),
      }
      return {
        kind: 'earlier-contacts',
        accepts: isListOf(mostEarlier, x => isEarlierContact(earlier, x)),
        most: mostEarlier,
        earlier,
      }
    }
    case 'events':
      return mapOf(Object.keys(words.events), [])
    case 'instant':
      return { kind: 'instant', accepts: isInstant }
    case 'text':
      return { kind: 'text', accepts: isText(longestText), most: longestText }
  }
}

/** The levels of a vocabulary, the lowest first. */
export const levelsOf = (words: Pick<Words, 'levels'>): readonly number[] =>
  Object.keys(words.levels)
    .map(Number)
    .sort((a, b) => a - b)

/** The concerns that an earlier contact may have raised: those of a contact, and the topics that only an earlier one is told by. */
export const earlierConcerns = ({
  facts,
  earlier,
}: Pick<Words, 'facts' | 'earlier'>): Readonly<Record<string, string>> => ({
  ...facts.concerns?.severalOf,
  ...earlier.topics,
})

/** A fact as a vocabulary declares it, with all that follows from that. */
export function factSpec(name: string, fact: FactWords, words: Words, own: boolean): FactSpec {
  const { kind, accepts, values = [], range = null, most = null, inner = null, earlier = null } = byKind(fact, words)
  const answer = `the answer to "${fact.ask}"`
  const choices = fact.choices ?? fact.severalOf ?? (fact.kind === 'rating' ? words.ratings : null)
  const bare = fact.name === undefined && fact.says === undefined
  return Object.freeze({
    kind,
    accepts,
    values: deepFreeze(values),
    range: deepFreeze(range),
    most,
    inner: deepFreeze(inner),
    earlier: deepFreeze(earlier),
    moment: fact.moment ?? 'receipt',
    label: fact.label ?? plainName(name),
    question: fact.ask,
    askedFrom: fact.askedFrom ?? fact.moment ?? 'receipt',
    says: kind === 'boolean' ? (fact.says ?? `${answer} is {yes|no}`) : null,
    words:
      choices === null
        ? null
        : deepFreeze({
            name: fact.name ?? answer,
            // Where neither is written, the answer is told in the question's words.
            says:
              fact.says ??
              (bare ? (kind === 'list' ? `${answer} {takes in|does not take in} *` : `${answer} is~ *`) : null),
            values: choices,
            ...(kind === 'list' && { none: fact.none ?? `${answer} is~ "none"` }),
          }),
    name: kind === 'number' ? (fact.name ?? answer) : null,
    unit: fact.unit ?? null,
    group: fact.group ?? null,
    help: fact.help ?? null,
    families: fact.families ?? null,
    personal: fact.personal ?? false,
    own,
  })
}
