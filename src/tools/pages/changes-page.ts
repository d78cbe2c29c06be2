import type { Rulebook } from '../../rules/language/rulebook.js'
import { differenceBlocks } from '../changes/diff-report.js'
import { rulebookChanges } from '../changes/rulebook-changes.js'
import { treatedDifferently } from '../changes/treated-differently.js'
import { tellingContacts } from '../contacts/telling-contacts.js'
import type { Block as ReportBlock } from '../text/blocks.js'
import type { Block, Inline, Item, Page } from './model/page.js'
import { anchorOf, heading, list, paragraph, table } from './model/page.js'

/** How many contacts are drawn from each of two versions, as `thresholds diff` does unless told otherwise. */
const contactsDrawn = 1500

/**
 * What changed from version to version of a rulebook, and which children are treated differently since, those treated less
 * protectively first. The contacts are drawn from the versions, always the same ones.
 *
 * @param earlier earlier versions of the same authority's rulebook, the oldest first
 * @returns the page, the newest change first; `null` where there is no earlier version
 */
export function changesPage(
  earlier: readonly Rulebook[],
  rulebook: Rulebook,
  contacts: number = contactsDrawn,
): Page | null {
  if (earlier.length === 0) return null
  const other = earlier.find(e => e.authority !== rulebook.authority)
  if (other) throw new Error(`${other.authority} is no earlier version of ${rulebook.authority}`)
  const versions = [...earlier, rulebook]
  const steps = versions.slice(1).map((after, i) => ({ before: versions[i] as Rulebook, after, number: i + 1 }))
  return {
    name: 'changes',
    title: `${rulebook.name}: changes`,
    blocks: [
      paragraph(
        'What changed from one version of the rulebook to the next, the newest first, and what that means for children. Contacts are made up from what each version reads, and led towards every rule that differs; each is decided under both. A difference that none of them shows is possible.',
      ),
      ...steps.reverse().flatMap(({ before, after, number }) => [
        // Numbered from the oldest, so that an address stays when another version comes.
        heading(2, versionsText(before, after), `change-${number}`),
        ...pageBlocks(reportOn(before, after, contacts), rulebook),
      ]),
    ],
  }
}

function reportOn(before: Rulebook, after: Rulebook, contacts: number): readonly ReportBlock[] {
  const children = treatedDifferently(before, after, tellingContacts(before, after, contacts), 'generated')
  const changes = rulebookChanges(before, after)
  return differenceBlocks({ before, after, changes, children }, '`thresholds diff --format json` lists them all')
}

const versionsText = (before: Rulebook, after: Rulebook): string =>
  before.version === after.version
    ? `A change within version ${after.version}`
    : `From version ${before.version} to ${after.version}`

/** The blocks of a report as those of a page, one level of headings down; points that follow each other are one list. */
function pageBlocks(report: readonly ReportBlock[], current: Rulebook): readonly Block[] {
  const inline = inlineOf(current)
  const out: Block[] = []
  let points: Item[] = []
  const flush = (): void => {
    out.push(...list(points))
    points = []
  }
  for (const block of report) {
    if ('item' in block) {
      points.push({ text: inline(block.item), items: block.lines.map(line => ({ text: inline(line) })) })
      continue
    }
    flush()
    if ('heading' in block) out.push(heading(block.level === 3 ? 4 : 3, block.heading))
    else if ('text' in block) out.push(paragraph(...inline(block.text)))
    else {
      const [head = [], ...rows] = block.table
      out.push(
        ...table(
          ['Part of the decision', ...head.slice(1)],
          rows.map(row => row.map(cell => [cell])),
        ),
      )
    }
  }
  flush()
  return out
}

/** Text whose names in backticks are code, or, where they name a rule or an indicator that still stands, links to it. */
const inlineOf =
  (current: Rulebook) =>
  (text: string): readonly Inline[] =>
    text.split('`').flatMap((part, i): readonly Inline[] => {
      if (part === '') return []
      if (i % 2 === 0) return [part]
      if (current.rules.some(r => r.id === part)) return [{ text: part, to: anchorOf.rule(part) }]
      if (current.indicators.some(x => x.id === part)) return [{ text: part, to: anchorOf.indicator(part) }]
      return [{ code: part }]
    })
