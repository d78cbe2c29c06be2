import { begin, finish, settle } from './settle.mjs'

/**
 * A peer that evaluates expressions: one for each list, which says where in the list the first rule that holds stands
 * (-1 for none), and one for the actions, which gives all their truths; what a list decides is written among the facts.
 */
export function translateByStages(plan, compileFirst, compileAll) {
  const lists = plan.lists.map(list => ({
    list,
    run: list.policy === 'first' ? compileFirst(list.rules) : compileAll(list.rules),
  }))
  return {
    prepare: one => one,
    decide(one) {
      const run = begin(one)
      for (const { list, run: evaluate } of lists) {
        const found = evaluate(one.facts)
        if (list.policy === 'first') settle(plan, run, list, list.rules[Number(found)])
      }
      return finish(plan, run)
    },
  }
}
