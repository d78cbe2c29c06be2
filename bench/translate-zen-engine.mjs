import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine'
import { write } from './plain-condition.mjs'
import { begin, finish, settle } from './settle.mjs'

/** What an earlier expression of the same node gave is read through `$`. */
const decided = /^(entry|level|basis|rag|route|team|requirement_.*)$/
const fact = name => (decided.test(name) ? `$.${name}` : name)
const literal = value => JSON.stringify(value)

const language = {
  always: 'true',
  all: parts => `(${parts.join(' and ')})`,
  any: parts => `(${parts.join(' or ')})`,
  not: part => `(not (${part}))`,
  known: name => `(${fact(name)} != null)`,
  flag: name => `(${name} == true)`,
  has: (name, value) => `(${literal(value)} in ${name})`,
  oneOf: (name, values) => `(${fact(name)} in [${values.map(literal).join(', ')}])`,
  compare: (name, sign, value) =>
    sign === '=='
      ? `(${fact(name)} == ${literal(value)})`
      : `(${fact(name)} != null and ${fact(name)} ${sign} ${literal(value)})`,
}

const chain = (rules, say, otherwise) =>
  rules.reduceRight((rest, r, nth) => `(${write(r.condition, language)} ? ${say(r, nth)} : ${rest})`, otherwise)
const place = list => `place_${list.name}`
/** The outcome of the rule whose place a list found; `none` where it found none. */
const looked = (list, say, none) =>
  list.rules.reduceRight((rest, r, nth) => `($.${place(list)} == ${nth} ? ${say(r)} : ${rest})`, none)

/** What later lists read of a list, as expressions after it. */
const readLater = {
  eligibility: list => [['entry', looked(list, r => literal(r.outcome.entry), '"none"')]],
  basis: list => [['basis', looked(list, r => literal(r.outcome.basis ?? 'none'), '"none"')]],
  rag: list => [['rag', looked(list, r => (r.outcome.rag === 'rating' ? 'rating' : literal(r.outcome.rag)), 'null')]],
  route: list => [
    ['route', looked(list, r => literal(r.outcome.destination), '"screening"')],
    ['team', looked(list, r => literal(r.outcome.team ?? 'none'), '"none"')],
  ],
  consent: list => [
    [
      `requirement_${list.rules[0].list.replaceAll('-', '_')}`,
      looked(list, r => literal(r.outcome.requirement ?? 'none'), '"none"'),
    ],
  ],
}

function levelOf(lists) {
  const [given, fixed] = ['levelGiven', 'level'].map(name => lists.find(l => l.name === name))
  const own = fixed ? `($.place_level >= 0 ? ${looked(fixed, r => r.outcome.level, '0')} : 0)` : '0'
  const judged = given ? '($.place_levelGiven >= 0 ? practitionerLevel : 0)' : '0'
  return [
    ['levelFound', `max([${own}, ${judged}])`],
    ['level', '($.levelFound > 0 ? $.levelFound : null)'],
  ]
}

function expressionsOf(plan) {
  return plan.lists.flatMap((list, nth) => {
    if (list.policy === 'all') return [['actions', `[${list.rules.map(r => write(r.condition, language)).join(', ')}]`]]
    const last = list.stage === 'level' && plan.lists[nth + 1]?.stage !== 'level'
    const rag = last && !plan.hasRag ? [['rag', 'rating']] : []
    return [
      [place(list), chain(list.rules, (_, at) => at, '-1')],
      ...(last ? levelOf(plan.lists) : (readLater[list.stage]?.(list) ?? [])),
      ...rag,
    ]
  })
}

/** zen-engine: the whole decision as one expression node, one crossing into native code for each contact. */
export function translate(plan) {
  const expressions = expressionsOf(plan).map(([key, value], id) => ({ id: String(id), key, value }))
  const at = { position: { x: 0, y: 0 } }
  const content = new ZenDecisionContent({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', ...at },
      { id: 'rules', type: 'expressionNode', name: 'rules', content: { expressions }, ...at },
      { id: 'out', type: 'outputNode', name: 'out', ...at },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  })
  const decision = new ZenEngine().createDecision(content)
  const first = plan.lists.filter(l => l.policy === 'first')
  // A fact left out is null there: the fewer cross over, the better.
  const given = facts =>
    Object.fromEntries(Object.entries(facts).filter(([name, v]) => v !== null && !decided.test(name)))
  return {
    prepare: one => ({ one, facts: given(one.facts) }),
    async decide({ one, facts }) {
      const { result } = await decision.evaluate(facts)
      const run = begin(one)
      for (const list of first) settle(plan, run, list, list.rules[result[place(list)]])
      return finish(plan, run)
    },
  }
}
