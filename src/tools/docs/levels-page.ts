import type { Indicator, Rule, Rulebook } from '../../rules/rulebook.js'
import type { Level } from '../../rules/vocabulary.js'
import { levels } from '../../rules/vocabulary.js'
import type { Block, Page } from './page.js'
import { heading, list, paragraph } from './page.js'
import { indicatorItem, orderedRules } from './rule-blocks.js'

const rulesOf = (rulebook: Rulebook, stage: Rule['stage']): readonly Rule[] =>
  rulebook.rules.filter(r => r.stage === stage)

const levelOf = (rule: Rule): Level | 'practitionerLevel' | null =>
  rule.outcome.stage === 'level' ? rule.outcome.level : null

/** What each level means by its rules, and the indicators that the source lists for it. */
export function levelsPage(rulebook: Rulebook): Page {
  const judged = rulebook.rules.filter(r => levelOf(r) === 'practitionerLevel')
  return {
    name: 'levels',
    title: `${rulebook.name}: levels`,
    blocks: [
      paragraph('Of all the rules that apply to a contact, the one with the highest level decides.'),
      ...levels.flatMap(level => levelBlocks(rulebook, level)),
      ...section('The level that a practitioner gives', '', judged, rulebook),
      ...section(
        'Statutory basis',
        'The first of these that is known to apply decides.',
        rulesOf(rulebook, 'basis'),
        rulebook,
      ),
      ...section('Rating', 'The first of these that is known to apply decides.', rulesOf(rulebook, 'rag'), rulebook),
    ],
  }
}

function section(title: string, about: string, rules: readonly Rule[], rulebook: Rulebook): readonly Block[] {
  if (rules.length === 0) return []
  return [heading(2, title), ...(about === '' ? [] : [paragraph(about)]), ...orderedRules(rulebook, rules)]
}

function levelBlocks(rulebook: Rulebook, level: Level): readonly Block[] {
  const rules = rulebook.rules.filter(r => levelOf(r) === level)
  const indicators = rulebook.indicators.filter(i => i.level === level)
  const noRule = paragraph(`No rule of its own gives level ${level}: it is a practitioner who gives it.`)
  return [
    heading(2, `Level ${level}`, `level-${level}`),
    ...(rules.length === 0 ? [noRule] : orderedRules(rulebook, rules)),
    ...(indicators.length === 0 ? [] : [heading(3, `Indicators of level ${level}: ${indicators.length}`)]),
    ...byTable(indicators).flatMap(({ title, found }) => [
      heading(4, title),
      ...list(found.map(i => indicatorItem(rulebook, i))),
    ]),
  ]
}

/** Indicators by domain and age band, in the order of the source. */
function byTable(indicators: readonly Indicator[]): readonly { title: string; found: readonly Indicator[] }[] {
  const tables = new Map<string, Indicator[]>()
  for (const i of indicators) {
    const domain = i.domain.replaceAll('-', ' ')
    const title = `${domain.charAt(0).toUpperCase()}${domain.slice(1)}${i.ages === null ? '' : `, ages ${i.ages[0]} to ${i.ages[1]}`}`
    tables.set(title, [...(tables.get(title) ?? []), i])
  }
  return [...tables].map(([title, found]) => ({ title, found }))
}
