import { slotIn } from '../../engine/compile/slot-in.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Formula } from '../logic/formula.js'
import type { Logic } from '../logic/logic.js'
import { ask, logicOf } from '../logic/logic.js'
import type { Built } from '../promises/promise.js'
import { chanceFrom } from './chance.js'
import { drawNear } from './draw-contact.js'
import { realise } from './realise.js'

const attempts = 4
const variants = 3
/** How many questions that nobody could decide are enough to stop asking. */
const undecidedAtMost = 3

type Status = 'proved' | 'undecided' | 'searched'

/** Contacts of the classes that answer a question, each with one near it, and at the end whether it is proved that there are none. */
function* answersTo(logic: Logic, question: Formula): Generator<Contact, Status> {
  const { rulebook } = logic.program
  for (let attempt = 0; attempt < attempts; attempt++) {
    const chance = chanceFrom(attempt + 1)
    const answer = ask(logic, question, attempt === 0 ? undefined : parts => chance.shuffle(parts))
    if (answer.status === 'unsatisfiable') return 'proved'
    // What is not decided at once seldom is, and takes long.
    if (answer.status === 'undecided') return 'undecided'
    const classes = answer.variables.map(v => answer.classes[slotIn(logic.byName, v.name)] ?? 0)
    for (let variant = 0; variant < variants; variant++) {
      const contact = realise(logic.program, answer.variables, classes, chance)
      yield contact
      yield drawNear(rulebook, contact, attempt * 31 + variant)
    }
  }
  return 'searched'
}

/**
 * Contacts that break a promise, sought by the questions whose answers would.
 * @param questionsOf the questions, of the logic that they are asked of: classes have no meaning in another; `undecided` for one that
 * could not be decided already
 * @param breaks whether a contact does break it: classes say less than a contact
 */
export function buildFor(
  rulebook: Rulebook,
  questionsOf: (logic: Logic) => Iterable<Formula | 'undecided'>,
  breaks: (contact: Contact) => boolean,
): Built {
  const logic = logicOf(rulebook)
  const contacts: (readonly [Contact, null])[] = []
  let proved = true
  let undecided = 0
  for (const question of questionsOf(logic)) {
    if (undecided >= undecidedAtMost) return { contacts, proved: false }
    if (question === 'undecided') {
      undecided++
      proved = false
      continue
    }
    const answers = answersTo(logic, question)
    for (let next = answers.next(); ; next = answers.next()) {
      if (next.done) {
        if (next.value !== 'proved') proved = false
        if (next.value === 'undecided') undecided++
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
