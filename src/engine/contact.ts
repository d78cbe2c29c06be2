import type { Diagnostic, Path, Report, Result } from '../diagnostic.js'
import { formatPath } from '../diagnostic.js'
import { reportIssues } from '../rules/check-shape.js'
import { isContact } from '../rules/is-contact.js'
import type { Rulebook } from '../rules/rulebook.js'
import { didYouMean } from '../rules/suggest.js'
import { visible } from '../rules/visible.js'
import { Contact, factNames } from '../rules/vocabulary/facts.js'
import { eventNames, functionalAreas, purposes } from '../rules/vocabulary/fixed.js'
import { parseInstant } from './london.js'
import type { PlainContact } from './plain-contact.js'
import { plainContact } from './plain-contact.js'

const innerKeys: Readonly<Record<string, readonly string[]>> = {
  events: eventNames,
  functionalNeeds: functionalAreas,
  consentFor: purposes,
}

const instantHint = 'write a real date and time with its offset, for instance `2026-03-27T16:30:00+00:00`'

/** So many unknown indicators are compared with every known one, which takes its time. */
const mostSuggested = 5

/** So many mistakes are told in full; of the rest it is said how many they are. */
const mostTold = 20

/** Collects the mistakes of a contact. */
interface Mistakes {
  readonly found: Diagnostic[]
  /** Whether one more would still be told in full; where not, `passOver` counts it. */
  readonly room: () => boolean
  readonly passOver: (count: number) => void
  readonly report: Report
  readonly all: () => readonly Diagnostic[]
}

function collectMistakes(): Mistakes {
  const found: Diagnostic[] = []
  let more = 0
  const add = (code: string, path: Path, message: string, hint: string): void => {
    // What is quoted of a contact, the names in it too, must not reach a terminal as it is.
    found.push({ code, path, message: visible(message), hint: visible(hint), range: null })
  }
  return {
    found,
    room: () => found.length < mostTold,
    passOver: count => {
      more += count
    },
    report: (code, path, message, hint) => {
      const where = formatPath(path)
      if (found.length < mostTold) add(code, path, where === '' ? message : `${where.slice(0, 200)}: ${message}`, hint)
      else more++
    },
    all: () => {
      if (more > 0) add('more-mistakes', [], `and ${more} more`, 'mend these first, then try again')
      return found
    },
  }
}

/** Checks a contact against the facts and the rulebook's own indicators; every mistake names its place and the remedy. */
export function readContact(
  rulebook: Rulebook,
  indicatorIds: ReadonlyMap<string, number>,
  raw: unknown,
): Result<Contact> {
  const mistakes = collectMistakes()
  const plain = readOnce(raw, mistakes.report)
  if (plain === null) return { ok: false, diagnostics: mistakes.found }
  const { facts, more } = plain
  mistakes.passOver(more)
  if (isContact(facts)) {
    checkAgainst(rulebook, indicatorIds, facts, mistakes)
    return mistakes.found.length > 0 ? { ok: false, diagnostics: mistakes.all() } : { ok: true, value: facts }
  }
  reportFaults(facts, mistakes)
  return { ok: false, diagnostics: mistakes.all() }
}

/** The contact as plain data of its own; `null`, with the reason reported, where there is none to read. */
function readOnce(raw: unknown, report: Report): PlainContact | null {
  try {
    if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return plainContact(raw)
  } catch {
    report('wrong-contact', [], 'the contact cannot be read: looking at it fails', 'give plain data, as JSON holds it')
    return null
  }
  report('wrong-contact', [], 'a contact is a set of facts', 'give an object with at least `receivedAt`')
  return null
}

/** Says what is wrong with a contact that is not well formed. */
function reportFaults(facts: PlainContact['facts'], mistakes: Mistakes): void {
  const { report } = mistakes
  // zod passes over `__proto__` in a map; here every key that is not known is a mistake.
  for (const name of Object.keys(innerKeys)) {
    const inner = facts[name]
    if (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, '__proto__'))
      report('unknown-key', [name, '__proto__'], '`__proto__` is not known here', 'take the line out')
  }
  if (mistakes.found.length > 0) return
  const issues = Contact.safeParse(facts).error?.issues ?? []
  mistakes.passOver(Math.max(0, issues.length - mostTold))
  reportIssues(issues.slice(0, mostTold), facts, keysAt, (code, path, message, hint) => {
    const instant = path[0] === 'receivedAt' || (path[0] === 'events' && path.length > 1)
    report(
      code === 'unknown-key' && path.length === 1 ? 'unknown-fact' : code,
      path,
      message,
      instant && code !== 'unknown-key' ? instantHint : hint,
    )
  })
  // The schema only words what is wrong; that something is, is settled.
  if (mistakes.found.length === 0)
    report('wrong-contact', [], 'the contact is not well formed', 'give facts with the values that the guide names')
}

const keysAt = (path: Path): readonly string[] => {
  const name = String(path[0])
  return path.length === 0 ? factNames : Object.hasOwn(innerKeys, name) ? (innerKeys[name] ?? []) : []
}

/** What a schema cannot tell: dates that do not exist, and indicators that are not the rulebook's. */
function checkAgainst(
  rulebook: Rulebook,
  indicatorIds: ReadonlyMap<string, number>,
  contact: Contact,
  { room, passOver, report }: Mistakes,
): void {
  const instants: [string | undefined, Path][] = [[contact.receivedAt, ['receivedAt']]]
  for (const name of Object.keys(contact.events ?? {}))
    instants.push([contact.events?.[name as keyof typeof contact.events], ['events', name]])
  for (const [value, path] of instants)
    if (value !== undefined && parseInstant(value) === null)
      report('wrong-value', path, `\`${value}\` is not a date and time that exists`, instantHint)
  const { indicators, indicatorsAbsent } = contact
  let suggests = mostSuggested
  for (const [key, list] of [
    ['indicators', indicators],
    ['indicatorsAbsent', indicatorsAbsent],
  ] as const) {
    for (let i = 0; i < (list?.length ?? 0); i++) {
      const id = list?.[i] ?? ''
      if (indicatorIds.has(id)) continue
      if (!room()) passOver(1)
      else
        report(
          'unknown-indicator',
          [key, i],
          `${rulebook.name} has no indicator \`${id}\``,
          indicatorIds.size === 0
            ? "this authority's source holds no indicators; give `professionalLevel` instead"
            : didYouMean(id, suggests-- > 0 ? [...indicatorIds.keys()] : [], 'use an id from the rulebook'),
        )
    }
  }
  if (!indicators || !indicatorsAbsent) return
  const absentAt = new Map(indicatorsAbsent.map((id, i) => [id, i] as const).reverse())
  for (const id of indicators) {
    const at = absentAt.get(id)
    if (at !== undefined && indicatorIds.has(id))
      report(
        'indicator-both-ways',
        ['indicatorsAbsent', at],
        `\`${id}\` is given as present and as absent`,
        'leave it in the list that is right',
      )
  }
}
