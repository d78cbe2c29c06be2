import { canonicalJson } from '../packed/digest.js'
import type { Readable } from '../vocabulary/readable.js'
import type { Atom, Condition } from './condition.js'
import type { OperatorName } from './operators.js'
import { splitOperator } from './operators.js'

/** The values that a fact can have, by its name. */
type FactsKnown = ReadonlyMap<string, Pick<Readable, 'kind' | 'values' | 'after'>>

/**
 * A text that is the same for conditions that always come to the same, known or not: whatever the order of their parts, and
 * however a thing is said (`inHospital: false` and `not: { inHospital: true }`; `referrer: [public, family]` and each of them
 * under `any`; `not: { referrer: public }` and all the others). Two texts may differ where the conditions do not.
 */
export const canonicalText = (condition: Condition, known: FactsKnown): string => textOf(canonical(condition, known))

const textOf = (c: Condition): string =>
  'all' in c
    ? `all(${c.all.map(textOf).join()})`
    : 'any' in c
      ? `any(${c.any.map(textOf).join()})`
      : canonicalJson([c.fact, c.operator, c.value])

function canonical(condition: Condition, known: FactsKnown): Condition {
  if ('fact' in condition) return canonicalAtom(condition, known)
  const isAll = 'all' in condition
  const parts = (isAll ? condition.all : condition.any)
    .map(c => canonical(c, known))
    .flatMap(c => (isAll && 'all' in c ? c.all : !isAll && 'any' in c ? c.any : [c]))
  const joined = joinChoices(parts, isAll)
  const sorted = [...new Map(joined.map(c => [textOf(c), c])).entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  const [only, ...more] = sorted.map(([, c]) => c)
  if (only !== undefined && more.length === 0) return only
  const all = sorted.map(([, c]) => c)
  return isAll ? { all } : { any: all }
}

/** Tests of one choice join into one: those among which it must be, or of which it must be one. */
function joinChoices(parts: readonly Condition[], isAll: boolean): readonly Condition[] {
  const choices = new Map<string, Atom>()
  const others: Condition[] = []
  for (const part of parts) {
    if (!('fact' in part) || splitOperator(part.operator).base !== 'in') {
      others.push(part)
      continue
    }
    const key = `${part.operator} ${part.fact}`
    const before = choices.get(key)
    const [old, now] = [listOf(before?.value ?? []), listOf(part.value)]
    const value =
      before === undefined
        ? now
        : isAll
          ? old.filter(v => now.includes(v))
          : [...old, ...now.filter(v => !old.includes(v))].sort()
    choices.set(key, { ...part, value })
  }
  return [...others, ...choices.values()]
}

const listOf = (value: Atom['value']): readonly (string | number)[] =>
  Array.isArray(value) ? (value as readonly (string | number)[]) : [value as string | number]

function canonicalAtom(atom: Atom, known: FactsKnown): Condition {
  const { base } = splitOperator(atom.operator)
  const said = (name: OperatorName, value: Atom['value']): Atom => ({
    fact: atom.fact,
    operator: atom.operator.replace(base, name) as Atom['operator'],
    value,
  })
  const fact = known.get(atom.fact)
  if (base === 'notEqual' && typeof atom.value === 'boolean') return said('equal', !atom.value)
  // Of a number only the bounds may be known, and then a list of its values says less than a comparison.
  if (fact?.kind !== 'choice') return Array.isArray(atom.value) ? said(base, [...atom.value].sort()) : atom
  const values = [...listOf(atom.value)].sort()
  const rest = fact.values.filter(v => !values.includes(v))
  if (base === 'equal' || base === 'in') return said('in', values)
  // What a contact gives is one of the choices; an outcome may also be missing.
  if ((base === 'notEqual' || base === 'notIn') && fact.after === null && rest.length > 0)
    return said('in', [...rest].sort())
  return said(base, values)
}
