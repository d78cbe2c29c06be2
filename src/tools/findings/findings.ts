import { readContact } from '../../engine/contact/read-contact.js'
import type { RulebookContent } from '../../rules/language/rulebook.js'
import { didYouMean } from '../../rules/suggest.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { allPromisesOf, builtInPromises } from '../promises/built-in.js'
import type { RulebookPromise } from '../promises/promise.js'
import { acceptedOf } from './excuse.js'
import type { Finding } from './finding.js'
import { finding, findingCodes } from './finding.js'
import { fallsShownBy, findTrapdoors } from './findings-ages.js'
import { findBoundaries } from './findings-boundaries.js'
import type { Gap } from './findings-gaps.js'
import { findEventsNeverGiven, findGaps, findTeamsToldNothing, gapsOf } from './findings-gaps.js'
import { findIdleConditions, findNeverDecides } from './findings-rules.js'
import { findUnused } from './findings-unused.js'
import type { Study } from './study.js'
import { run } from './study.js'

/** Each check on a rulebook that loads; a further one is a function here. */
const checks = [
  findIdleConditions,
  findNeverDecides,
  findGaps,
  findEventsNeverGiven,
  findTeamsToldNothing,
  findBoundaries,
  findUnused,
  findTrapdoors,
] as const satisfies readonly ((study: Study, file: unknown) => readonly Finding[])[]

type Accepted = RulebookContent['accepted'][number]

/**
 * Everything that is wrong with a rulebook that loads, with what its source itself causes marked as accepted.
 *
 * @param study the rulebook, as `studyOf` studied it
 * @param file the rulebook's file as plain data, in which the uses of definitions are looked up; left out, they are not
 */
export function findFindings(study: Study, file?: unknown): readonly Finding[] {
  return accept(
    study,
    checks.flatMap(check => check(study, file)),
  )
}

/** Marks what the rulebook accepts, and adds the acceptances that nothing answers to. */
function accept(study: Study, found: readonly Finding[]): readonly Finding[] {
  const promises = allPromisesOf(study.rulebook)
  const isPromise = (code: string): boolean => promises.some(p => p.id === code)
  const entries = study.rulebook.accepted.map((entry, n) => ({ entry, n, shown: shownBy(study, entry) }))
  const marked = found.map(f => {
    const reason = entries.findLast(({ entry, shown }) => answers(entry, shown, f))?.entry.reason
    return reason === undefined ? f : { ...f, accepted: reason }
  })
  const stale = entries.flatMap(({ entry, shown, n }) =>
    isPromise(entry.finding) || found.some(f => answers(entry, shown, f)) ? [] : [staleAcceptance(entry, shown, n)],
  )
  return [...marked, ...stale, ...stalePromises(study, promises)]
}

/** What is accepted of promises excuses nothing where it is not whole, or where its witness shows it no more. */
function stalePromises({ rulebook }: Study, promises: readonly RulebookPromise[]): readonly Finding[] {
  return rulebook.accepted.flatMap((entry, n): Finding[] => {
    const looks = promises
      .filter(p => p.id === entry.finding)
      .flatMap(p => acceptedOf(rulebook, p).filter(a => a.entry === entry))
    const first = looks[0]
    // Of several promises of one name (opposites, say) one that is shown is enough.
    if (first === undefined || first.live || looks.some(a => a.live)) return []
    const { message, hint } = first
    return [finding({ code: 'stale-acceptance', message, hint, path: ['accepted', n], about: entry.finding })]
  })
}

/** What the witness of an acceptance shows; `null` where it has none. */
type Shown =
  | { readonly gaps: readonly Gap[]; readonly falls: readonly string[]; readonly contact: Contact }
  | { readonly mistakes: string }
  | null

function shownBy({ rulebook, program }: Study, { witness, finding: code }: Accepted): Shown {
  if (witness === undefined) return null
  const read = readContact(rulebook, program.indicatorPlaces, witness)
  return read.ok
    ? {
        gaps: gapsOf(rulebook, run(rulebook, program, read.value)),
        falls: code === 'age-is-no-trapdoor' ? fallsShownBy(rulebook, read.value) : [],
        contact: read.value,
      }
    : { mistakes: read.diagnostics.map(d => `${d.message}; ${d.hint}`).join('\n') }
}

/** Whether an acceptance is of this finding: it names it, and its witness, if it has one, shows it. */
function answers(entry: Accepted, shown: Shown, f: Finding): boolean {
  const { finding: code, rule } = entry
  if (f.code !== code || (rule !== undefined && rule !== f.rule && rule !== f.about)) return false
  if (shown === null) return !isVague(entry)
  if ('mistakes' in shown || isVague(entry)) return false
  if (code === 'age-is-no-trapdoor') return shown.falls.includes(String(rule))
  return !code.startsWith('no-') || shown.gaps.some(g => g.code === code && g.about === f.about)
}

/** There is one `no-deadline` for each level and place, so that an acceptance that names none would hide the others. */
const isVague = ({ finding: code, rule, clauses, witness }: Accepted): boolean =>
  (code === 'no-deadline' && (rule === undefined || witness === undefined)) ||
  (code === 'age-is-no-trapdoor' && (rule === undefined || clauses === undefined))

function staleAcceptance(entry: Accepted, shown: Shown, n: number): Finding {
  const [message, hint] = whyStale(entry, shown)
  return finding({
    code: 'stale-acceptance',
    message,
    hint,
    path: ['accepted', n],
    about: entry.finding,
    witness: shown !== null && 'contact' in shown ? shown.contact : null,
  })
}

function whyStale(entry: Accepted, shown: Shown): readonly [message: string, hint: string] {
  const { finding: code, rule } = entry
  const known: readonly string[] = [...Object.keys(findingCodes), ...builtInPromises.map(i => i.id)]
  if (!known.includes(code)) return [`there is no finding \`${code}\` to accept`, didYouMean(code, known)]
  if (shown !== null && 'mistakes' in shown) return [`the witness for \`${code}\` is no contact`, shown.mistakes]
  if (isVague(entry) && code === 'age-is-no-trapdoor')
    return [
      '`age-is-no-trapdoor` is accepted for one rule, by the clauses with which the source causes it',
      'name the rule under `rule`, and the clauses under `clauses`',
    ]
  if (isVague(entry))
    return [
      `\`${code}\` is accepted for one level and one place, which the entry has to name and its witness to show`,
      'name them, as in `rule: level-2-to-early-help`, and give a contact that shows it under `witness`',
    ]
  const about = rule === undefined ? '' : ` of \`${rule}\``
  const isShown =
    code === 'age-is-no-trapdoor'
      ? shown?.falls.includes(String(rule))
      : shown?.gaps.some(g => g.code === code && (rule === undefined || g.about === rule))
  return (code.startsWith('no-') || code === 'age-is-no-trapdoor') && isShown === false
    ? [
        `the witness accepted for \`${code}\`${about} does not show it any more`,
        'give a contact that shows it, or take the entry out of `accepted`',
      ]
    : [`\`${code}\`${about} is accepted and is not there any more`, 'take the entry out of `accepted`']
}
