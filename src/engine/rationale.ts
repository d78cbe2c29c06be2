import type { Atom, Condition } from '../rules/condition.js'
import type { Observed } from '../rules/operators.js'
import { evaluateOperator, splitOperator, TRUE } from '../rules/operators.js'
import type { Indicator } from '../rules/rulebook.js'
import type { CompiledRule, Program } from './compile.js'
import type { Matched, Reason } from './decision.js'
import type { Scope } from './scope.js'

const unique = <T>(xs: readonly T[]): readonly T[] => (xs.length < 2 ? xs : [...new Set(xs)])

/** A rule as a reason: what it matched, and on which clauses and readings it rests. */
export function reasonFor(program: Program, scope: Scope, compiled: CompiledRule, outcome: Reason['outcome']): Reason {
  const { rule } = compiled
  const seen: Indicator[] = []
  const matched = matchedAtoms(program, scope, rule.when).map(atom => describe(program, scope, atom, seen))
  return {
    stage: rule.stage === 'givers' || rule.stage === 'indicators' ? 'consent' : rule.stage,
    rule: rule.id,
    clauses: unique([...rule.clauses, ...seen.flatMap(i => i.clauses)]),
    ...interpretationsOf([...rule.interpretations, ...seen.flatMap(i => i.interpretations)]),
    matched,
    outcome,
    says: rule.says,
  }
}

const interpretationsOf = (ids: readonly string[]): Pick<Reason, 'interpretation' | 'interpretations'> => ({
  interpretation: ids[0] ?? null,
  interpretations: unique(ids),
})

/** A rule's clauses, with those that the indicators it matched bring. */
export function clausesOf(program: Program, scope: Scope, compiled: CompiledRule): readonly string[] {
  if (!compiled.citesIndicators) return compiled.rule.clauses
  return reasonFor(program, scope, compiled, {}).clauses
}

/** The atoms that made a condition true: all of an `all`, the true ones of an `any`. */
function matchedAtoms(program: Program, scope: Scope, condition: Condition): readonly Atom[] {
  if ('all' in condition) return condition.all.flatMap(c => matchedAtoms(program, scope, c))
  if ('any' in condition)
    return condition.any.filter(c => holds(program, scope, c)).flatMap(c => matchedAtoms(program, scope, c))
  return [condition]
}

function holds(program: Program, scope: Scope, condition: Condition): boolean {
  if ('all' in condition) return condition.all.every(c => holds(program, scope, c))
  if ('any' in condition) return condition.any.some(c => holds(program, scope, c))
  return evaluateOperator(condition.operator, observedOf(program, scope, condition), condition.value) === TRUE
}

/** What is known of the fact that an atom asks about. */
export const observedOf = (program: Program, scope: Scope, atom: Atom): Observed =>
  scope.values[program.slots.get(atom.fact) ?? -1]

function presentIndicators(program: Program, scope: Scope): Indicator[] {
  const list = scope.values[program.at.facts.get('indicators') ?? -1]
  const ids = typeof list === 'object' && 'present' in list ? list.present : []
  return ids.flatMap(id => program.indicators[program.indicatorPlaces.get(id) ?? -1] ?? [])
}

const named = (indicator: Indicator) => ({ id: indicator.id, label: indicator.label })

function describe(program: Program, scope: Scope, atom: Atom, seen: Indicator[]): Matched {
  const observed = observedOf(program, scope, atom)
  const count = program.rulebook.counts[atom.fact]
  const present = (): Indicator[] => presentIndicators(program, scope)
  if (count?.of === 'functionalNeeds')
    return {
      fact: 'functionalNeeds',
      operator: atom.operator,
      value: atom.value,
      of: { scores: count.scores },
      observed: observed ?? null,
    }
  if (count?.of === 'indicators') {
    const counted = program.indicatorCounts.find(c => program.slotNames[c.slot] === atom.fact)
    const found = present().filter(i => (counted?.bulletOf[program.indicatorPlaces.get(i.id) ?? -1] ?? -1) >= 0)
    seen.push(...found)
    return {
      fact: 'indicators',
      operator: atom.operator,
      value: atom.value,
      of: { ...count },
      observed: found.map(named),
    }
  }
  if (atom.fact === 'indicators') {
    const { base } = splitOperator(atom.operator)
    const found = base === 'contains' ? present().filter(i => i.id === atom.value) : []
    seen.push(...found)
    return { fact: 'indicators', operator: atom.operator, value: atom.value, observed: found.map(named) }
  }
  const plain = typeof observed === 'object' && 'present' in observed ? observed.present : observed
  if (atom.fact === 'concerns' && typeof atom.value === 'string' && Array.isArray(plain) && plain.includes(atom.value))
    seen.push(...present().filter(i => i.concerns.includes(atom.value as string)))
  return { fact: atom.fact, operator: atom.operator, value: atom.value, observed: plain ?? null }
}
