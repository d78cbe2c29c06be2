import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Application } from 'typedoc'
import { contentsOf } from './markdown.js'

/** The entries of the package, in the order in which they are listed. */
export const modules = [
  { file: 'index', title: 'The core', entry: 'safeguarding-thresholds' },
  { file: 'yaml', title: 'Rulebooks from YAML', entry: 'safeguarding-thresholds/yaml' },
  { file: 'json-rules-engine', title: 'The reference evaluator', entry: 'safeguarding-thresholds/json-rules-engine' },
  { file: 'testing', title: 'Generators and promises', entry: 'safeguarding-thresholds/testing' },
]

/** Adds the reference, written by TypeDoc from the sources' comments: a page for each entry of the package. */
export async function addReference(eleventy) {
  eleventy.addGlobalData('modules', modules)
  const out = mkdtempSync(join(tmpdir(), 'reference-'))
  try {
    await writeReference(out)
    for (const { file, title, entry } of modules) {
      const body = withSiteLinks(readFileSync(join(out, `${file}.md`), 'utf8'))
      eleventy.addTemplate(`reference/${file}.md`, body, {
        layout: 'prose.njk',
        permalink: `reference/${file === 'index' ? 'core' : file}.html`,
        title: `${title}: reference`,
        heading: `${title}: ${entry}`,
        section: 'guides',
        width: 'full',
        indexed: true,
        contents: contentsOf(body, 3),
        trail: [{ text: 'Guides', file: 'guides/index.html' }],
      })
    }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

async function writeReference(out) {
  const app = await Application.bootstrapWithPlugins({
    options: 'typedoc.json',
    outputs: [{ name: 'markdown', path: out }],
    logLevel: 'Warn',
  })
  const project = await app.convert()
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error('the reference is not whole: see the messages above')
  await app.generateOutputs(project)
}

/** Each page has its title from the layout; links lead to pages of the site. */
const withSiteLinks = text =>
  text
    .replace(/^# .+\n/, '')
    .replaceAll('\n***\n', '\n')
    .replace(
      /\]\(([\w-]+)\.md(#[^)]*)?\)/g,
      (_, name, anchor = '') => `](${name === 'index' ? 'core' : name}.html${anchor})`,
    )
