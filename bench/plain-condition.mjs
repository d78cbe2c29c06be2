// A rulebook's normal form in the two values that other engines have: what is asked of each condition is whether it is
// *known to be true*, which for `all` and `any` is plain logic over the same question of each test.
import { source } from './project-source.mjs'

/** A fact's name where dots, colons and commas cannot stand. */
export const plainName = fact => fact.replace(/[^A-Za-z0-9]+/g, '_')

const all = parts => ({ all: parts })
const any = parts => ({ any: parts })
const not = part => ({ not: part })
const compare = (name, sign, value) => ({ compare: name, sign, value })
const known = name => ({ known: name })
const has = (name, value) => ({ has: name, value })
const flag = name => ({ flag: name })
const oneOf = (name, values) => ({ oneOf: name, values })

const signs = { equal: '==', lessThan: '<', lessThanInclusive: '<=', greaterThan: '>', greaterThanInclusive: '>=' }

function ofScalar(name, base, value) {
  if (base in signs) return compare(name, signs[base], value)
  if (base === 'notEqual') return all([known(name), not(compare(name, '==', value))])
  if (base === 'in') return oneOf(name, value)
  if (base === 'notIn') return all([known(name), not(oneOf(name, value))])
  if (base === 'given') return known(name)
  if (base === 'notGiven') return not(known(name))
  throw new Error(`${base} cannot be asked of ${name}`)
}

/** A count is known by its bounds. */
function ofCount(name, base, value) {
  const [least, most] = [`${name}_atLeast`, `${name}_atMost`]
  if (base === 'equal') return all([compare(least, '==', value), compare(most, '==', value)])
  if (base === 'notEqual') return any([compare(most, '<', value), compare(least, '>', value)])
  if (base === 'lessThan' || base === 'lessThanInclusive') return compare(most, signs[base], value)
  if (base === 'greaterThan' || base === 'greaterThanInclusive') return compare(least, signs[base], value)
  throw new Error(`${base} cannot be asked of the count ${name}`)
}

function ofList(name, base, value) {
  if (base === 'contains') return has(name, value)
  if (base === 'doesNotContain')
    return name === 'indicators' ? has(`${name}_absent`, value) : all([flag(`${name}_complete`), not(has(name, value))])
  if (base === 'isEmpty') return all([flag(`${name}_complete`), not(flag(`${name}_some`))])
  if (base === 'isNotEmpty') return flag(`${name}_some`)
  if (base === 'given') return flag(`${name}_given`)
  if (base === 'notGiven') return not(flag(`${name}_given`))
  throw new Error(`${base} cannot be asked of the list ${name}`)
}

function knownTrue(fact, base, value) {
  const name = plainName(fact)
  if (fact.includes('Count:')) return ofCount(name, base, value)
  const kind = source.england.facts[fact]?.kind
  return kind === 'list' || kind === 'indicators' ? ofList(name, base, value) : ofScalar(name, base, value)
}

/** A condition in plain logic: `all`, `any`, `not`, and tests that are false of an unknown fact. */
export function plainCondition(condition) {
  if ('all' in condition) return all(condition.all.map(plainCondition))
  if ('any' in condition) return any(condition.any.map(plainCondition))
  const { fact, operator, value } = condition
  const [prefix, base] = operator.includes(':') ? operator.split(':') : ['', operator]
  return prefix === 'mayBe'
    ? not(knownTrue(fact, source.operators[base].opposite, value))
    : knownTrue(fact, base, value)
}

/** Writes plain logic in a language: one function for each kind of node. */
export function write(node, language) {
  const parts = list => list.map(part => write(part, language))
  if ('all' in node) return node.all.length === 0 ? language.always : language.all(parts(node.all))
  if ('any' in node) return language.any(parts(node.any))
  if ('not' in node) return language.not(write(node.not, language))
  if ('known' in node) return language.known(node.known)
  if ('flag' in node) return language.flag(node.flag)
  if ('has' in node) return language.has(node.has, node.value)
  if ('oneOf' in node) return language.oneOf(node.oneOf, node.values)
  return language.compare(node.compare, node.sign, node.value)
}

/** Every test of a condition, `all`, `any` and `not` taken apart. */
export function testsOf(node) {
  if ('all' in node) return node.all.flatMap(testsOf)
  if ('any' in node) return node.any.flatMap(testsOf)
  return 'not' in node ? testsOf(node.not) : [node]
}
