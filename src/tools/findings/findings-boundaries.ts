import type { CompiledRule } from '../../engine/compile/program.js'
import type { Scope } from '../../engine/compile/scope.js'
import { slotIn } from '../../engine/compile/slot-in.js'
import type { Atom, Condition } from '../../rules/language/condition.js'
import { allOf } from '../../rules/language/condition.js'
import { evaluateOperator, TRUE } from '../../rules/language/operators.js'
import { canonicalJson } from '../../rules/packed/digest.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { every } from '../logic/formula.js'
import { testOf } from '../logic/test-of.js'
import type { Finding } from './finding.js'
import { finding } from './finding.js'
import type { Study } from './study.js'
import { seek } from './study.js'

/** A rule's values of one number, the rest of its condition apart. */
interface Span {
  readonly rule: CompiledRule
  readonly rest: Condition
  readonly holds: ReadonlySet<number>
}

const isBound = ({ facts }: Vocabulary, c: Condition): c is Atom =>
  'fact' in c &&
  (c.fact.includes('Count:') || facts[c.fact]?.kind === 'number') &&
  /^(equal|in|lessThan|greaterThan)/.test(c.operator)

/**
 * Rules of one list that differ only in a number (an age, a count) are meant to share its range out: values between them that
 * none takes, and values that two take which neither contains, are slips at a boundary.
 */
export function findBoundaries(study: Study): readonly Finding[] {
  const groups = new Map<string, Span[]>()
  const { vocabulary } = study.program
  const bound = (c: Condition): c is Atom => isBound(vocabulary, c)
  for (const rule of study.program.rules) {
    if (rule.rule.stage === 'indicators') continue
    const parts = 'all' in rule.rule.when ? rule.rule.when.all : [rule.rule.when]
    for (const fact of new Set(parts.filter(bound).map(a => a.fact))) {
      const bounds = parts.filter(bound).filter(p => p.fact === fact)
      const rest = allOf(parts.filter(p => !bounds.includes(p as Atom)))
      const key = canonicalJson([rule.rule.stage, rule.rule.list, fact, rest, rule.rule.unless])
      const holds = new Set(
        valuesOf(vocabulary, fact).filter(n => bounds.every(a => evaluateOperator(a.operator, n, a.value) === TRUE)),
      )
      groups.set(`${fact} ${key}`, [...(groups.get(`${fact} ${key}`) ?? []), { rule, rest, holds }])
    }
  }
  return [...groups].flatMap(([key, spans]) => {
    const fact = key.slice(0, key.indexOf(' ['))
    return spans.length < 2 ? [] : [...holeIn(study, fact, spans), ...overlapsIn(study, fact, spans)]
  })
}

/** More numbers than this are not gone through one by one. */
const mostValues = 1000

/** The numbers that a count, or a fact by its declaration, can be: whole ones, of a long range the first. */
function valuesOf({ facts }: Vocabulary, fact: string): readonly number[] {
  const spec = facts[fact]
  const listed = spec?.values.filter(v => typeof v === 'number') ?? []
  if (listed.length > 0) return listed
  const { min, max } = spec?.range ?? { min: 0, max: 59 }
  const first = Math.ceil(min)
  return Array.from({ length: Math.min(mostValues, Math.floor(max) - first + 1) }, (_, n) => first + n)
}

const nameOf = (fact: string): string => (fact.includes('Count:') ? 'the count' : `\`${fact}\``)
const idsOf = (spans: readonly Span[]): string => spans.map(s => `\`${s.rule.rule.id}\``).join(' and ')

function holeIn(study: Study, fact: string, spans: readonly Span[]): readonly Finding[] {
  const taken = new Set(spans.flatMap(s => [...s.holds]))
  const [least, most] = [Math.min(...taken), Math.max(...taken)]
  const hole = valuesOf(study.program.vocabulary, fact).filter(n => n > least && n < most && !taken.has(n))
  const [first] = spans
  if (hole.length === 0 || !first) return []
  const { logic } = study
  const question = every([
    logic.holds(first.rest),
    logic.where(fact, null, v => v === hole[0]),
    ...spans.map(s => logic.firesNot(s.rule)),
  ])
  const slot = slotIn(study.program.slots, fact)
  const sought = seek(study, question, ({ trace }) => {
    const value = trace.scope.values[slot]
    const number = typeof value === 'object' && 'atLeast' in value ? value.atLeast : value
    return (
      typeof number === 'number' &&
      hole.includes(number) &&
      holdsOnly(study, first.rest, trace.scope) &&
      !trace.fired.some(r => spans.some(s => s.rule === r))
    )
  })
  return [
    finding({
      code: 'boundary-hole',
      message: `${idsOf(spans)} leave ${hole.join(', ')} out: where ${nameOf(fact)} is ${hole.length === 1 ? 'that' : 'one of these'} none of them is true`,
      hint: 'let the ranges meet, or join the rules',
      path: study.paths.get(first.rule.rule.id) ?? [],
      rule: first.rule.rule.id,
      about: fact,
      witness: sought.found === 'contact' ? sought.contact : null,
    }),
  ]
}

function overlapsIn(study: Study, fact: string, spans: readonly Span[]): readonly Finding[] {
  return spans.flatMap((a, i) =>
    spans.slice(i + 1).flatMap((b): Finding[] => {
      const both = [...a.holds].filter(n => b.holds.has(n))
      // One range inside the other is a cascade, as in "16 and over" before "13 and over".
      if (both.length === 0 || both.length === a.holds.size || both.length === b.holds.size) return []
      if (canonicalJson(a.rule.rule.outcome) === canonicalJson(b.rule.rule.outcome) && a.rule.rule.stage !== 'actions')
        return []
      const { logic } = study
      const question = every([logic.fires(a.rule), logic.fires(b.rule)])
      const sought = seek(study, question, ({ trace }) => trace.fired.includes(a.rule) && trace.fired.includes(b.rule))
      if (sought.found !== 'contact') return []
      return [
        finding({
          code: 'boundary-overlap',
          message: `${idsOf([a, b])} both claim ${both.join(', ')} of ${nameOf(fact)}, and neither range lies inside the other`,
          hint: 'let the ranges meet without overlapping',
          path: study.paths.get(b.rule.rule.id) ?? [],
          rule: b.rule.rule.id,
          about: fact,
          witness: sought.contact,
        }),
      ]
    }),
  )
}

/** Whether a condition holds of a scope that has been decided. */
function holdsOnly({ program }: Study, condition: Condition, scope: Scope): boolean {
  return testOf(program, condition)(scope) === TRUE
}
