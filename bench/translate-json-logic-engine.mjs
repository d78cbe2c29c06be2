import { LogicEngine } from 'json-logic-engine'
import { write } from './plain-condition.mjs'
import { translateByStages } from './translate-stages.mjs'

const fact = name => ({ var: name })
const known = name => ({ '!==': [fact(name), null] })
const signs = { '==': '===' }

const language = {
  always: true,
  all: parts => ({ and: parts }),
  any: parts => ({ or: parts }),
  not: part => ({ '!': part }),
  known,
  flag: name => ({ '===': [fact(name), true] }),
  has: (name, value) => ({ in: [value, fact(name)] }),
  oneOf: (name, values) => ({ in: [fact(name), { preserve: values }] }),
  compare: (name, sign, value) =>
    sign === '=='
      ? { '===': [fact(name), value] }
      : { and: [known(name), { [signs[sign] ?? sign]: [fact(name), value] }] },
}

/** json-logic-engine, compiled: a chain of `if` for each list. */
export function translate(plan) {
  const engine = new LogicEngine()
  const conditions = rules => rules.map(r => write(r.condition, language))
  return translateByStages(
    plan,
    rules => engine.build({ if: [...conditions(rules).flatMap((c, nth) => [c, nth]), -1] }),
    rules => engine.build(conditions(rules)),
  )
}
