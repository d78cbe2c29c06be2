import { instantWords } from '../../../engine/render/decision-words.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import type { Page } from '../model/page.js'
import { paragraph, table } from '../model/page.js'
import { consentAcross, routesAcross } from './across-bare.js'
import { acrossReceivedAt } from './across-cells.js'
import { clocksAcross } from './across-clocks.js'
import type { AcrossOptions } from './across-contacts.js'
import { contactsAcross } from './across-contacts.js'
import { levelsAcross } from './across-levels.js'

/**
 * The authorities side by side: levels, who takes what, consent, clocks, and what each decides of the same contacts.
 *
 * Every field is decided or counted when the page is made. The page stands beside the authorities' folders, and its links lead into
 * them: `camden/levels.html#rule-…`.
 */
export const acrossPage = (rulebooks: readonly Rulebook[], options: AcrossOptions = {}): Page => ({
  name: 'across',
  title: 'Across authorities',
  blocks: [
    paragraph(
      'What the same facts lead to under each authority. Every field is worked out from the rulebooks: it is the decision on a made-up contact, or a count of rules, and its link leads to the rule behind it. The sources are of different years and kinds, and what one does not speak of is not ruled out by it.',
    ),
    ...table(
      ['Authority', 'Source', 'Version', 'Rules', 'Indicators'],
      rulebooks.map(r => [
        [{ text: r.name, href: `${r.authority}/index.html` }],
        [r.title],
        [r.version],
        [String(r.rules.filter(rule => rule.stage !== 'indicators').length)],
        [String(r.indicators.length)],
      ]),
    ),
    paragraph(
      `A made-up contact holds the facts that are named with it and the time it came in, ${instantWords(acrossReceivedAt)}, and nothing else.`,
    ),
    ...levelsAcross(rulebooks),
    ...routesAcross(rulebooks),
    ...consentAcross(rulebooks),
    ...clocksAcross(rulebooks),
    ...contactsAcross(rulebooks, options),
  ],
})
