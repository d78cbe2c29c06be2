import type { MessageCode } from '../codes.js'
import type { Diagnostic, Result } from '../diagnostic.js'
import { dateWords, daysInForce, dayWords } from '../rules/language/in-force.js'
import type { Rulebook } from '../rules/language/rulebook.js'
import { londonDay, parseInstant } from '../rules/time/london.js'
import { decide } from './decide/decide.js'
import type { Decision } from './decide/decision.js'
import type { DecideOptions } from './decide/steps.js'

/** The versions of one authority's rulebook, the earliest first. Only `rulebookSet` makes one. */
export interface RulebookSet {
  readonly authority: string
  readonly versions: readonly Rulebook[]
  readonly '~ordered': true
}

const fault = (code: MessageCode, message: string, hint: string, path: Diagnostic['path'] = []): Result<never> => ({
  ok: false,
  diagnostics: [{ code, message, hint, path, range: null }],
})

/**
 * Puts versions of one authority's rulebook in the order in which they hold.
 *
 * @returns the set, or why they are none: of several authorities, two from the same day, several without a day
 */
export function rulebookSet(rulebooks: readonly Rulebook[]): Result<RulebookSet> {
  const [first] = rulebooks
  if (first === undefined) return fault('no-rulebook', 'there is no rulebook', 'give at least one')
  const other = rulebooks.find(r => r.authority !== first.authority)
  if (other !== undefined)
    return fault(
      'several-authorities',
      `\`${first.authority}\` and \`${other.authority}\` are not versions of one rulebook`,
      'give versions of one authority',
    )
  const dated = rulebooks.map(rulebook => ({ rulebook, from: daysInForce(rulebook.inForce).from ?? -Infinity }))
  dated.sort((a, b) => a.from - b.from)
  for (const [i, { rulebook, from }] of dated.entries()) {
    const before = dated[i - 1]
    if (before?.from === from)
      return fault(
        'versions-of-one-day',
        `the versions \`${before.rulebook.version}\` and \`${rulebook.version}\` ${
          from === -Infinity ? 'both leave out from when they hold' : `both hold from ${dayWords(from)}`
        }`,
        'write `inForce: { from: … }` in each; only the first version may do without',
      )
  }
  return {
    ok: true,
    value: Object.freeze({
      authority: first.authority,
      versions: Object.freeze(dated.map(d => d.rulebook)),
      '~ordered': true as const,
    }),
  }
}

/**
 * Gives the version that holds at an instant: the last that began by its day in London. After the last has ended it is still the last,
 * and its decisions carry a notice.
 *
 * @param instant ISO 8601 with its offset, as `receivedAt` is
 * @returns the version, or `not-in-force` where the instant lies before the first; `wrong-value` where it is no instant
 */
export function rulebookAt(set: RulebookSet, instant: string): Result<Rulebook> {
  const ms = parseInstant(instant)
  if (ms === null)
    return fault(
      'wrong-value',
      `\`${instant}\` is not a date and time`,
      'write a real date and time with its offset, for instance `2026-03-27T16:30:00+00:00`',
      ['receivedAt'],
    )
  const day = londonDay(ms)
  const found = set.versions.findLast(r => (daysInForce(r.inForce).from ?? -Infinity) <= day)
  if (found !== undefined) return { ok: true, value: found }
  const [first] = set.versions
  return fault(
    'not-in-force',
    `the first rules of \`${set.authority}\` that are known hold from ${dateWords(first?.inForce.from ?? '')}; ${dayWords(day)} lies before`,
    'decide it by the rulebook that held then',
    ['receivedAt'],
  )
}

/**
 * Decides a contact by the version that holds when it is received.
 *
 * @returns the decision; or every mistake in the contact, `not-in-force` among them where no version held yet
 */
export function decideInForce(set: RulebookSet, contact: unknown, options: DecideOptions = {}): Result<Decision> {
  const rulebook = versionFor(set, contact)
  if (!rulebook.ok) return rulebook
  return decide(rulebook.value, contact, options)
}

/** The latest version of a set. */
export const latestOf = ({ versions }: RulebookSet): Rulebook => versions[versions.length - 1] as Rulebook

/**
 * The version for a contact. One without an instant of receipt is left to the last version, which says what is wrong with it.
 *
 * @returns the version, or `not-in-force` where the contact came before the first
 */
export function versionFor(set: RulebookSet, contact: unknown): Result<Rulebook> {
  const last = latestOf(set)
  try {
    const receivedAt = (contact as { readonly receivedAt?: unknown } | null | undefined)?.receivedAt
    if (typeof receivedAt !== 'string' || parseInstant(receivedAt) === null) return { ok: true, value: last }
    return rulebookAt(set, receivedAt)
  } catch {
    // A contact that cannot be read is told so by the rulebook's own check.
    return { ok: true, value: last }
  }
}
