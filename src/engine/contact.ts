import type { Diagnostic, Path, Result } from '../diagnostic.js'
import { formatPath } from '../diagnostic.js'
import { reportIssues } from '../rules/check-shape.js'
import { Contact, factNames } from '../rules/facts.js'
import { isContact } from '../rules/is-contact.js'
import type { Rulebook } from '../rules/rulebook.js'
import { didYouMean } from '../rules/suggest.js'
import { eventNames, functionalAreas, purposes } from '../rules/vocabulary.js'
import { parseInstant } from './london.js'

const innerKeys: Readonly<Record<string, readonly string[]>> = {
  events: eventNames,
  functionalNeeds: functionalAreas,
  consentFor: purposes,
}

const instantHint = 'write a real date and time with its offset, for instance `2026-03-27T16:30:00+00:00`'

/** Checks a contact against the facts and the rulebook's own indicators; every mistake names its place and the remedy. */
export function readContact(
  rulebook: Rulebook,
  indicatorIds: ReadonlyMap<string, number>,
  raw: unknown,
): Result<Contact> {
  const diagnostics: Diagnostic[] = []
  const report = (code: string, path: Path, message: string, hint: string): void => {
    const where = formatPath(path)
    diagnostics.push({ code, path, message: where === '' ? message : `${where}: ${message}`, hint, range: null })
  }
  if (isContact(raw)) {
    checkAgainst(rulebook, indicatorIds, raw, report)
    return diagnostics.length > 0 ? { ok: false, diagnostics } : { ok: true, value: raw }
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    report('wrong-contact', [], 'a contact is a set of facts', 'give an object with at least `receivedAt`')
    return { ok: false, diagnostics }
  }
  // zod passes over `__proto__` in a map; here every key that is not known is a mistake.
  for (const name of Object.keys(innerKeys)) {
    const inner = (raw as Record<string, unknown>)[name]
    if (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, '__proto__'))
      report('unknown-key', [name, '__proto__'], '`__proto__` is not known here', 'take the line out')
  }
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  const checked = Contact.safeParse(raw)
  if (!checked.success) {
    reportIssues(
      checked.error.issues,
      raw,
      path => (path.length === 0 ? factNames : (innerKeys[String(path[0])] ?? [])),
      (code, path, message, hint) => {
        const instant = path[0] === 'receivedAt' || (path[0] === 'events' && path.length > 1)
        report(
          code === 'unknown-key' && path.length === 1 ? 'unknown-fact' : code,
          path,
          message,
          instant && code !== 'unknown-key' ? instantHint : hint,
        )
      },
    )
    return { ok: false, diagnostics }
  }
  checkAgainst(rulebook, indicatorIds, checked.data, report)
  return diagnostics.length > 0 ? { ok: false, diagnostics } : { ok: true, value: checked.data }
}

/** What a schema cannot tell: dates that do not exist, and indicators that are not the rulebook's. */
function checkAgainst(
  rulebook: Rulebook,
  indicatorIds: ReadonlyMap<string, number>,
  contact: Contact,
  report: (code: string, path: Path, message: string, hint: string) => void,
): void {
  const instants: [string | undefined, Path][] = [[contact.receivedAt, ['receivedAt']]]
  for (const name in contact.events)
    instants.push([contact.events[name as keyof typeof contact.events], ['events', name]])
  for (const [value, path] of instants)
    if (value !== undefined && parseInstant(value) === null)
      report('wrong-value', path, `\`${value}\` is not a date and time that exists`, instantHint)
  const { indicators, indicatorsAbsent } = contact
  for (const [key, list] of [
    ['indicators', indicators],
    ['indicatorsAbsent', indicatorsAbsent],
  ] as const) {
    for (let i = 0; i < (list?.length ?? 0); i++) {
      const id = list?.[i] ?? ''
      if (!indicatorIds.has(id))
        report(
          'unknown-indicator',
          [key, i],
          `${rulebook.name} has no indicator \`${id}\``,
          indicatorIds.size === 0
            ? "this authority's source holds no indicators; give `professionalLevel` instead"
            : didYouMean(id, [...indicatorIds.keys()], 'use an id from the rulebook'),
        )
    }
  }
  if (indicators && indicatorsAbsent)
    for (const id of indicators)
      if (indicatorsAbsent.includes(id))
        report(
          'indicator-both-ways',
          ['indicatorsAbsent', indicatorsAbsent.indexOf(id)],
          `\`${id}\` is given as present and as absent`,
          'leave it in the list that is right',
        )
}
