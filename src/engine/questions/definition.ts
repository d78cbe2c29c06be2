import { keptFor } from '../../kept-for.js'
import type { Program } from '../compile/program.js'
import type { Question } from './question.js'

/** What the source says of significant harm: the clauses of the rules for section 47 that turn on that judgement. */
export const harmDefinition: (program: Program) => Question['definition'] = keptFor(
  ({ rulebook, rules, at, slotNames }) => {
    const harm = slotNames[at.of.riskOfSignificantHarm]
    const ids = rules.flatMap(({ rule, atoms }) =>
      rule.outcome.stage === 'basis' && rule.outcome.basis === 'section-47' && atoms.some(a => a.fact === harm)
        ? rule.clauses
        : [],
    )
    return [...new Set(ids)].flatMap(id => {
      const clause = rulebook.clauses[id]
      if (clause === undefined) return []
      const source = rulebook.sources[clause.source]
      return [{ source: source?.short ?? source?.title ?? clause.source, section: clause.section, says: clause.says }]
    })
  },
)
