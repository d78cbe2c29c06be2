import * as z from 'zod'
import { deepFreeze } from '../freeze.js'
import type { Moment } from './fixed.js'
import { levels } from './fixed.js'

/** How a fact's value is read by conditions. */
export type FactKind = 'boolean' | 'choice' | 'number' | 'list' | 'indicators' | 'map' | 'instant' | 'text'

/** One fact of a contact: its schema, when it becomes known, and how people are asked for it. */
export interface FactSpec<S extends z.ZodType = z.ZodType> {
  readonly kind: FactKind
  readonly schema: S
  /** Whether the schema takes a value, told without it: many times as fast, and said in no words. */
  readonly accepts: (value: unknown) => boolean
  readonly values: readonly (string | number)[]
  /** The moment that a contact has reached once it gives the fact. */
  readonly moment: Moment
  readonly label: string
  readonly question: string
  /** The moment from which it is worth asking for, where that is before `moment`. */
  readonly askedFrom: Moment
}

type About = readonly [moment: Moment, label: string, question: string, askedFrom?: Moment]

export const spec = <S extends z.ZodType>(
  kind: FactKind,
  schema: S,
  accepts: FactSpec['accepts'],
  values: readonly (string | number)[],
  [moment, label, question, askedFrom = moment]: About,
): FactSpec<S> =>
  Object.freeze({ kind, schema, accepts, values: deepFreeze(values), moment, label, question, askedFrom })

export const isOneOf = (values: readonly unknown[]): FactSpec['accepts'] => {
  const set = new Set(values)
  return x => set.has(x)
}
export const isText =
  (most: number): FactSpec['accepts'] =>
  x =>
    typeof x === 'string' && x.length <= most
export const isNumber =
  (min: number, max: number): FactSpec['accepts'] =>
  x =>
    typeof x === 'number' && x >= min && x <= max
const isListOf =
  (most: number, one: FactSpec['accepts']): FactSpec['accepts'] =>
  x => {
    if (!Array.isArray(x) || x.length > most) return false
    for (let i = 0; i < x.length; i++) if (!one(x[i])) return false
    return true
  }
export const isMapOf = (keys: readonly string[], one: FactSpec['accepts']): FactSpec['accepts'] => {
  const isKey = isOneOf(keys)
  return x =>
    isPlainObject(x) &&
    Object.keys(x).every(key => {
      const value = (x as Record<string, unknown>)[key]
      return isKey(key) && (value === undefined || one(value))
    })
}

export const yesNo = (...about: About) => spec('boolean', z.boolean(), x => typeof x === 'boolean', [], about)
export const choice = <const V extends readonly string[]>(values: V, ...about: About) =>
  spec('choice', z.enum(values), isOneOf(values), values, about)
export const list = <const V extends readonly string[]>(values: V, ...about: About) =>
  spec('list', z.array(z.enum(values)).max(100).readonly(), isListOf(100, isOneOf(values)), values, about)
export const whole = (min: number, max: number, ...about: About) => {
  const isWithin = isNumber(min, max)
  return spec('number', z.int().min(min).max(max), x => Number.isInteger(x) && isWithin(x), [], about)
}
export const level = (...about: About) => spec('number', z.literal(levels), isOneOf(levels), levels, about)
export const indicatorIds = (...about: About) =>
  spec('indicators', z.array(z.string().max(200)).max(2000).readonly(), isListOf(2000, isText(200)), [], about)

/** The numbers that a fact's schema takes: whether a number is one is for the schema to say. */
export function boundsOf({ schema }: FactSpec): {
  readonly min: number
  readonly max: number
  readonly whole: boolean
} {
  const { minValue, maxValue } = schema as unknown as { readonly minValue: number; readonly maxValue: number }
  return { min: minValue, max: maxValue, whole: !schema.safeParse((minValue + maxValue) / 2 + 0.25).success }
}

// Real dates only, and with an offset; which of them exist is checked when the contact is read.
export const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/
export const isInstant: FactSpec['accepts'] = x => typeof x === 'string' && instant.test(x)

/** An object as JSON or an object literal makes it: what it holds, it holds itself. */
export function isPlainObject(x: unknown): x is object {
  if (typeof x !== 'object' || x === null) return false
  const prototype: unknown = Object.getPrototypeOf(x)
  return prototype === Object.prototype || prototype === null
}
