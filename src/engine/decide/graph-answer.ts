import { keptFor } from '../../kept-for.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { stageOf, stages } from '../../rules/vocabulary/stages.js'
import type { CompiledRule, Program } from '../compile/program.js'
import { holdsOver } from '../graph/graph.js'
import { IS_FALSE, ruleAt, walkHolds } from '../graph/walk.js'
import type { Answer } from './making.js'

/** The stages in which more than the first rule of a list counts. */
const whole: ReadonlySet<Stage> = new Set(
  stages.filter(stage => stageOf(stage).hits !== 'first' || stageOf(stage).says?.tells === 'agreeing'),
)

/** Answers from the graph of conditions: of a list whose first rule decides, that one alone. */
export const graphAnswer: (program: Program) => Answer = keptFor(program => {
  const { code, after } = program.graph
  // Written over by each answer, which then takes as many as there are.
  const found = program.rules.slice()
  const alone = program.rules.map((rule): readonly CompiledRule[] => Object.freeze([rule]))
  return (stage, rules, { states }) => {
    if (stage === 'indicators') return rules.filter(r => holdsOver(program.graph, r.place, states))
    const isWhole = whole.has(stage)
    let count = 0
    for (const { start } of program.walks[stage])
      for (let end = walkHolds(code, start, states); end !== IS_FALSE; ) {
        const place = ruleAt(end)
        found[count++] = program.rules[place] as CompiledRule
        if (!isWhole) break
        end = walkHolds(code, after[place] as number, states)
      }
    return count === 0 ? none : count === 1 ? (alone[found[0]?.place ?? -1] ?? none) : found.slice(0, count)
  }
})

const none: readonly CompiledRule[] = Object.freeze([])

/** Answers with every rule that is true, also of lists whose first rule decides; `seen` is told which, stage by stage. */
export const wholeAnswer =
  (program: Program, seen: (fired: readonly CompiledRule[]) => void): Answer =>
  (_, rules, { states }) => {
    const fired = rules.filter(r => holdsOver(program.graph, r.place, states))
    seen(fired)
    return fired
  }
