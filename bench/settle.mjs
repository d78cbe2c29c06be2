import { plainName } from './plain-condition.mjs'
import { source } from './project-source.mjs'

/** An outcome that has not begun, for one contact. */
export const begin = one => ({ one, facts: one.facts, level: null, destination: 'screening', team: null, due: [] })

const settlers = {
  eligibility: (run, rule) => {
    run.facts.entry = rule?.outcome.entry ?? 'none'
  },
  level: (run, rule, list) => {
    const found = list.name === 'levelGiven' ? rule && run.facts.practitionerLevel : rule?.outcome.level
    if (found && found > (run.level ?? 0)) run.level = found
    run.facts.level = run.level
  },
  basis: (run, rule) => {
    run.facts.basis = rule?.outcome.basis ?? 'none'
  },
  rag: (run, rule) => {
    run.facts.rag = rule?.outcome.rag === 'rating' ? run.facts.rating : (rule?.outcome.rag ?? null)
  },
  route: (run, rule) => {
    run.destination = rule?.outcome.destination ?? 'screening'
    run.team = rule?.outcome.team ?? null
    run.facts.route = run.destination
    run.facts.team = run.team ?? 'none'
  },
  givers: () => undefined,
  consent: (run, rule, list) => {
    run.facts[list.requirement] = rule?.outcome.requirement ?? 'none'
  },
  deadlines: (run, rule) => {
    if (rule) run.due.push(rule)
  },
}

/** Writes what the first rule of a list that holds (or none) decides, for the lists after it to read. */
export function settle(plan, run, list, rule) {
  if (list.stage === 'level' && !plan.hasRag) run.facts.rag = run.facts.rating ?? null
  if (list.stage === 'consent') list.requirement ??= plainName(`requirement.${list.rules[0].list}`)
  settlers[list.stage](run, rule, list)
}

/** Dates the deadlines that were asked for, and names the one that governs. */
export function finish(plan, run) {
  const dated = run.due.map(({ outcome }) => ({
    dueMs: source.dueOf(plan.program, run.one.derived, outcome),
    deadline: {
      id: outcome.deadline,
      strength: outcome.strength,
      governs: plan.rulebook.deadlines[outcome.deadline]?.governs ?? true,
    },
  }))
  dated.sort(source.byDue)
  return {
    level: run.level,
    destination: run.destination,
    team: run.team,
    deadline: source.governing(dated)?.deadline.id ?? null,
  }
}
