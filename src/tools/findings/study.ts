import type { Path } from '../../diagnostic.js'
import type { CompiledRule, Program } from '../../engine/compile/program.js'
import { slotIn } from '../../engine/compile/slot-in.js'
import { readContact } from '../../engine/contact/read-contact.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import type { Trace } from '../cases/trace.js'
import { decidingRules, traceContact } from '../cases/trace.js'
import { chanceFrom } from '../contacts/chance.js'
import { drawContact, drawNear } from '../contacts/draw-contact.js'
import { realise } from '../contacts/realise.js'
import { smallestContact } from '../contacts/smaller-contacts.js'
import type { Formula } from '../logic/formula.js'
import { every, some } from '../logic/formula.js'
import type { Logic } from '../logic/logic.js'
import { ask, logicOf } from '../logic/logic.js'
import { rulesBefore } from '../promises/settled.js'
import { rulePaths } from './finding.js'

/** A contact that was run, with the ids of the rules that decided it. */
export interface Seen {
  readonly contact: Contact
  readonly trace: Trace
  readonly deciding: ReadonlySet<string>
}

/** A rulebook with what the findings look at: its conditions as questions, and contacts that were run. */
export interface Study {
  readonly rulebook: Rulebook
  readonly program: Program
  readonly logic: Logic
  /** Conditions by themselves, whatever the stages before set. */
  readonly alone: Logic
  readonly seen: readonly Seen[]
  readonly paths: ReadonlyMap<string, Path>
}

const generated = 2500

export function run(rulebook: Rulebook, program: Program, contact: Contact): Seen {
  const trace = traceContact(rulebook, contact)
  return { contact, trace, deciding: new Set(decidingRules(trace, program).map(r => r.rule.id)) }
}

/** Runs the rulebook's own examples, the witnesses it accepts, and contacts drawn from its vocabulary. */
export function studyOf(rulebook: Rulebook, seed: number): Study {
  const logic = logicOf(rulebook)
  const { program } = logic
  const own = [...rulebook.examples.map(e => e.contact), ...rulebook.accepted.flatMap(a => a.witness ?? [])].flatMap(
    raw => {
      const read = readContact(rulebook, program.indicatorPlaces, raw)
      return read.ok ? [read.value] : []
    },
  )
  const drawn = Array.from({ length: generated }, (_, i) => drawContact(rulebook, seed * 1_000_003 + i))
  return {
    rulebook,
    program,
    logic,
    alone: logicOf(rulebook, 'free'),
    seen: [...own, ...drawn].map(contact => run(rulebook, program, contact)),
    paths: rulePaths(rulebook),
  }
}

/** `contact`: one for which the test is true; `none`: proved that there is none; `not-found`: none was found. */
export type Sought =
  | { readonly found: 'contact'; readonly contact: Contact }
  | { readonly found: 'none' }
  | { readonly found: 'not-found' }

/**
 * Looks for a contact: among those that were run, then by solving the question over the classes of facts, then near what that
 * gave. A question without an answer is proof that there is no such contact.
 */
export function seek(study: Study, question: Formula, test: (seen: Seen) => boolean): Sought {
  const { rulebook, program, logic } = study
  const passes = (contact: Contact): boolean => test(run(rulebook, program, contact))
  const before = study.seen.find(test)
  if (before) return { found: 'contact', contact: smallestContact(before.contact, passes) }
  for (let attempt = 0; attempt < 12; attempt++) {
    const chance = chanceFrom(attempt + 1)
    const answer = ask(logic, question, attempt === 0 ? undefined : parts => chance.shuffle(parts))
    if (answer.status === 'unsatisfiable') return { found: 'none' }
    if (answer.status === 'undecided') continue
    const classes = answer.variables.map(v => answer.classes[slotIn(logic.byName, v.name)] ?? 0)
    for (let variant = 0; variant < 6; variant++) {
      const contact = realise(program, answer.variables, classes, chance)
      for (const near of [contact, drawNear(rulebook, contact, attempt * 31 + variant)])
        if (passes(near)) return { found: 'contact', contact: smallestContact(near, passes) }
    }
  }
  return { found: 'not-found' }
}

/** What must hold for a rule to be the one that decides: it is true, and nothing before or above it is. */
export function decides({ logic, program }: Pick<Study, 'logic' | 'program'>, rule: CompiledRule): Formula {
  const { outcome } = rule.rule
  if (stageOf(outcome.stage).hits === 'each') return logic.fires(rule)
  if (outcome.stage !== 'level')
    return every([logic.fires(rule), ...rulesBefore(program, rule).map(r => logic.firesNot(r))])
  const at = (level: number): Formula => logic.where('level', null, v => v === level)
  if (outcome.level !== 'practitionerLevel') return every([logic.fires(rule), at(outcome.level)])
  const judged = (level: number): Formula => logic.where('practitionerLevel', null, v => v === level)
  return every([
    logic.fires(rule),
    some([...program.vocabulary.levels].reverse().map(level => every([judged(level), at(level)]))),
  ])
}
