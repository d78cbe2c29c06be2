import type { Observed } from '../../rules/language/operators.js'

/** The different values that something could have, written over again and again: only the first `count` are meant. */
export interface Values {
  readonly list: Observed[]
  count: number
}

export function beginValues(values: Values): void {
  values.count = 0
}

export function addValue(values: Values, value: Observed): void {
  const { list, count } = values
  for (let nth = 0; nth < count; nth++) if (list[nth] === value) return
  list[values.count++] = value
}

/** Takes everything of a contact out. */
export function clearValues(values: Values): void {
  values.list.fill(undefined)
  values.count = 0
}
