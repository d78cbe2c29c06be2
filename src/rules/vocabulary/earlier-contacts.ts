import { dayIn } from '../language/in-force.js'

/** A contact about the same child that came before: dates and ids only. What is left out of it is not known. */
export interface EarlierContact {
  /** The day in London on which it came (`2026-01-05`), or the month (`2026-01`). */
  readonly at: string
  readonly level?: number | undefined
  /** Complete where it is given. */
  readonly concerns?: readonly string[] | undefined
  readonly outcome?: string | undefined
}

/** The values that the parts of an earlier contact may have. */
export interface EarlierParts {
  readonly level: readonly number[]
  readonly concerns: readonly string[]
  readonly outcome: readonly string[]
}

/** So many earlier contacts may be given, and so many concerns of each. */
export const mostEarlier = 100

export const dayOrMonth = /^\d{4}-\d\d(-\d\d)?$/

/** Whether something is a text of the form of a day or of a month. */
export const isDayOrMonth = (x: unknown): x is string => typeof x === 'string' && dayOrMonth.test(x)

/** Whether something is an earlier contact with values that its parts take; whether its day exists is for the reader of contacts. */
export function isEarlierContact(parts: EarlierParts, x: unknown): x is EarlierContact {
  if (typeof x !== 'object' || x === null || Array.isArray(x)) return false
  const { at, level, concerns, outcome, ...others } = x as Readonly<Record<string, unknown>>
  return (
    isDayOrMonth(at) &&
    (level === undefined || (parts.level as readonly unknown[]).includes(level)) &&
    (outcome === undefined || (parts.outcome as readonly unknown[]).includes(outcome)) &&
    (concerns === undefined ||
      (Array.isArray(concerns) &&
        concerns.length <= mostEarlier &&
        concerns.every(c => (parts.concerns as readonly unknown[]).includes(c)))) &&
    Object.keys(others).length === 0
  )
}

/** The first and the last day on which it can have come, as day numbers; `null` where there is no such day, or it lies after the day of receipt. */
export function daysOfEarlier(at: string, received: number): { readonly first: number; readonly last: number } | null {
  const [first, last] = [dayIn(at, 'first'), dayIn(at, 'last')]
  return first === null || last === null || first > received ? null : { first, last: Math.min(last, received) }
}
