import { readFileSync } from 'node:fs'

import { contentsOf } from './markdown.js'

/** The guides, in the order in which they are listed: the file in `docs/`, what it is for, and whom it serves. */
export const guides = [
  { file: 'embedding', title: 'Embed the core', about: 'Call the engine from a case system.', reader: 'developers' },
  {
    file: 'asking',
    title: 'Ask the next question',
    about: 'An interview that ends once nothing more matters.',
    reader: 'developers',
  },
  {
    file: 'records',
    title: 'Records that can be decided again',
    about: 'What was decided, of which facts and by which rules, sealed.',
    reader: 'developers',
  },
  {
    file: 'replaying',
    title: 'Replay past contacts',
    about: 'Decide a file of contacts, and compare two rulebooks on it.',
    reader: 'developers',
  },
  {
    file: 'sql',
    title: 'Count where the contacts lie',
    about: 'Levels and routes by one query, in DuckDB or PostgreSQL.',
    reader: 'developers',
  },
  {
    file: 'beyond-one-machine',
    title: 'Beyond one machine',
    about: 'Decide by many processes, Spark, Flink or a queue.',
    reader: 'developers',
  },
  {
    file: 'performance',
    title: 'Performance',
    about: 'How long a decision takes, beside other engines.',
    reader: 'developers',
  },
  {
    file: 'architecture',
    title: 'How it works',
    about: 'The way from rulebook and contact to decision.',
    reader: 'developers',
  },
  {
    file: 'facts',
    title: 'Facts of a contact',
    about: 'Everything that a contact can say, and who asks for it.',
    reader: 'developers',
  },
  {
    file: 'rulebook-language',
    title: 'Write a rulebook',
    about: 'The language of the YAML, from first rule to last.',
    reader: 'policy leads',
  },
  {
    file: 'time',
    title: 'Time',
    about: 'Working days, office hours, clocks, pregnancies and ages.',
    reader: 'policy leads',
  },
  {
    file: 'families',
    title: 'Families and history',
    about: 'Earlier contacts, signs over time, several children.',
    reader: 'policy leads',
  },
  {
    file: 'testing-a-rulebook',
    title: 'Test a rulebook',
    about: 'Check, test and compare a rulebook after a change.',
    reader: 'policy leads',
  },
  {
    file: 'checking',
    title: 'What a check looks for',
    about: 'How a finding is known, and every promise.',
    reader: 'policy leads',
  },
  {
    file: 'findings',
    title: 'What a finding means',
    about: 'Every finding of a check, with an example and the remedy.',
    reader: 'policy leads',
  },
  {
    file: 'messages',
    title: 'What a message means',
    about: 'Every message and notice, with an example and the remedy.',
    reader: 'policy leads',
  },
]

/** Adds each guide as a page, and the list of them. */
export function addGuides(eleventy) {
  eleventy.addGlobalData('guides', guides)
  for (const { file, title, about } of guides) {
    const text = readFileSync(`docs/${file}.md`, 'utf8')
    const body = withSiteLinks(withoutTitle(text))
    eleventy.addTemplate(`guides/${file}.md`, body, {
      layout: 'prose.njk',
      permalink: `guides/${file}.html`,
      title,
      heading: /^# (.+)$/m.exec(text)?.[1] ?? title,
      description: about,
      section: 'guides',
      indexed: true,
      contents: contentsOf(body, 2),
      trail: [{ text: 'Guides', file: 'guides/index.html' }],
    })
  }
}

const withoutTitle = text => text.replace(/^# .+\n/, '')

/** Links between guides lead to their pages; what lies elsewhere in the project keeps its name and loses its link. */
function withSiteLinks(text) {
  const known = new Set(guides.map(g => g.file))
  return text.replace(/(!?)\[([^\]]*)\]\((?!https?:|#)([^)\s]+)\)/g, (whole, picture, label, target) => {
    if (picture) return whole
    const [, name, anchor = ''] = /^(?:\.\/)?([\w-]+)\.md(#.*)?$/.exec(target) ?? []
    return known.has(name) ? `[${label}](${name}.html${anchor})` : label
  })
}
