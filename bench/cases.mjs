import { decide } from '../dist/index.js'
import { plainName, testsOf } from './plain-condition.mjs'
import { source } from './project-source.mjs'

const namesIn = plan => new Set(plan.rules.flatMap(r => testsOf(r.condition)).map(nameIn))
const nameIn = test => test.known ?? test.flag ?? test.has ?? test.oneOf ?? test.compare

/** What the rules read of one fact, in plain values; an unknown fact is null, a count its bounds, a list its parts. */
function plainValues(name, value) {
  if (value === undefined || typeof value !== 'object') return { [name]: value ?? null }
  if ('atLeast' in value) return { [`${name}_atLeast`]: value.atLeast, [`${name}_atMost`]: value.atMost }
  return {
    [name]: value.present,
    [`${name}_absent`]: value.absent,
    [`${name}_complete`]: value.complete,
    [`${name}_some`]: value.present.length > 0,
    [`${name}_given`]: value.given,
  }
}

const emptyList = { present: [], absent: [], complete: false, given: false }

function plainFacts(plan, names, values) {
  const all = {}
  plan.program.slotNames.forEach((fact, slot) => {
    const list = ['list', 'indicators'].includes(plan.program.vocabulary.facts[fact]?.kind)
    Object.assign(all, plainValues(plainName(fact), values[slot] ?? (list ? emptyList : undefined)))
  })
  const facts = {}
  for (const name of names) facts[name] = all[name] ?? null
  return facts
}

/** Settles which conditional indicators count, as the stage before all others does. */
function settleIndicators(program, derived) {
  const { conditional, scope } = derived
  const truths = conditional.map(rule => [
    program.indicatorPlaces.get(rule.rule.outcome.indicator) ?? -1,
    source.truthOver(program.graph, rule.place, scope.states),
  ])
  for (const [place, truth] of truths) source.settleIndicator(program.graph, scope, place, truth)
  source.deriveFromIndicators(program, derived)
}

/** Checks a contact and works out the facts that a peer is handed, as a user of one would have to; handing them on is not in it. */
export const handing =
  ({ program }) =>
  contact =>
    source.within(program, contact, settleIndicators)

/**
 * A contact as every peer is handed it: validated, its derived facts worked out, and what must come out. All of this is
 * done before the clock starts, for all peers alike.
 */
export function casesOf(plan, contacts) {
  const { program, rulebook } = plan
  const names = [...namesIn(plan)]
  return contacts.map(contact => {
    const decided = decide(rulebook, contact)
    const read = source.readContact(rulebook, program.indicatorPlaces, contact)
    if (!decided.ok || !read.ok) throw new Error('a generated contact cannot be decided')
    const derived = source.derive(program, read.value)
    settleIndicators(program, derived)
    // Whether a purpose may go ahead is read by a few rules for actions: the peers are told.
    for (const { purpose, mayProceed } of decided.value.consents)
      derived.scope.values[program.slots.get(`mayProceed.${purpose}`)] = mayProceed ?? undefined
    return {
      contact,
      derived,
      facts: plainFacts(plan, names, derived.scope.values),
      expected: outcomeOf(decided.value),
    }
  })
}

/** What every way must agree on. */
export const outcomeOf = ({ level, route, deadline }) => ({
  level,
  destination: route.destination,
  team: route.team,
  deadline: deadline?.id ?? null,
})

/** Whether two outcomes are the same. */
export const same = (a, b) =>
  a.level === b.level && a.destination === b.destination && a.team === b.team && a.deadline === b.deadline
