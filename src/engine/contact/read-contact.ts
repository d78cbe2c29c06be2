import type { Diagnostic, Path, Report, Result } from '../../diagnostic.js'
import { formatPath } from '../../diagnostic.js'
import { dayIn } from '../../rules/language/in-force.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { didYouMean } from '../../rules/suggest.js'
import { londonDay, parseInstant } from '../../rules/time/london.js'
import { visible } from '../../rules/visible.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { daysOfEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { dayHint, instantHint, isWellFormed, reportFaults } from './contact-faults.js'
import type { PlainContact } from './plain-contact.js'
import { plainContact } from './plain-contact.js'

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
  const add: Report = (code, path, message, hint) => {
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
  let plain: PlainContact
  try {
    if (!isFacts(raw)) return { ok: false, diagnostics: noFacts() }
    plain = plainContact(vocabularyOf(rulebook), raw)
  } catch {
    return { ok: false, diagnostics: unreadable() }
  }
  const diagnostics = faultsOf(rulebook, indicatorIds, plain)
  return diagnostics.length > 0 ? { ok: false, diagnostics } : { ok: true, value: plain.facts as Contact }
}

/** Whether it is an object, as a contact is. */
export const isFacts = (raw: unknown): raw is object => typeof raw === 'object' && raw !== null && !Array.isArray(raw)

const refusal = (message: string, hint: string) => (): readonly Diagnostic[] => [
  { code: 'wrong-contact', path: [], message, hint, range: null },
]

/** What is said of something that is no contact at all. */
export const noFacts = refusal('a contact is a set of facts', 'give an object with at least `receivedAt`')
/** What is said of one that throws while it is read. */
export const unreadable = refusal(
  'the contact cannot be read: looking at it fails',
  'give plain data, as JSON holds it',
)

/** Every mistake in a contact that was read; none where it can be decided. */
export function faultsOf(
  rulebook: Rulebook,
  indicatorIds: ReadonlyMap<string, number>,
  { facts, more }: PlainContact,
): readonly Diagnostic[] {
  const mistakes = collectMistakes()
  const vocabulary = vocabularyOf(rulebook)
  mistakes.passOver(more)
  if (!isWellFormed(vocabulary, facts)) {
    reportFaults(vocabulary, facts, mistakes.report)
    return mistakes.all()
  }
  checkAgainst(rulebook, indicatorIds, facts, mistakes)
  return mistakes.found.length > 0 ? mistakes.all() : []
}

/** What the kinds of facts cannot tell: dates that do not exist, and indicators that are not the rulebook's. */
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
  const received = parseInstant(contact.receivedAt)
  const checkDate = (at: string, path: Path, hint: string): void => {
    if (dayIn(at, 'first') === null) report('wrong-value', path, `\`${at}\` is not a day or month that exists`, dayHint)
    else if (received !== null && daysOfEarlier(at, londonDay(received)) === null)
      report('after-receipt', path, `\`${at}\` lies after the day on which this contact was received`, hint)
  }
  contact.earlierContacts?.forEach(({ at }, i) => {
    checkDate(at, ['earlierContacts', i, 'at'], 'give only contacts that came before this one, or put the date right')
  })
  const { indicators, indicatorsAbsent, indicatorsSince = {} } = contact
  const dated = Object.keys(indicatorsSince)
  for (const id of dated)
    checkDate(
      indicatorsSince[id] ?? '',
      ['indicatorsSince', id],
      'put the date right: nothing is seen before it is there',
    )
  let suggests = mostSuggested
  for (const [key, list] of [
    ['indicators', indicators],
    ['indicatorsAbsent', indicatorsAbsent],
    ['indicatorsSince', dated],
  ] as const) {
    for (let i = 0; i < (list?.length ?? 0); i++) {
      const id = list?.[i] ?? ''
      if (indicatorIds.has(id)) continue
      if (!room()) passOver(1)
      else
        report(
          'unknown-indicator',
          [key, key === 'indicatorsSince' ? id : i],
          `${rulebook.name} has no indicator \`${id}\``,
          indicatorIds.size === 0
            ? "this authority's source holds no indicators; give `professionalLevel` instead"
            : didYouMean(
                id,
                suggests-- > 0 ? [...indicatorIds.keys()] : [],
                'the ids stand under `indicators` in the rulebook',
              ),
        )
    }
  }
  if (!indicatorsAbsent) return
  const absentAt = new Map(indicatorsAbsent.map((id, i) => [id, i] as const).reverse())
  for (const id of new Set([...(indicators ?? []), ...dated])) {
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
