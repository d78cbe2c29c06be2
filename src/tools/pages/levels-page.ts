import { levelWords, ruleSentence } from '../../engine/render/decision-words.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { Level } from '../../rules/vocabulary/fixed.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { leadsTo } from './model/flow-chart.js'
import { indicatorItem, sharedReadings } from './model/indicator-item.js'
import type { Block, FilterEntry, Inline, Page } from './model/page.js'
import { anchorOf, heading, joined, link, paragraph, table } from './model/page.js'
import { orderedRules } from './model/rule-blocks.js'

const rulesOf = (rulebook: Rulebook, stage: Rule['stage']): readonly Rule[] =>
  rulebook.rules.filter(r => r.stage === stage)

const levelOf = (rule: Rule): Level | 'practitionerLevel' | null =>
  rule.outcome.stage === 'level' ? rule.outcome.level : null

/** What each level means by its rules, and the indicators that the source lists for it. */
export function levelsPage(rulebook: Rulebook): Page {
  const { levels } = vocabularyOf(rulebook)
  const judged = rulebook.rules.filter(r => levelOf(r) === 'practitionerLevel')
  const first = 'The first of these that is known to apply decides.'
  return {
    name: 'levels',
    title: `${rulebook.name}: levels`,
    blocks: [
      paragraph('Of all the rules that apply to a contact, the one with the highest level decides.'),
      ...table(
        ['Level', 'What gives it', 'Indicators', 'Where it can go'],
        levels.map(level => levelRow(rulebook, level)),
      ),
      ...levels.flatMap(level => levelBlocks(rulebook, level)),
      ...section('The level that a practitioner gives', '', judged, rulebook),
      ...section('Statutory basis', first, rulesOf(rulebook, 'basis'), rulebook),
      ...section('Rating', first, rulesOf(rulebook, 'rag'), rulebook),
      ...indicatorBlocks(rulebook),
    ],
  }
}

const rulesGiving = (rulebook: Rulebook, level: Level): readonly Rule[] =>
  rulebook.rules.filter(r => levelOf(r) === level)

function levelRow(rulebook: Rulebook, level: Level): readonly (readonly Inline[])[] {
  const rules = rulesGiving(rulebook, level)
  const listed = rulebook.indicators.filter(i => i.level === level && !i.protective).length
  return [
    [link(nameOfLevel(rulebook, level), `level-${level}`)],
    rules.length === 0
      ? ['A practitioner gives it.']
      : joined(
          rules.map(r => [link(ruleSentence(r), anchorOf.rule(r.id))]),
          ' ',
        ),
    [listed === 0 ? 'none listed' : link(`${listed}`, 'indicators')],
    placesOfLevel(rulebook, level),
  ]
}

/** `Level 2`, or with the authority's own name `Level 2 (Universal plus)`. */
const nameOfLevel = (rulebook: Rulebook, level: Level): string =>
  levelWords({ level, basis: null }, vocabularyOf(rulebook))

/** Where the rules on the route that ask for a level send it, each place once. */
function placesOfLevel(rulebook: Rulebook, level: Level): readonly Inline[] {
  const asksFor = (rule: Rule): boolean =>
    atomsOf(rule.when).some(
      a => a.fact === 'level' && /^(equal|in)$/.test(a.operator) && [a.value].flat().some(v => v === level),
    )
  const found = new Map(
    rulesOf(rulebook, 'route')
      .filter(asksFor)
      .reverse()
      .map(r => [leadsTo(rulebook, r), r.id] as const),
  )
  if (found.size === 0) return [link('as the rules on the route say', 'where-it-goes')]
  return joined(
    [...found].reverse().map(([words, id]) => [link(words, anchorOf.rule(id))]),
    '; ',
  )
}

function section(title: string, about: string, rules: readonly Rule[], rulebook: Rulebook): readonly Block[] {
  if (rules.length === 0) return []
  return [heading(2, title), ...(about === '' ? [] : [paragraph(about)]), ...orderedRules(rulebook, rules)]
}

function levelBlocks(rulebook: Rulebook, level: Level): readonly Block[] {
  const rules = rulesGiving(rulebook, level)
  const noRule = paragraph(`No rule of its own gives level ${level}: it is a practitioner who gives it.`)
  return [
    heading(2, nameOfLevel(rulebook, level), `level-${level}`),
    ...(rules.length === 0 ? [noRule] : orderedRules(rulebook, rules)),
  ]
}

/** Every indicator in one list, which can be narrowed down by level, domain and age. */
function indicatorBlocks(rulebook: Rulebook): readonly Block[] {
  const { indicators } = rulebook
  const entries = indicators.map(
    (i): FilterEntry => ({
      item: indicatorItem(rulebook, i),
      values: {
        level: i.protective ? 'protective' : String(i.level),
        domain: i.domain.replaceAll('-', ' '),
        ages: i.ages === null ? null : `${i.ages[0]} to ${i.ages[1]}`,
      },
    }),
  )
  return indicators.length === 0
    ? []
    : [
        heading(2, `Indicators: ${indicators.length}`, 'indicators'),
        paragraph('How many of them make a level, and which count alone, is said by the rules above.'),
        ...sharedReadings(rulebook),
        { kind: 'filter-list', filters: { level: 'Level', domain: 'Domain', ages: 'Ages' }, entries },
      ]
}
