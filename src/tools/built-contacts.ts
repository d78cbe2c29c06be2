import type { Contact } from '../rules/facts.js'
import type { Rulebook } from '../rules/rulebook.js'
import { chanceFrom } from './chance.js'
import { drawNear } from './draw-contact.js'
import type { Formula } from './formula.js'
import type { Built } from './invariant.js'
import type { Logic } from './logic.js'
import { ask, logicOf } from './logic.js'
import { realise } from './realise.js'

const attempts = 10
const variants = 4

/** Contacts of the classes that answer a question, each with one near it; the proof that there are none is `null`. */
export function* answersTo(logic: Logic, question: Formula, most = attempts): Generator<Contact, boolean> {
  const { rulebook } = logic.program
  let undecided = 0
  for (let attempt = 0; attempt < most; attempt++) {
    const chance = chanceFrom(attempt + 1)
    const answer = ask(logic, question, attempt === 0 ? undefined : parts => chance.shuffle(parts))
    if (answer.status === 'unsatisfiable') return true
    if (answer.status === 'undecided') {
      // What is not decided twice is seldom decided at all.
      if (++undecided === 2) return false
      continue
    }
    const classes = answer.variables.map(v => answer.classes[logic.byName.get(v.name) ?? -1] ?? 0)
    for (let variant = 0; variant < variants; variant++) {
      const contact = realise(logic.program, answer.variables, classes, chance)
      yield contact
      yield drawNear(rulebook, contact, attempt * 31 + variant)
    }
  }
  return false
}

/**
 * Contacts that break a promise, sought by the questions whose answers would.
 * @param questionsOf the questions, of the logic that they are asked of: classes have no meaning in another
 * @param breaks whether a contact does break it: classes say less than a contact
 */
export function buildFor(
  rulebook: Rulebook,
  questionsOf: (logic: Logic) => Iterable<Formula>,
  breaks: (contact: Contact) => boolean,
): Built {
  const logic = logicOf(rulebook)
  const contacts: (readonly [Contact, null])[] = []
  let proved = true
  for (const question of questionsOf(logic)) {
    const answers = answersTo(logic, question)
    for (let next = answers.next(); ; next = answers.next()) {
      if (next.done) {
        if (!next.value) proved = false
        break
      }
      if (!breaks(next.value)) continue
      contacts.push([next.value, null])
      proved = false
      break
    }
    if (contacts.length > 0) break
  }
  return { contacts, proved }
}
