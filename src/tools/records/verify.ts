import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Link } from './chain.js'
import { linkBetween } from './chain.js'
import type { Again } from './decide-again.js'
import { decideAgain } from './decide-again.js'
import { readRecord } from './read-record.js'
import type { Previous } from './record.js'

/** What is found of one line of a file of records. */
export type Verdict =
  | { readonly line: number; readonly number: null; readonly is: 'not-a-record'; readonly reason: string }
  | {
      readonly line: number
      readonly number: number
      /** `tampered`: a letter of it is not as it was sealed, and nothing of it is decided again. */
      readonly is: 'tampered' | Again['is']
      readonly link: Link
      readonly digest: string
      /** What it comes to now; `null` of a record that was tampered with. */
      readonly again: Again | null
    }

/**
 * Goes through the lines of a file of records, each against the one before it, and decides each again.
 *
 * @param rulebookOf gives a rulebook by its digest, or `undefined`
 * @returns a function that is given the lines in their order, without their newlines, and their numbers in the file, from 1
 */
export function verifier(
  rulebookOf: (digest: string) => Rulebook | undefined,
): (text: string, line: number) => Verdict {
  // `unread`: what stood before is no record, so that nothing can be said of how one follows it.
  let before: Previous | null | 'unread' = null
  return (text, line) => {
    const read = readRecord(text)
    if (read.record === null) {
      before = 'unread'
      return { line, number: null, is: 'not-a-record', reason: read.reason }
    }
    const { record, isWhole } = read
    const { number, digest } = record
    const link: Link = before === 'unread' ? { is: 'next' } : linkBetween(before, record)
    before = { number, digest }
    const again = isWhole ? decideAgain(record, rulebookOf) : null
    return { line, number, is: again?.is ?? 'tampered', link, digest, again }
  }
}

/** Every kind of verdict, the sound ones first. */
export const verdictKinds = [
  'identical',
  'same-outcome',
  'differs',
  'masked',
  'refused',
  'no-rulebook',
  'tampered',
  'not-a-record',
] as const satisfies readonly Verdict['is'][]

/** Whether a record is whole, follows the one before it, and comes to the same again. */
export const isSound = (verdict: Verdict): boolean =>
  verdict.number !== null && verdict.link.is === 'next' && (verdict.is === 'identical' || verdict.is === 'same-outcome')

/** What is wrong with a record, and what to do about it; empty where nothing is. */
export function faultWords(verdict: Verdict): readonly string[] {
  if (verdict.number === null) return [`${verdict.reason}; nothing can be said of it`]
  return [...linkWords(verdict.link), ...(verdict.again === null ? [tampered] : againWords(verdict.again))]
}

const tampered = 'it was changed after it was sealed; look for the file as it was kept elsewhere'

function linkWords(link: Link): readonly string[] {
  switch (link.is) {
    case 'next':
      return []
    case 'missing':
      return [
        link.from === link.to
          ? `record ${link.from}, before it, is not here; it was taken out, or stands in another file`
          : `records ${link.from} to ${link.to}, before it, are not here; they were taken out, or stand in another file`,
      ]
    case 'out-of-order':
      return [`it stands after record ${link.after}; records were put in another order, or one stands twice`]
    case 'another-before':
      return ['it was sealed after another record than the one before it; that one was changed and sealed again']
  }
}

function againWords(again: Again): readonly string[] {
  switch (again.is) {
    case 'identical':
    case 'same-outcome':
      return []
    case 'differs':
      return [
        `decided again it differs in ${again.differsIn.join(', ')} (then by version ${again.engine} of this package); look at both`,
      ]
    case 'masked':
      return [
        `decided again it differs in ${again.differsIn.join(', ')}, and what is masked may be why: ${again.masked.join(', ')}`,
      ]
    case 'refused':
      return [`the contact is refused now: ${again.diagnostics.map(d => d.message).join('; ')}`]
    case 'no-rulebook':
      return [
        `the rulebook that decided it is not at hand: ${again.authority} ${again.version}, ${again.digest}; give it with --rules`,
      ]
  }
}
