import type { Rulebook } from '../../rules/language/rulebook.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import { sourcesAndCheck } from './model/in-force.js'
import type { Block, Page } from './model/page.js'
import { anchorOf, details, heading, item, link, list, note, paragraph } from './model/page.js'
import { clauseLinks, conditionItem, readingLinks } from './model/rule-blocks.js'

const questions: Readonly<Record<string, string>> = {
  levels: 'Which level is this?',
  'where-it-goes': 'Where does it go, and who else is told?',
  consent: 'Do I need consent, and whose?',
  'for-families': 'What is a family asked, in plain words?',
  timescales: 'By when?',
  'what-to-do': 'What is to be done?',
  disagreements: 'What if professionals disagree?',
  facts: 'What is asked, and what can be answered?',
  readings: 'Where is the source silent or at odds with itself, and how is it read?',
  'local-and-inherited': 'What is local, and what is inherited?',
  changes: 'What has changed from version to version?',
  sources: 'Which passage says so, and which passages did not become rules?',
}

/** The way in: what the pages answer, the terms that the rules use, and what always holds. */
export const indexPage = (rulebook: Rulebook, pages: readonly Page[]): Page => ({
  name: 'index',
  title: `${rulebook.name}: thresholds`,
  blocks: [
    paragraph(
      `These pages are made from a rulebook after: ${rulebook.title} (version ${rulebook.version}). They are not official guidance: no council has written, checked or endorsed them. They support a practitioner's judgement and never replace it.`,
    ),
    note('Where a child is in immediate danger, call 999.'),
    note(...sourcesAndCheck(rulebook, true)),
    ...list(pages.map(p => item(link(questions[p.name] ?? p.title, p.name)))),
    ...(rulebook.promises.length === 0
      ? []
      : [heading(2, 'What always holds'), ...list(rulebook.promises.map(i => item(i.says)))]),
    ...audienceBlocks(rulebook),
    ...termBlocks(rulebook),
    paragraph('Rulebook: ', { code: `${rulebook.authority} ${rulebook.version} ${rulebook.digest}` }),
  ],
})

/** Those for whom some rules are, and who is outside. */
const audienceBlocks = (rulebook: Rulebook): readonly Block[] =>
  rulebook.appliesTo.length === 0
    ? []
    : [
        heading(2, 'Whom the rules are for'),
        ...rulebook.appliesTo.flatMap(a => [
          heading(3, `Rules for ${a.id.replaceAll('-', ' ')}: not where ${a.outside.says}`, anchorOf.audience(a.id)),
          ...list([
            item(
              a.throughout.length > 0
                ? `Every rule under ${a.throughout.map(s => `"${stageOf(s).heading}"`).join(', ')} is for these alone, and so is each rule that says so.`
                : 'Each rule that says so is for these alone.',
            ),
            conditionItem('Somebody is outside where it is known that', rulebook, a.outside.condition),
            ...(a.clauses.length > 0 ? [item('Source: ', ...clauseLinks(rulebook, a.clauses))] : []),
            ...(a.interpretations.length > 0 ? [item('Reading: ', ...readingLinks(rulebook, a.interpretations))] : []),
          ]),
        ]),
      ]

/** Each term under a heading of its own: its sentence at once, when it holds behind it. */
const termBlocks = (rulebook: Rulebook): readonly Block[] =>
  rulebook.definitions.length === 0
    ? []
    : [
        heading(2, 'Terms that several rules use'),
        ...rulebook.definitions.flatMap(d => [
          heading(3, d.says, anchorOf.term(d.id)),
          ...details(
            'When exactly',
            list([
              conditionItem('It holds when', rulebook, d.condition, d.id),
              ...(d.clauses.length > 0 ? [item('Source: ', ...clauseLinks(rulebook, d.clauses))] : []),
              ...(d.interpretations.length > 0
                ? [item('Reading: ', ...readingLinks(rulebook, d.interpretations))]
                : []),
              item('Term: ', { code: d.id }),
            ]),
          ),
        ]),
      ]
