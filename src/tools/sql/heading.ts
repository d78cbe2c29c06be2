import type { Program } from '../../engine/compile/program.js'
import { visible } from '../../rules/visible.js'
import { version } from '../../version.js'
import type { Dialect } from './dialects.js'
import type { GivenFacts } from './given-facts.js'

/** What the reader must know before the query: whose rules, what it reads, and what it leaves out. */
export function heading(
  {
    received,
    earlierCounts,
    indicatorCounts,
    reads,
    rulebook: { authority, title, version: edition, digest },
  }: Program,
  { title: engine }: Dialect,
  given: GivenFacts,
): string {
  const columns = given.read().flatMap(({ column }) => (column === null ? [] : [column]))
  return comment([
    `Level, basis, rating and route by the threshold guidance of: ${title}`,
    `Rulebook: ${authority} ${edition}, digest ${digest}; written for ${engine} by safeguarding-thresholds ${version}.`,
    'Left out: consent, clocks, reasons, open questions, actions, who else is told, and notices. `thresholds replay` has these.',
    ...(received < 0
      ? []
      : [
          'Left out too: whether a contact came in office hours. No rule that asks for it applies here; `thresholds replay` knows it.',
        ]),
    ...(earlierCounts.length === 0 && !reads.has('earlierContacts')
      ? []
      : [
          'Left out too: earlier contacts, which no column gives. They are not known here; `thresholds decide` takes them.',
        ]),
    ...(indicatorCounts.every(c => c.lasting === null)
      ? []
      : [
          'Left out too: since when signs are seen, which no column gives. It is not known here; `thresholds decide` takes it.',
        ]),
    'NULL in a column is not known, and is never taken for no. A row with a cell that cannot be read has no level and no route,',
    'and `unreadable` names what cannot be read of it. Columns that are not listed here are not read, nor checked.',
    `Columns read: ${columns.join(', ')}`,
  ])
}

/** Lines of comment: what cannot be seen is written out, so that no line ends early, whatever a name holds. */
const comment = (lines: readonly string[]): string => lines.map(line => `-- ${visible(line)}`).join('\n')
