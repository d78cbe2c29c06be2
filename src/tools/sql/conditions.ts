import type { Atom, Condition } from '../../rules/language/condition.js'
import { negate, possibly } from '../../rules/language/condition.js'
import type { OperatorName } from '../../rules/language/operators.js'
import { operators, splitOperator, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import type { Dialect } from './dialects.js'
import type { Sql } from './sql-text.js'
import { allOfThem, anyOfThem, raw, sql } from './sql-text.js'

/** What a condition can ask of a fact, as columns; each answer is TRUE, FALSE or NULL, where it is not known. */
export type Asked =
  | { readonly kind: 'value'; readonly value: Sql; readonly holds: 'boolean' | 'text' | 'number' }
  /** A number of which only the bounds are known. */
  | { readonly kind: 'bounds'; readonly atLeast: Sql; readonly atMost: Sql }
  | { readonly kind: 'list'; readonly has: (word: string) => Sql; readonly isEmpty: Sql; readonly given: Sql }
  /** Of which conditions ask only whether it is given. */
  | { readonly kind: 'given'; readonly given: Sql }

export type Ask = (fact: string) => Asked

const not = (part: Sql): Sql => sql`(NOT ${part})`

/** What an answer comes to that is known to be wrong of a known value, and not known of an unknown one. */
const neverOf = (value: Sql): Sql => sql`CASE WHEN ${value} IS NOT NULL THEN FALSE END`

function valueTest(
  dialect: Dialect,
  asked: Extract<Asked, { kind: 'value' }>,
  base: OperatorName,
  operand: Atom['value'],
): Sql {
  const { value, holds } = asked
  const fits = (v: unknown): boolean => typeof v === (holds === 'text' ? 'string' : holds)
  const literal = (v: unknown): string =>
    typeof v === 'string' ? dialect.text(v) : typeof v === 'boolean' ? (v ? 'TRUE' : 'FALSE') : String(v)
  switch (base) {
    case 'equal':
      if (Array.isArray(operand) || !fits(operand)) return neverOf(value)
      return operand === true ? value : operand === false ? not(value) : sql`${value} = ${literal(operand)}`
    case 'in': {
      if (!Array.isArray(operand)) return raw('FALSE')
      const words = (operand as readonly unknown[]).filter(fits)
      if (operand.length === 0) return raw('FALSE')
      if (words.length === 0) return neverOf(value)
      return anyOfThem(words.map(word => sql`${value} = ${literal(word)}`))
    }
    case 'lessThan':
    case 'lessThanInclusive':
      if (typeof operand !== 'number') return raw('CAST(NULL AS BOOLEAN)')
      return holds === 'number' ? sql`${value} ${base === 'lessThan' ? '<' : '<='} ${operand}` : neverOf(value)
    case 'given':
      return sql`(${value} IS NOT NULL)`
    default:
      return raw('CAST(NULL AS BOOLEAN)')
  }
}

function boundsTest(
  { atLeast, atMost }: Extract<Asked, { kind: 'bounds' }>,
  base: OperatorName,
  operand: Atom['value'],
): Sql {
  const equal = (v: unknown): Sql =>
    typeof v === 'number'
      ? sql`CASE WHEN ${atLeast} > ${v} OR ${atMost} < ${v} THEN FALSE WHEN ${atLeast} = ${atMost} THEN TRUE END`
      : raw('FALSE')
  switch (base) {
    case 'equal':
      return equal(operand)
    case 'in':
      return Array.isArray(operand) && operand.length > 0 ? anyOfThem(operand.map(equal)) : raw('FALSE')
    case 'lessThan':
      if (typeof operand !== 'number') return raw('CAST(NULL AS BOOLEAN)')
      return sql`CASE WHEN ${atMost} < ${operand} THEN TRUE WHEN ${atLeast} >= ${operand} THEN FALSE END`
    case 'lessThanInclusive':
      if (typeof operand !== 'number') return raw('CAST(NULL AS BOOLEAN)')
      return sql`CASE WHEN ${atMost} <= ${operand} THEN TRUE WHEN ${atLeast} > ${operand} THEN FALSE END`
    case 'given':
      return raw('TRUE')
    default:
      return raw('CAST(NULL AS BOOLEAN)')
  }
}

function listTest(
  { has, isEmpty, given }: Extract<Asked, { kind: 'list' }>,
  base: OperatorName,
  operand: Atom['value'],
): Sql {
  if (base === 'contains') return typeof operand === 'string' ? has(operand) : raw('CAST(NULL AS BOOLEAN)')
  if (base === 'isEmpty') return isEmpty
  if (base === 'given') return given
  throw new Error(`\`${base}\` is asked of a list`)
}

/** The operators that are the opposite of another are its answer turned round, as in the engine. */
const plain: ReadonlySet<OperatorName> = new Set([
  'equal',
  'in',
  'lessThan',
  'lessThanInclusive',
  'contains',
  'isEmpty',
  'given',
])

function atomSql(dialect: Dialect, ask: Ask, atom: Atom): Sql {
  const { base, unknownAs } = splitOperator(atom.operator)
  const isPlain = plain.has(base)
  const asks = isPlain ? base : operators[base].opposite
  const asked = ask(atom.fact)
  const test = (): Sql => {
    if (asked.kind === 'value') return valueTest(dialect, asked, asks, atom.value)
    if (asked.kind === 'bounds') return boundsTest(asked, asks, atom.value)
    if (asked.kind === 'list') return listTest(asked, asks, atom.value)
    if (asks === 'given') return asked.given
    throw new Error(`\`${atom.operator}\` is asked of \`${atom.fact}\``)
  }
  const answer = isPlain ? test() : not(test())
  return unknownAs === UNKNOWN ? answer : sql`coalesce(${answer}, ${unknownAs === TRUE ? 'TRUE' : 'FALSE'})`
}

/** A condition that has a name of its own: a definition. */
export interface Named {
  readonly id: string
  readonly condition: Condition
}

/** One way in which a definition stands in a condition: as it is, turned round, or with what is not known read as yes or no. */
interface Form {
  readonly definition: number
  readonly all: boolean
  readonly parts: readonly string[]
  readonly turned: (column: Sql) => Sql
}

const key = (condition: Condition): string => JSON.stringify(condition)

function formsOf({ condition }: Named, definition: number): readonly Form[] {
  const ways: readonly (readonly [Condition, Form['turned']])[] = [
    [condition, column => column],
    [negate(condition), not],
    [possibly(condition), column => sql`coalesce(${column}, TRUE)`],
    [negate(possibly(condition)), column => sql`(NOT coalesce(${column}, TRUE))`],
    [possibly(negate(condition)), column => sql`coalesce(NOT ${column}, TRUE)`],
    [negate(possibly(negate(condition))), column => sql`coalesce(${column}, FALSE)`],
  ]
  return ways.flatMap(([way, turned]) => {
    if ('fact' in way) return []
    const all = 'all' in way
    const parts = (all ? way.all : way.any).map(key)
    return parts.length < 2 ? [] : [{ definition, all, parts, turned }]
  })
}

/** Turns conditions into SQL; what a definition says is worked out once, in a column of its own. */
export function conditionWriter(
  dialect: Dialect,
  ask: Ask,
  definitions: readonly Named[],
  column: (wish: string, expression: Sql) => Sql,
): (condition: Condition) => Sql {
  const forms = definitions.flatMap(formsOf).sort((a, b) => b.parts.length - a.parts.length)
  const known = new Map<number, Sql>()
  const columnOf = (definition: number): Sql => {
    const found = known.get(definition)
    if (found) return found
    const { id, condition } = definitions[definition] as Named
    // Only those that say less may stand in it: of two that say the same, each would wait for the other.
    const made = column(id, write(condition, sizeOf(condition)))
    known.set(definition, made)
    return made
  }
  const sizes = definitions.map(d => sizeOf(d.condition))
  function write(condition: Condition, below: number): Sql {
    if ('fact' in condition) return atomSql(dialect, ask, condition)
    const all = 'all' in condition
    let left = all ? condition.all : condition.any
    const parts: Sql[] = []
    for (const form of forms) {
      if (form.all !== all || form.parts.length > left.length || (sizes[form.definition] ?? 0) >= below) continue
      const keys = new Set(left.map(key))
      if (!form.parts.every(part => keys.has(part))) continue
      const covered = new Set(form.parts)
      left = left.filter(part => !covered.has(key(part)))
      parts.push(form.turned(columnOf(form.definition)))
    }
    parts.push(...left.map(part => write(part, below)))
    return all ? allOfThem(parts) : anyOfThem(parts)
  }
  return condition => write(condition, Number.POSITIVE_INFINITY)
}

const sizeOf = (condition: Condition): number =>
  'fact' in condition ? 1 : ('all' in condition ? condition.all : condition.any).reduce((n, c) => n + sizeOf(c), 1)
