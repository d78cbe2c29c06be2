import { decide } from '../dist/index.js'
import { decideWithEngine } from '../dist/json-rules-engine.js'
import { casesOf, handing, outcomeOf, same } from './cases.mjs'
import { frontDoorContacts } from './front-door.mjs'
import { differsFrom } from './hand-written-check.mjs'
import { handWrittenLancashire } from './hand-written-lancashire.mjs'
import { planOf } from './plan.mjs'
import { translate as celJs } from './translate-cel-js.mjs'
import { translate as jsonLogicEngine } from './translate-json-logic-engine.mjs'
import { translate as jsonRulesEngine } from './translate-json-rules-engine.mjs'
import { translate as publicodes } from './translate-publicodes.mjs'
import { translate as zenEngine } from './translate-zen-engine.mjs'

const peers = [
  { name: 'json-rules-engine', translate: jsonRulesEngine, later: true },
  { name: 'json-logic-engine', translate: jsonLogicEngine },
  { name: 'zen-engine', translate: zenEngine, later: true },
  { name: 'cel-js', translate: celJs },
  { name: 'publicodes', translate: publicodes },
]

const ownOptions = {
  decide: {},
  'decide-outcomes-only': { rationale: false, unknowns: false },
  'decide-without-unknowns': { unknowns: false },
}

const agreesAs = (got, one) => same(got, one.expected)
const decided = result => outcomeOf(result.value)

/**
 * Every way to decide under a rulebook. Each has its `inputs`, which `run` takes one of; `agrees` says whether an answer
 * has the level, route and deadline that the contact at that place must have.
 */
export function waysOf(rulebook, contacts) {
  const plan = planOf(rulebook)
  const cases = casesOf(plan, contacts)
  const own = Object.entries(ownOptions).map(([name, options]) => ({
    name,
    inputs: contacts,
    run: contact => decide(rulebook, contact, options),
    agrees: (result, i) => agreesAs(decided(result), cases[i]),
  }))
  const engine = {
    name: 'decide-with-engine',
    later: true,
    inputs: contacts,
    run: contact => decideWithEngine(rulebook, contact),
    agrees: (result, i) => agreesAs(decided(result), cases[i]),
  }
  const translated = peers.map(({ name, translate, later = false }) => {
    const way = translate(plan)
    return { name, later, inputs: cases.map(way.prepare), run: way.decide, agrees: (got, i) => agreesAs(got, cases[i]) }
  })
  const handed = {
    name: 'what the peers are handed: contact checked, facts derived',
    extra: true,
    inputs: contacts,
    run: handing(plan),
    agrees: () => true,
  }
  const atFrontDoor = {
    name: "`decide` on a front door's mix",
    extra: true,
    inputs: frontDoorContacts(rulebook, contacts.length),
    run: contact => decide(rulebook, contact),
    agrees: result => result.ok,
  }
  return [...own, engine, ...translated, handed, atFrontDoor, ...byHand(rulebook, contacts)]
}

function byHand(rulebook, contacts) {
  if (rulebook.authority !== 'lancashire') return []
  // What it is held to is the whole decision, not only its level, route and deadline.
  const agrees = (got, i) => differsFrom(decide(rulebook, contacts[i]).value, got) === null
  return [
    { name: 'hand-written', inputs: contacts, run: handWrittenLancashire(rulebook), agrees },
    {
      name: 'hand-written, contact not validated',
      extra: true,
      inputs: contacts,
      run: handWrittenLancashire(rulebook, { validate: false }),
      agrees,
    },
  ]
}

/** On how many contacts a way gives what it must, of how many it was asked. */
export async function checkWay(way, most) {
  const { length } = way.inputs
  const step = Math.max(1, Math.ceil(length / most))
  let asked = 0
  let agreed = 0
  for (let i = 0; i < length; i += step) {
    asked++
    if (way.agrees(await way.run(way.inputs[i]), i)) agreed++
  }
  return { asked, agreed }
}
