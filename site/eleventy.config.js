import { readFileSync, rmSync } from 'node:fs'
import { addGuides } from './build/guides.js'
import { addressed, scrollable } from './build/markdown.js'
import { contentSecurityPolicy } from './build/policy.js'
import { addReference } from './build/reference.js'
import { addAuthorities } from './build/rulebook-pages.js'
import { buildScripts, buildServiceWorker } from './build/scripts.js'
import { buildSearch } from './build/search.js'
import { compileStyles } from './build/styles.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

const site = {
  name: 'Safeguarding thresholds',
  version,
  navigation: [
    { section: 'try', text: 'Try a contact', file: 'try/index.html' },
    { section: 'authorities', text: 'Authorities', file: 'authorities.html' },
    { section: 'across', text: 'Side by side', file: 'across.html' },
    { section: 'guides', text: 'Guides', file: 'guides/index.html' },
    { section: 'search', text: 'Search', file: 'search.html' },
  ],
}

const output = '_site'

/** Builds the pages: texts from the rulebooks, guides from `docs/`, the reference from the sources; then scripts, styles and search. */
export default async function configure(eleventy) {
  eleventy.setQuietMode(true)
  // Nothing of an earlier run may stay: a page that is no longer made must not be found.
  rmSync(output, { recursive: true, force: true })
  eleventy.addGlobalData('site', site)
  // Every link is relative, so that the pages can stand under any address.
  eleventy.addGlobalData('eleventyComputed', {
    policy: data => contentSecurityPolicy(data.allowed),
    url: data => data.page.url || data.permalink,
    root: data => '../'.repeat(Math.max(0, (data.page.url || '').split('/').length - 2)),
  })
  eleventy.addPassthroughCopy({ 'site/public': '.', 'docs/*.svg': 'guides', 'docs/*.yaml': 'guides' })
  eleventy.amendLibrary('md', md => md.use(addressed).use(scrollable))
  await addAuthorities(eleventy)
  addGuides(eleventy)
  await addReference(eleventy)
  eleventy.on('eleventy.after', async ({ directories }) => {
    const out = directories.output
    await compileStyles('site/assets/site.scss', out)
    await buildScripts(out)
    await buildSearch(out)
    await buildServiceWorker(out)
  })
  return {
    dir: { input: 'site/pages', includes: '../_includes', output },
    markdownTemplateEngine: false,
    htmlTemplateEngine: 'njk',
  }
}
