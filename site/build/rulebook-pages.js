import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { instance } from '@viz-js/viz'
import { importSource } from './import-source.js'

/** The name of a page in the list of an authority's pages. */
const shortNames = {
  index: 'Overview',
  levels: 'Levels',
  'where-it-goes': 'Where it goes',
  consent: 'Consent',
  'for-families': 'For families',
  timescales: 'Timescales',
  'what-to-do': 'What to do',
  disagreements: 'Disagreements',
  facts: 'What is asked',
  readings: 'Readings',
  'local-and-inherited': 'Local and inherited',
  changes: 'Changes',
  sources: 'Sources and coverage',
}

/** The value of a result; what a rulebook of our own does wrong stops the build. */
function opened(result) {
  if (result.ok) return result.value
  throw new Error(result.diagnostics.map(d => d.message).join('\n'))
}

const earlierFolder = 'rules/earlier'

/** Adds the pages of each authority, and the page that lays them side by side. */
export async function addAuthorities(eleventy) {
  const { acrossPage, documentRulebook, loadRulebook, ownSources, readRulebook, writeFragment, writeHtml } =
    await importSource('site/build/engine.ts')
  const viz = await instance()
  const draw = dot => viz.renderString(dot, { format: 'svg' })
  const rulebooks = readdirSync('dist/rules').map(file =>
    opened(readRulebook(JSON.parse(readFileSync(`dist/rules/${file}`, 'utf8')))),
  )
  const earlierOf = id =>
    (existsSync(earlierFolder) ? readdirSync(earlierFolder) : [])
      .filter(file => file.startsWith(`${id}-`))
      .map(file => opened(loadRulebook(readFileSync(`${earlierFolder}/${file}`, 'utf8'))))
  const authorities = rulebooks.map(rulebook => {
    const id = rulebook.authority
    const documents = writeHtml(documentRulebook(rulebook, { earlier: earlierOf(id) }), { draw })
    const pages = documents.map(d => ({ name: d.name, short: shortNames[d.name] ?? d.title, title: d.title }))
    return {
      id,
      name: rulebook.name,
      title: rulebook.title,
      version: rulebook.version,
      sources: ownSources(rulebook).map(source => rulebook.sources[source]),
      documents,
      pages,
    }
  })
  eleventy.addGlobalData('authorities', authorities)
  for (const { documents, ...authority } of authorities)
    for (const document of documents)
      eleventy.addTemplate(`${authority.id}/${document.name}.njk`, '', {
        layout: 'authority.njk',
        permalink: `${authority.id}/${document.name}.html`,
        title: document.title,
        section: 'authorities',
        trail: [{ text: 'Authorities', file: 'authorities.html' }],
        authority,
        document,
      })
  const tryHref = (authority, contact) => `try/index.html${writeFragment({ authority, contact })}`
  const [across] = writeHtml([acrossPage(rulebooks, { tryHref })], { draw })
  eleventy.addTemplate('across.njk', '{{ body | safe }}', {
    layout: 'prose.njk',
    permalink: 'across.html',
    title: across.title,
    heading: across.title,
    body: across.body,
    contents: across.contents,
    width: 'full',
    section: 'across',
    indexed: true,
  })
}
