import { readContact } from '../engine/contact.js'
import { didYouMean } from '../rules/suggest.js'
import type { Finding } from './finding.js'
import { finding, findingCodes } from './finding.js'
import { findBoundaries } from './findings-boundaries.js'
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
] as const satisfies readonly ((study: Study, file: unknown) => readonly Finding[])[]

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
  const { rulebook, program } = study
  const marked = [...found]
  const stale = rulebook.accepted.flatMap(({ finding: code, reason, rule, witness }, n): Finding[] => {
    const read = witness === undefined ? null : readContact(rulebook, program.indicatorPlaces, witness)
    const gaps = read?.ok ? gapsOf(rulebook, run(rulebook, program, read.value)) : null
    let applies = false
    marked.forEach((f, i) => {
      if (f.code !== code || (rule !== undefined && rule !== f.rule && rule !== f.about)) return
      if (code.startsWith('no-') && gaps !== null && !gaps.includes(f.about ?? '')) return
      applies = true
      marked[i] = { ...f, accepted: reason }
    })
    if (applies) return []
    const known: readonly string[] = Object.keys(findingCodes)
    const about = rule === undefined ? '' : ` of \`${rule}\``
    const [message, hint] = !known.includes(code)
      ? [`there is no finding \`${code}\` to accept`, didYouMean(code, known)]
      : read && !read.ok
        ? [`the witness for \`${code}\` is no contact`, read.diagnostics.map(d => `${d.message}; ${d.hint}`).join('\n')]
        : gaps !== null && !gaps.some(g => g.startsWith(code))
          ? [
              `the witness accepted for \`${code}\` does not show it any more`,
              'give a contact that shows it, or take the entry out of `accepted`',
            ]
          : [`\`${code}\`${about} is accepted and is not there any more`, 'take the entry out of `accepted`']
    return [
      finding({
        code: 'stale-acceptance',
        message,
        hint,
        path: ['accepted', n],
        about: code,
        witness: read?.ok ? read.value : null,
      }),
    ]
  })
  return [...marked, ...stale]
}
