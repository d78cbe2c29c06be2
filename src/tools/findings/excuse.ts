import { compile } from '../../engine/compile/program.js'
import { readContact } from '../../engine/contact/read-contact.js'
import type { Rulebook, RulebookContent } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { decidingRules } from '../cases/trace.js'
import { chanceFrom } from '../contacts/chance.js'
import { smallerContacts } from '../contacts/smaller-contacts.js'
import type { Breach, BreachPart, Change, RulebookPromise } from '../promises/promise.js'
import { traced } from '../promises/promise.js'

type Accepted = RulebookContent['accepted'][number]

/** How an acceptance of a promise stands: it is shown by its witness, or why it excuses nothing. */
export type AcceptedPromise =
  | { readonly entry: Accepted; readonly live: true; readonly witness: Contact }
  | { readonly entry: Accepted; readonly live: false; readonly message: string; readonly hint: string }

/** The parts of a breach with the rules that cause each; without parts of its own every rule that led there is one. */
export function partsOf(rulebook: Rulebook, breach: Breach): readonly BreachPart[] {
  if (breach.parts) return breach.parts
  const deciding = decidingRules(traced(rulebook, breach.contact), compile(rulebook))
  const rules = deciding.filter(r => breach.stages.includes(r.rule.stage)).map(r => r.rule.id)
  return [{ says: breach.says, rules }]
}

/** A breach without what the rulebook accepts; `null` where nothing is left. */
function excuse(rulebook: Rulebook, breach: Breach, rules: ReadonlySet<string>): Breach | null {
  const parts = partsOf(rulebook, breach)
  const open = parts.filter(p => !p.rules.some(r => rules.has(r)))
  if (open.length === 0) return null
  return open.length === parts.length ? breach : { ...breach, parts: open, says: open.map(p => p.says).join('; ') }
}

/** The promises, each without what the rulebook accepts of it. */
export function withAccepted(rulebook: Rulebook, promises: readonly RulebookPromise[]): readonly RulebookPromise[] {
  if (rulebook.accepted.length === 0) return promises
  return promises.map(promise => {
    if (!rulebook.accepted.some(a => a.finding === promise.id)) return promise
    const live = acceptedOf(rulebook, promise).filter(a => a.live)
    const rules = new Set(live.flatMap(a => a.entry.rule ?? []))
    return {
      ...promise,
      breaks: (book, contact, change) => {
        const breach = promise.breaks(book, contact, change)
        return breach === null ? null : excuse(book, breach, rules)
      },
    }
  })
}

/** The acceptances of one promise, each with whether its witness shows what it accepts. */
export const acceptedOf = (rulebook: Rulebook, promise: RulebookPromise): readonly AcceptedPromise[] =>
  rulebook.accepted.filter(a => a.finding === promise.id).map(a => look(rulebook, promise, a))

function look(rulebook: Rulebook, promise: RulebookPromise, entry: Accepted): AcceptedPromise {
  const { finding: id, rule, clauses, witness } = entry
  const not = (message: string, hint: string): AcceptedPromise => ({ entry, live: false, message, hint })
  const lacks = Object.entries({ rule, clauses, witness }).flatMap(([key, value]) => (value === undefined ? [key] : []))
  if (lacks.length > 0 || rule === undefined)
    return not(
      `what is accepted of the promise \`${id}\` has no ${lacks.map(k => `\`${k}\``).join(' and no ')}`,
      'name the rule that causes it, the clauses by which the source does, and a contact that shows it',
    )
  const read = readContact(rulebook, compile(rulebook).indicatorPlaces, witness)
  if (!read.ok)
    return not(
      `the witness for \`${id}\` of \`${rule}\` is no contact`,
      read.diagnostics.map(d => `${d.message}; ${d.hint}`).join('\n'),
    )
  for (const [contact, change] of comparisonsFor(rulebook, promise, read.value)) {
    const breach = promise.breaks(rulebook, contact, change)
    if (breach && partsOf(rulebook, breach).some(p => p.rules.includes(rule)))
      return { entry, live: true, witness: read.value }
  }
  return not(
    `the witness accepted for \`${id}\` of \`${rule}\` does not show it any more`,
    'give a contact that shows it, or take the entry out of `accepted`',
  )
}

const rounds = 30

/** The contact with the changes that the promise speaks of, and contacts that say a little less with what they leave out. */
function* comparisonsFor(
  rulebook: Rulebook,
  promise: RulebookPromise,
  contact: Contact,
): Generator<readonly [Contact, Change | null]> {
  if (promise.comparisons) {
    yield* promise.comparisons(rulebook, contact)
    return
  }
  const own = Object.entries(contact).flatMap(([fact, value]): Change[] => [
    { fact, value },
    { fact, value: undefined },
    ...(Array.isArray(value) ? value.map((member: unknown) => ({ fact, value: member })) : []),
  ])
  for (const base of [contact, ...smallerContacts(contact)]) {
    for (let round = 0; round < rounds; round++)
      for (const change of promise.changes(rulebook, base, chanceFrom(round + 1))) {
        yield [base, change]
        if (change === null) round = rounds
      }
    if (promise.changes(rulebook, base, chanceFrom(1))[0] === null) return
    for (const change of own) yield [base, change]
  }
}
