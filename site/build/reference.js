import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
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
  const folder = await keptReference()
  for (const { file, title, entry } of modules) {
    const body = withSiteLinks(readFileSync(join(folder, `${file}.md`), 'utf8'))
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
}

const kept = 'node_modules/.cache/reference'

/** The folder that holds the reference: written where it was not for these sources, which takes as long as the rest of the site. */
async function keptReference() {
  const folder = join(kept, digestOfSources())
  if (existsSync(folder)) return folder
  rmSync(kept, { recursive: true, force: true })
  mkdirSync(kept, { recursive: true })
  const out = mkdtempSync(join(kept, 'new-'))
  await writeReference(out)
  renameSync(out, folder)
  return folder
}

/** A digest of everything that the reference is written from: the sources, and what reads them. */
function digestOfSources() {
  const hash = createHash('sha256')
  const sources = readdirSync('src', { recursive: true }).filter(file => file.endsWith('.ts'))
  for (const file of [...sources.map(source => join('src', source)).sort(), ...readers])
    hash.update(`${file}\0${readFileSync(file, 'utf8')}\0`)
  return hash.digest('hex').slice(0, 16)
}

const readers = ['typedoc.json', 'tsconfig.json', 'package-lock.json', 'site/build/reference.js']

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
