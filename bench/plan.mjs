import { plainCondition } from './plain-condition.mjs'
import { source } from './project-source.mjs'

const staged = ['eligibility', 'level', 'basis', 'rag', 'route', 'givers', 'consent', 'deadlines', 'actions']

/** The lists of a stage: what its hit policy makes of it when only the outcomes are wanted. */
function listsOf(stage, rules) {
  const first = (name, from) => (from.length === 0 ? [] : [{ stage, name, policy: 'first', rules: from }])
  if (stage === 'level') {
    // The highest wins: from the highest down, the first that holds; the practitioner's own level beside it.
    const given = rules.filter(r => r.outcome.level === 'practitionerLevel')
    const fixed = rules.filter(r => r.outcome.level !== 'practitionerLevel')
    const descending = [...fixed].sort((a, b) => b.outcome.level - a.outcome.level)
    return [...first('levelGiven', given), ...first('level', descending)]
  }
  if (stage === 'actions') return rules.length === 0 ? [] : [{ stage, name: 'actions', policy: 'all', rules }]
  const names = [...new Set(rules.map(r => r.list))]
  return names.flatMap((list, nth) =>
    first(
      list === null ? stage : `${stage}${nth}`,
      rules.filter(r => r.list === list),
    ),
  )
}

/** A rulebook as ordered lists of plain conditions with their outcomes, for the engines that it is translated into. */
export function planOf(rulebook) {
  const program = source.compile(rulebook)
  const rules = program.rules.map(({ rule, place, condition }) => ({
    id: rule.id,
    place,
    stage: rule.stage,
    list: rule.list,
    outcome: rule.outcome,
    condition: plainCondition(condition),
  }))
  const lists = staged.flatMap(stage =>
    listsOf(
      stage,
      rules.filter(r => r.stage === stage),
    ),
  )
  return { rulebook, program, lists, rules, hasRag: rules.some(r => r.stage === 'rag') }
}
