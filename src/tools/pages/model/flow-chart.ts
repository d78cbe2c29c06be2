import { ruleSentence } from '../../../engine/render/decision-words.js'
import type { Rule, Rulebook } from '../../../rules/language/rulebook.js'
import { vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import type { Block, FlowChart, FlowNode, Inline } from './page.js'
import { anchorOf, link, table } from './page.js'

/** What becomes of a contact by a rule: the place that it goes to with the team there, or what it counts as. */
export function leadsTo(rulebook: Rulebook, { outcome }: Rule): string {
  if (outcome.stage === 'eligibility') return rulebook.entries[outcome.entry] ?? outcome.entry
  if (outcome.stage !== 'route') throw new Error(`a rule of ${outcome.stage} leads nowhere`)
  const { destination, team } = outcome
  const place = vocabularyOf(rulebook).destinations[destination]?.label ?? destination
  return team === null ? place : `${place}: ${rulebook.teams[team] ?? team}`
}

/** What is not known is not "no", but the next rule is looked at all the same. */
const notYes = 'no, or not known'

/** Rules of which the first that applies decides, as questions one below the other with their answers at the side. */
export function flowChart(rulebook: Rulebook, rules: readonly Rule[], start: string): FlowChart {
  const question = (rule: Rule, i: number): FlowNode => ({
    id: rule.id,
    kind: 'question',
    text: `${i + 1}. ${ruleSentence(rule)}`,
    to: anchorOf.rule(rule.id),
  })
  const outcome = (rule: Rule): FlowNode => ({
    id: `${rule.id}/yes`,
    kind: 'outcome',
    text: leadsTo(rulebook, rule),
    to: null,
  })
  const ids = ['start', ...rules.map(r => r.id)]
  return {
    nodes: [
      { id: 'start', kind: 'start', text: start, to: null },
      ...rules.flatMap((rule, i) => [question(rule, i), outcome(rule)]),
    ],
    edges: rules.flatMap((rule, i) => [
      { from: ids[i] ?? '', to: rule.id, label: i === 0 ? '' : notYes },
      { from: rule.id, to: `${rule.id}/yes`, label: rule.otherwise ? '' : 'yes' },
    ]),
  }
}

/** Such a chart as a block, with the same as a table, which also says who else is told. */
export function flowBlocks(rulebook: Rulebook, rules: readonly Rule[], title: string, start: string): readonly Block[] {
  if (rules.length === 0) return []
  const told = rules.some(r => r.also.length > 0)
  const row = (rule: Rule, i: number): readonly (readonly Inline[])[] => [
    [String(i + 1)],
    [link(ruleSentence(rule), anchorOf.rule(rule.id))],
    [leadsTo(rulebook, rule)],
    ...(told ? [[rule.also.map(t => rulebook.teams[t] ?? t).join('; ')]] : []),
  ]
  const leads = rules[0]?.stage === 'route' ? 'Goes to' : 'Counts as'
  const alternative = table(['No.', 'Which contact', leads, ...(told ? ['Also told'] : [])], rules.map(row))
  return [{ kind: 'flow', title, chart: flowChart(rulebook, rules, start), alternative }]
}

/** A chart in parts of so many questions each, so that each fits on a sheet of paper; every part begins where the last one ended. */
export function chartParts(chart: FlowChart, size: number): readonly FlowChart[] {
  const questions = chart.nodes.filter(n => n.kind === 'question').map(n => n.id)
  return Array.from({ length: Math.ceil(questions.length / size) }, (_, part): FlowChart => {
    const own = new Set(questions.slice(part * size, (part + 1) * size))
    const before = chart.edges.find(e => own.has(e.to) && !own.has(e.from))
    const asked = chart.nodes.find(n => n.id === before?.from)
    const start: FlowNode =
      asked === undefined || asked.kind === 'start'
        ? { id: asked?.id ?? 'start', kind: 'start', text: asked?.text ?? '', to: null }
        : { id: asked.id, kind: 'start', text: `"No" to question ${part * size}: go on here.`, to: null }
    const edges = chart.edges.filter(e => own.has(e.from) || e === before)
    const ends = new Set(edges.map(e => e.to))
    const nodes = chart.nodes.filter(
      n => n.id !== start.id && (own.has(n.id) || (n.kind === 'outcome' && ends.has(n.id))),
    )
    return {
      nodes: [start, ...nodes],
      edges: edges
        .filter(e => own.has(e.to) || nodes.some(n => n.id === e.to))
        .map(e => (e === before ? { ...e, label: '' } : e)),
    }
  })
}
