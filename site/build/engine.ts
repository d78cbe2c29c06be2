// What the pages are made with, of the package's sources.
export { ownSources } from '../../src/rules/language/own-sources.js'
export { readRulebook } from '../../src/rules/packed/packed.js'
export { loadRulebook } from '../../src/rules/reading/load.js'
export { acrossPage } from '../../src/tools/pages/across/across-page.js'
export { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
export { writeHtml } from '../../src/tools/pages/write/html.js'
export { writeFragment } from '../try/share.js'
