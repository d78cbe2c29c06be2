import { compile } from '../../engine/compile/program.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { decidingRules } from '../cases/trace.js'
import { chanceFrom } from '../contacts/chance.js'
import { drawRouted } from '../contacts/draw-contact.js'
import {
  changeWords,
  graverBy,
  graverChanges,
  milderContacts,
  milderFor,
  someGraverChanges,
} from '../contacts/graver-facts.js'
import type { Breach, BreachPart, Change, RulebookPromise } from './promise.js'
import { outcome, traced } from './promise.js'
import { expectationOf, gradeOf, inWords, protectionOf } from './protection.js'

interface Lowered extends BreachPart {
  readonly stage: Stage
  readonly expect: Readonly<Record<string, unknown>>
}

/**
 * What a decision protects less than the other: destination, level, basis, and what may go ahead.
 * @param consents whether the last is compared at another level too
 */
export function loweredFrom(
  rulebook: Rulebook,
  milder: Contact,
  graver: Contact,
  consents: 'at-one-level' | 'at-any-level' = 'at-one-level',
): readonly Lowered[] {
  const [before, after] = [outcome(rulebook, milder), outcome(rulebook, graver)]
  const [must, have] = [protectionOf(before), protectionOf(after)]
  const decidingOn = (contact: Contact, stage: Stage): readonly string[] =>
    decidingRules(traced(rulebook, contact), compile(rulebook))
      .filter(r => r.rule.stage === stage)
      .map(r => r.rule.id)
  // Where no rule speaks any more, it is the one that did.
  const deciding = (stage: Stage): readonly string[] => {
    const rules = decidingOn(graver, stage)
    return rules.length > 0 ? rules : decidingOn(milder, stage)
  }
  const { destinations } = vocabularyOf(rulebook)
  const found: Lowered[] = []
  const [from, to] = [before.route.destination, after.route.destination]
  // A first level settles where a contact belongs that was held for want of one.
  const settles = before.level === null && after.level !== null && from === 'screening'
  if (gradeOf(rulebook, to) > gradeOf(rulebook, from) && !settles) {
    const less = rulebook.protection.slice(gradeOf(rulebook, from) + 1).flat()
    found.push({
      stage: 'route',
      says: `${destinations[from]?.label} becomes ${destinations[to]?.label}`,
      rules: deciding('route'),
      expect: { notRoute: less },
    })
  }
  for (const part of ['level', 'basis'] as const)
    if ((have[part] ?? 0) < (must[part] ?? 0))
      found.push({
        stage: part,
        says: `${inWords(part, must[part] ?? 0)} becomes ${part === 'level' && after.level === null ? 'no level' : inWords(part, have[part] ?? 0)}`,
        rules: deciding(part),
        expect: expectationOf(must, [part]),
      })
  if (before.level !== after.level && consents === 'at-one-level') return found
  for (const { purpose } of before.consents) {
    const part = `consent for ${purpose}`
    const now = after.consents.find(c => c.purpose === purpose)
    if (now === undefined || (have[part] ?? 0) >= (must[part] ?? 0)) continue
    found.push({
      stage: 'consent',
      says: `${inWords(part, must[part] ?? 0)} becomes ${inWords(part, have[part] ?? 0)}`,
      rules: [now.rule],
      expect: expectationOf(must, [part]),
    })
  }
  return found
}

function breachBy(rulebook: Rulebook, contact: Contact, change: Change): Breach | null {
  const milder = milderFor(contact, change)
  const graver = graverBy(vocabularyOf(rulebook), milder, change)
  if (graver === null) return null
  const lowered = loweredFrom(rulebook, milder, graver)
  if (lowered.length === 0) return null
  const parts = lowered.map(({ says, rules }) => ({
    says: `with ${changeWords(vocabularyOf(rulebook), change)}: ${says}`,
    rules,
  }))
  return {
    contact: graver,
    against: milder,
    says: parts.map(p => p.says).join('; '),
    expect: Object.assign({}, ...lowered.map(l => l.expect)) as Breach['expect'],
    stages: [...new Set(lowered.map(l => l.stage))],
    parts,
  }
}

/** Every pair of a contact with one that is graver or milder in one thing. */
function* pairsWith(rulebook: Rulebook, contact: Contact): Generator<readonly [Contact, Change]> {
  yield* milderContacts(rulebook, contact)
  for (const change of graverChanges(rulebook, contact)) yield [contact, change]
}

/** How many contacts are drawn from what routes turn on, and how many changes are tried on each. */
const routed = 2500
const changesEach = 3

export const graverIsNotLess: RulebookPromise = {
  id: 'graver-is-never-less-protected',
  says: 'A graver contact is never less protected.',
  why: 'A known level, rating or judgement is raised while later ones stay, or a concern, a plan, a discussion or an order is added: the place it goes to keeps its grade, and what may go ahead at this level still may. What is required of the worker is not compared, nor a contact that was held for want of a level and now has one.',
  own: false,
  every: 2,
  perRule: true,
  changes: (rulebook, contact, chance) => someGraverChanges(rulebook, contact, chance, 1),
  build: (rulebook, near) => ({
    contacts: (function* () {
      for (const contact of near) yield* pairsWith(rulebook, contact)
      const chance = chanceFrom(1)
      for (let n = 0; n < routed; n++) {
        const contact = drawRouted(rulebook, n + 1)
        for (const change of someGraverChanges(rulebook, contact, chance, changesEach)) yield [contact, change]
      }
    })(),
    proved: false,
  }),
  comparisons: pairsWith,
  breaks: (rulebook, contact, change) => (change === null ? null : breachBy(rulebook, contact, change)),
}
