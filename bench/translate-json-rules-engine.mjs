import { Engine } from 'json-rules-engine'
import { toJsonRulesEngine } from '../dist/json-rules-engine.js'
import { begin, finish, settle } from './settle.mjs'

const stageFacts = ['entry', 'level', 'basis', 'rag', 'route', 'team']

/**
 * json-rules-engine used plainly: one rule each on one Engine that is kept, the stages as priorities, what a stage decides
 * as facts that are worked out when the next stage first reads them. Our operators are kept: without them it cannot tell
 * an unknown fact from a false one.
 */
export function translate(plan) {
  const engine = new Engine([], { allowUndefinedFacts: true, replaceFactsInEventParams: false })
  const { rules, operators } = toJsonRulesEngine(plan.rulebook)
  for (const [name, test] of Object.entries(operators)) engine.addOperator(name, test)
  const conditions = new Map(rules.map(r => [r.name, r]))
  const stages = [...new Set(plan.lists.map(l => l.stage))]
  for (const { id, stage } of plan.rules) {
    // Which conditional indicators count is settled before, for every engine.
    if (!stages.includes(stage)) continue
    const { conditions: holds, event } = conditions.get(id)
    engine.addRule({ conditions: holds, event, priority: stages.length - stages.indexOf(stage) })
  }
  let run = null
  const settled = new Set()
  const settleStage = stage => {
    if (settled.has(stage)) return
    settled.add(stage)
    for (const list of plan.lists)
      if (list.stage === stage && list.policy === 'first')
        settle(
          plan,
          run,
          list,
          list.rules.find(r => run.fired.has(r.id)),
        )
  }
  engine.on('success', event => run.fired.add(event.type))
  // Facts that a stage decides: everything of a higher priority has been decided by the time that they are asked for.
  const decidedBy = { entry: 'eligibility', team: 'route' }
  for (const name of stageFacts)
    engine.addFact(name, () => {
      for (const stage of stages.slice(0, stages.indexOf(decidedBy[name] ?? name) + 1)) settleStage(stage)
      return run.facts[name] ?? undefined
    })
  for (const list of plan.lists.filter(l => l.stage === 'consent')) {
    const fact = `requirement.${list.rules[0].list}`
    engine.addFact(fact, () => {
      settleStage('consent')
      return run.facts[list.requirement]
    })
  }

  const written = new Set([...stageFacts, ...plan.lists.map(l => `requirement.${l.rules[0].list}`)])
  const prepare = one => {
    const facts = {}
    plan.program.slotNames.forEach((name, slot) => {
      const value = one.derived.scope.values[slot]
      if (value !== undefined && !written.has(name)) facts[name] = value
    })
    return { one, facts }
  }
  return {
    prepare,
    async decide({ one, facts }) {
      run = { ...begin(one), fired: new Set() }
      settled.clear()
      await engine.run(facts)
      for (const stage of stages) settleStage(stage)
      return finish(plan, run)
    },
  }
}
