import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import type { ListedFact } from '../authoring/fact-list.js'
import { factList } from '../authoring/fact-list.js'
import type { Block, Item, Page } from './model/page.js'
import { anchorOf, details, heading, item, list, paragraph } from './model/page.js'

const momentNames: Readonly<Record<Moment, string>> = {
  receipt: 'when the contact comes in',
  screening: 'at screening',
  enquiries: 'after enquiries',
  later: 'later',
}

/** What a contact can say here, question by question, and what the rules make no use of. */
export function factsPage(rulebook: Rulebook): Page {
  const listed = factList([rulebook])
  const used = listed.filter(f => f.readBy.length > 0)
  const unused = listed.filter(f => f.readBy.length === 0 && f.group !== null)
  return {
    name: 'facts',
    title: `${rulebook.name}: what is asked`,
    blocks: [
      paragraph(
        'Each question that the rules turn on, with the answers it takes. Nobody has to answer them all: what is not answered is not known, and not known is never taken for no.',
      ),
      ...[...new Set(used.map(f => f.group ?? others))].flatMap(group => [
        heading(2, group),
        ...list(used.filter(f => (f.group ?? others) === group).map(factItem)),
      ]),
      ...(unused.length === 0
        ? []
        : [
            heading(2, 'Asked elsewhere, and not used here'),
            ...details(`${unused.length} questions on which no rule here turns`, list(unused.map(factItem))),
          ]),
    ] satisfies readonly Block[],
  }
}

const others = 'What else a contact holds'

const factItem = ({ name, question, takes, choices, moment, declaredBy }: ListedFact): Item => ({
  anchor: anchorOf.fact(name),
  text: [
    { strong: question },
    ` ${choices.length > 0 ? '' : `Answer: ${takes.replace(/ \(`true` or `false`\)/, '').replaceAll('`', '')}. `}Known from: ${momentNames[moment]}.${declaredBy.length > 0 ? " One of the authority's own." : ''} `,
    { code: name },
  ],
  items: choices.map(({ words, value }) => item(`${words} `, { code: String(value) })),
})
