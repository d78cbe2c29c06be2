import type { Indicator, Rulebook } from '../../../rules/language/rulebook.js'
import type { Block, Inline, Item } from './page.js'
import { anchorOf, item, link, note } from './page.js'
import { clauseLinks, conditionItem } from './rule-blocks.js'

/** An indicator as a point of a list, at its address. */
export function indicatorItem(rulebook: Rulebook, indicator: Indicator): Item {
  const { when, unless, note, concerns, groups, clauses, interpretations, protective } = indicator
  const plain = (ids: readonly string[]): string => ids.map(id => id.replaceAll('-', ' ')).join(', ')
  const together = rulebook.indicators.filter(i => i.bullet === indicator.bullet && i.id !== indicator.id)
  const details: Item[] = [
    ...(protective ? [item('A protective sign: noted beside the others, it outweighs no harm and no order')] : []),
    ...(note === null ? [] : [item(`The source: ${note}`)]),
    ...(when ? [conditionItem('Counts only when', rulebook, when)] : []),
    ...(unless ? [conditionItem('Counts unless it is known that', rulebook, unless)] : []),
    ...interpretations.map(id => readingItem(rulebook, id)),
    ...(concerns.length > 0 ? [item(`Counts as the concern: ${plain(concerns)}`)] : []),
    ...(together.length > 0 ? [item(`Counts once together with: ${together.map(i => i.label).join('; ')}`)] : []),
    ...(groups.length > 0 ? [item(`Group: ${plain(groups)}`)] : []),
    ...(clauses.length > 0 ? [item('Source: ', ...clauseLinks(rulebook, clauses))] : []),
  ]
  return {
    text: [indicator.label],
    anchor: anchorOf.indicator(indicator.id),
    items: details,
  }
}

/** How many indicators may rest on a reading for it to be told at each of them. */
const toldAtMost = 3

const restsOn = (rulebook: Rulebook, id: string): readonly Indicator[] =>
  rulebook.indicators.filter(i => i.interpretations.includes(id))

/** Where the source is not clear: the question and the reading chosen, or the reading's short name where it is told once for many. */
function readingItem(rulebook: Rulebook, id: string): Item {
  if (restsOn(rulebook, id).length > toldAtMost)
    return item('Not clear in the source: ', link(id.replaceAll('-', ' '), anchorOf.reading(id)))
  return item(...readingText(rulebook, id))
}

function readingText(rulebook: Rulebook, id: string): readonly Inline[] {
  const found = rulebook.interpretations.find(i => i.id === id)
  return [
    { strong: 'Not clear in the source:' },
    ' ',
    link(found?.question ?? id, anchorOf.reading(id)),
    ' ',
    { strong: 'Read here as:' },
    ` ${found?.reading ?? ''}`,
  ]
}

/** Readings that many indicators rest on, told once for all of them. */
export const sharedReadings = (rulebook: Rulebook): readonly Block[] =>
  rulebook.interpretations.flatMap(({ id }) => {
    const many = restsOn(rulebook, id).length
    return many > toldAtMost ? [note(`${many} of them. `, ...readingText(rulebook, id))] : []
  })
