import type { Atom, Condition } from '../../rules/language/condition.js'
import { splitOperator } from '../../rules/language/operators.js'

/** A fact that must be known (and, where `value` is given, be it) for a rule to be true. */
export interface Trigger {
  readonly fact: string
  readonly value: string | boolean | null
}

/** Facts that only exist, or only change, while a contact is being decided: they cannot be indexed. */
const later = /^(entry|level|basis|rag|route|team|moment)$|^(requirement|mayProceed)\.|^functionalNeedsCount:/

/**
 * The triggers of a condition: it can be true only where at least one of them is met. `null` where it can be true of an empty
 * contact, so that its rule must always be looked at.
 */
export function triggersOf(condition: Condition): readonly Trigger[] | null {
  if ('all' in condition) {
    // One part is enough: the one with the fewest triggers is met least often.
    const parts = condition.all.map(triggersOf).filter(p => p !== null)
    return parts.length === 0 ? null : parts.reduce((a, b) => (weight(b) < weight(a) ? b : a))
  }
  if ('any' in condition) {
    const parts = condition.any.map(triggersOf)
    return parts.includes(null) ? null : (parts as (readonly Trigger[])[]).flat()
  }
  return atomTriggers(condition)
}

const weight = (triggers: readonly Trigger[]): number =>
  triggers.reduce((sum, t) => sum + (t.value === null ? 3 : 1), 0)

function atomTriggers(atom: Atom): readonly Trigger[] | null {
  const { base } = splitOperator(atom.operator)
  if (atom.operator.startsWith('mayBe:') || base === 'notGiven' || later.test(atom.fact)) return null
  if (atom.fact.startsWith('indicatorCount:')) {
    // Only "at least so many" needs an indicator to be present.
    const needsSome =
      (base === 'greaterThanInclusive' && Number(atom.value) >= 1) ||
      (base === 'greaterThan' && Number(atom.value) >= 0)
    return needsSome ? [{ fact: atom.fact, value: null }] : null
  }
  if (base === 'equal' && typeof atom.value !== 'number' && !Array.isArray(atom.value))
    return [{ fact: atom.fact, value: atom.value as string | boolean }]
  if (base === 'in' && (atom.value as readonly unknown[]).every(v => typeof v === 'string'))
    return (atom.value as readonly string[]).map(value => ({ fact: atom.fact, value }))
  if (base === 'contains' && typeof atom.value === 'string') return [{ fact: atom.fact, value: atom.value }]
  if (base === 'doesNotContain' || base === 'isEmpty') return null
  return [{ fact: atom.fact, value: null }]
}
