import type { Rulebook } from '../../rules/language/rulebook.js'
import { actionsPage } from './actions-page.js'
import { changesPage } from './changes-page.js'
import { consentPage } from './consent-page.js'
import { disagreementsPage } from './disagreements-page.js'
import { factsPage } from './facts-page.js'
import { familiesPage } from './families-page.js'
import { indexPage } from './index-page.js'
import { layersPage } from './layers-page.js'
import { levelsPage } from './levels-page.js'
import { sourcesAndCheck } from './model/in-force.js'
import type { Page } from './model/page.js'
import { paragraph } from './model/page.js'
import { readingsPage } from './readings-page.js'
import { routePage } from './route-page.js'
import { sourcesPage } from './sources-page.js'
import { timescalesPage } from './timescales-page.js'

/**
 * Every page on a rulebook, from the rulebook alone and in no format yet; the way in comes first.
 *
 * @param options.earlier earlier versions of the rulebook, the oldest first: where there are any, a page tells what changed
 */
export function documentRulebook(
  rulebook: Rulebook,
  { earlier = [] }: { readonly earlier?: readonly Rulebook[] } = {},
): readonly Page[] {
  const pages = [
    levelsPage(rulebook),
    routePage(rulebook),
    consentPage(rulebook),
    familiesPage(rulebook),
    timescalesPage(rulebook),
    actionsPage(rulebook),
    disagreementsPage(rulebook),
    factsPage(rulebook),
    readingsPage(rulebook),
    layersPage(rulebook),
    changesPage(earlier, rulebook),
    sourcesPage(rulebook),
  ].filter(p => p !== null)
  const foot = paragraph(...sourcesAndCheck(rulebook))
  return [indexPage(rulebook, pages), ...pages.map(page => ({ ...page, blocks: [...page.blocks, foot] }))]
}
