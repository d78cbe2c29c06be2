// What the pages are made with, of the package's sources.
export { readRulebook } from '../../src/rules/compiled.js'
export { loadRulebook } from '../../src/rules/load.js'
export { acrossPage } from '../../src/tools/docs/across-page.js'
export { documentRulebook } from '../../src/tools/docs/document-rulebook.js'
export { writeHtml } from '../../src/tools/docs/html.js'
export { writeFragment } from '../try/share.js'
