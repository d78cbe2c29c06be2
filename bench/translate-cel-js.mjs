import { Environment } from '@marcbachmann/cel-js'
import { testsOf, write } from './plain-condition.mjs'
import { translateByStages } from './translate-stages.mjs'

const literal = value => (typeof value === 'number' ? value.toFixed(1) : JSON.stringify(value))

const language = {
  always: 'true',
  all: parts => `(${parts.join(' && ')})`,
  any: parts => `(${parts.join(' || ')})`,
  not: part => `!(${part})`,
  known: name => `${name} != null`,
  flag: name => `${name} == true`,
  has: (name, value) => `${literal(value)} in ${name}`,
  oneOf: (name, values) => `${name} in [${values.map(literal).join(', ')}]`,
  compare: (name, sign, value) =>
    sign === '==' ? `${name} == ${literal(value)}` : `(${name} != null && ${name} ${sign} ${literal(value)})`,
}

/** cel-js, parsed once: a chain of `? :` for each list. */
export function translate(plan) {
  // Its own limits keep strangers' expressions small; these are ours.
  const limits = { maxDepth: 10_000, maxAstNodes: 1_000_000, maxListElements: 100_000, maxMapEntries: 100_000 }
  const environment = new Environment({ limits })
  const names = new Set(
    plan.rules.flatMap(r => testsOf(r.condition)).map(t => t.known ?? t.flag ?? t.has ?? t.oneOf ?? t.compare),
  )
  for (const name of names) environment.registerVariable(name, 'dyn')
  const conditions = rules => rules.map(r => write(r.condition, language))
  return translateByStages(
    plan,
    rules =>
      environment.parse(conditions(rules).reduceRight((rest, c, nth) => `(${c}) ? ${nth}.0 : (${rest})`, '-1.0')),
    rules => environment.parse(`[${conditions(rules).join(', ')}]`),
  )
}
