import type { Atom, Condition } from '../../../rules/language/condition.js'
import { always, atomsOf } from '../../../rules/language/condition.js'
import { splitOperator } from '../../../rules/language/operators.js'

const isAge = (atom: Atom): boolean => /^(ageYears|gillickCompetent|unborn)$/.test(atom.fact)

/**
 * The ages that a condition asks for: `16 and over`, `13 to 15, able to understand the decision`; `null` where it asks for none.
 * A test that what is not known passes is left out.
 */
export function agePhrase(condition: Condition): string | null {
  if ('any' in condition) {
    const parts = condition.any.map(agePhrase)
    return parts.some(p => p === null) ? null : [...new Set(parts)].join(', or ')
  }
  const parts = 'all' in condition ? condition.all : [condition]
  const atoms = parts.filter((c): c is Atom => 'fact' in c && isAge(c))
  const nested = parts.filter(c => 'any' in c).flatMap(c => agePhrase(c) ?? [])
  const found = [bounds(atoms), ability(atoms), ...nested].filter(p => p !== '')
  return found.length === 0 ? null : found.join(' and ')
}

function bounds(atoms: readonly Atom[]): string {
  let [least, most] = [0, Number.POSITIVE_INFINITY]
  let unborn = ''
  for (const { fact, operator, value } of atoms) {
    const { base } = splitOperator(operator)
    if (operator.startsWith('mayBe:')) continue
    if (fact === 'unborn' && value === true) unborn = 'unborn'
    if (fact !== 'ageYears' || typeof value !== 'number') continue
    if (base === 'greaterThanInclusive' || base === 'equal') least = Math.max(least, value)
    if (base === 'greaterThan') least = Math.max(least, value + 1)
    if (base === 'lessThanInclusive' || base === 'equal') most = Math.min(most, value)
    if (base === 'lessThan') most = Math.min(most, value - 1)
  }
  if (least === 0 && most === Number.POSITIVE_INFINITY) return unborn
  if (most === Number.POSITIVE_INFINITY) return `${least} and over`
  return least === most ? `${least}` : least === 0 ? `up to ${most}` : `${least} to ${most}`
}

function ability(atoms: readonly Atom[]): string {
  const asked = atoms.find(a => a.fact === 'gillickCompetent' && !a.operator.startsWith('mayBe:'))
  if (asked === undefined) return ''
  const able = (splitOperator(asked.operator).base === 'equal') === (asked.value === true)
  return able ? 'able to understand the decision' : 'not able to understand the decision'
}

/** What a condition asks for beside the age. */
export function withoutAge(condition: Condition): Condition {
  const onAge = (c: Condition): boolean => atomsOf(c).every(isAge)
  if (onAge(condition)) return always
  return 'all' in condition ? { all: condition.all.filter(c => !onAge(c)) } : condition
}
