import { checkWords } from '../../../engine/decide/in-force.js'
import { dateWords } from '../../../rules/language/in-force.js'
import { ownSources } from '../../../rules/language/own-sources.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import type { Inline } from './page.js'

/** The documents with their dates, and that somebody has to see whether they hold; at length, what they say of that themselves. */
export function sourcesAndCheck(rulebook: Rulebook, atLength = false): readonly Inline[] {
  const own = ownSources(rulebook).flatMap(id => rulebook.sources[id] ?? [])
  const documents = own.map(
    ({ title, published }) => `${title} (${published === undefined ? 'undated' : dateWords(published)})`,
  )
  const said = atLength ? `${heldWords(rulebook)} ${statusWords(rulebook)} ` : ''
  return [`${documents.length === 1 ? 'Source' : 'Sources'}: ${documents.join('; ')}. ${said}${checkWords}`]
}

function heldWords({ inForce: { from, to, reviewBy, supersededBy } }: Rulebook): string {
  const said = [
    ...(from === null ? [] : [`in force from ${dateWords(from)}`]),
    ...(to === null ? [] : [`until ${dateWords(to)}`]),
    ...(reviewBy === null ? [] : [`due for review by ${dateWords(reviewBy)}`]),
    ...(supersededBy === null ? [] : [`superseded by version ${supersededBy}`]),
  ]
  return said.length === 0 ? 'The text does not say from when it holds.' : `By its own words: ${said.join(', ')}.`
}

const statusWords = ({ status }: Rulebook): string =>
  status === null
    ? 'Nobody is said to have approved this rulebook.'
    : status === 'draft'
      ? 'This rulebook is a draft: nobody has approved it.'
      : `This rulebook was approved by ${status.approvedBy} on ${dateWords(status.on)}.`
