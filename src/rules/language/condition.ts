import { keptFor } from '../../kept-for.js'
import type { Operand, Operator } from './operators.js'
import { operators, splitOperator } from './operators.js'

/** One test of one fact, as json-rules-engine writes it. */
export interface Atom {
  readonly fact: string
  readonly operator: Operator
  readonly value: Operand
}

/**
 * The normal form of every condition: a strict subset of json-rules-engine's condition JSON. `all` and `any` never stand in one
 * node, `any` is never empty, and there is no `not`: negation is carried by the operators. `{ all: [] }` is always true.
 */
export type Condition = Atom | { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] }

export const always: Condition = { all: [] }

/** All of these, flattened; one alone stands for itself. */
export function allOf(parts: readonly Condition[]): Condition {
  const flat = parts.flatMap(p => ('all' in p ? p.all : [p]))
  return flat.length === 1 && flat[0] !== undefined ? flat[0] : { all: flat }
}

/** Any of these (at least one), flattened; one alone stands for itself. */
export function anyOf(parts: readonly Condition[]): Condition {
  const flat = parts.flatMap(p => ('any' in p ? p.any : [p]))
  return flat.length === 1 && flat[0] !== undefined ? flat[0] : { any: flat }
}

function mapAtoms(condition: Condition, swap: boolean, f: (atom: Atom) => Atom): Condition {
  if ('all' in condition || 'any' in condition) {
    const parts = ('all' in condition ? condition.all : condition.any).map(c => mapAtoms(c, swap, f))
    return 'all' in condition !== swap ? { all: parts } : { any: parts }
  }
  return f(condition)
}

/** Known not to hold: the opposite operator at every atom, `all` and `any` exchanged. The same condition gives the same object. */
export const negate: (condition: Condition) => Condition = keptFor(condition =>
  mapAtoms(condition, true, atom => {
    const { base } = splitOperator(atom.operator)
    const opposite = operators[base].opposite
    const operator: Operator = atom.operator.startsWith('mayBe:')
      ? `known:${opposite}`
      : atom.operator.startsWith('known:')
        ? `mayBe:${opposite}`
        : opposite
    return { ...atom, operator }
  }),
)

/** Holds unless it is known not to: unknown counts as yes at every atom. */
export const possibly: (condition: Condition) => Condition = keptFor(condition =>
  mapAtoms(condition, false, atom => {
    const { base } = splitOperator(atom.operator)
    const twoValued = atom.operator.includes(':') || base === 'given' || base === 'notGiven'
    return twoValued ? atom : { ...atom, operator: `mayBe:${base}` }
  }),
)

/** A rule's whole condition: `when`, unless the exception is known to apply. */
export function withException(when: Condition, unless: Condition | null): Condition {
  return unless === null ? when : allOf([when, possibly(negate(unless))])
}

/** A rule's exceptions as one condition, which each of them fulfils; `null` where there is none. */
export const exceptionsTogether = (exceptions: readonly { readonly condition: Condition }[]): Condition | null =>
  exceptions.length === 0 ? null : anyOf(exceptions.map(e => e.condition))

/** How many tests a condition comes to, written out. */
export const sizeOf: (condition: Condition) => number = keptFor(condition =>
  'fact' in condition ? 1 : ('all' in condition ? condition.all : condition.any).reduce((sum, c) => sum + sizeOf(c), 0),
)

/** Every atom of a condition, in order. */
export function atomsOf(condition: Condition): readonly Atom[] {
  const found: Atom[] = []
  addAtoms(condition, found)
  return found
}

function addAtoms(condition: Condition, found: Atom[]): void {
  if ('fact' in condition) found.push(condition)
  else for (const part of 'all' in condition ? condition.all : condition.any) addAtoms(part, found)
}
