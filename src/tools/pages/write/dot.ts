import { wrap } from '../../text/wrap.js'
import type { FlowChart, FlowNode } from '../model/page.js'
import type { FindHref } from './html-text.js'

const lineLength = { start: 28, question: 28, outcome: 22 } as const

const looks: Readonly<Record<FlowNode['kind'], string>> = {
  start: 'shape=box style="rounded,filled" fillcolor="#1d3557" fontcolor="#ffffff" color="#1d3557" width=2.8',
  question: 'shape=box style="filled" fillcolor="#ffffff" fontcolor="#0b0c0c" color="#505a5f" width=2.8',
  outcome:
    'shape=box style="rounded,filled" fillcolor="#e3eef9" fontcolor="#0b0c0c" color="#1d3557" penwidth=2 width=2.3',
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** A flow chart in Graphviz's language: questions in one column, and beside each where its answer leads. */
export function flowDot(chart: FlowChart, findHref: FindHref): string {
  const kindOf = new Map(chart.nodes.map(n => [n.id, n.kind]))
  const node = ({ id, kind, text, to }: FlowNode): string => {
    // `\l` ends a line that begins at the left.
    const label = wrap(text, lineLength[kind]).map(line => `${quoted(line).slice(1, -1)}\\l`)
    const url = to === null ? '' : ` URL=${quoted(findHref(to))}`
    return `${quoted(id)} [label="${label.join('')}" ${looks[kind]} group=${kind === 'outcome' ? 'right' : 'left'}${url}]`
  }
  const edge = ({ from, to, label }: FlowChart['edges'][number]): string =>
    kindOf.get(to) === 'outcome'
      ? `{ rank=same ${quoted(from)} -> ${quoted(to)} [label=${quoted(` ${label} `)}] }`
      : `${quoted(from)} -> ${quoted(to)} [label=${quoted(`   ${label}`)} weight=9]`
  return [
    'digraph {',
    'graph [rankdir=TB bgcolor=transparent nodesep=0.4 ranksep=0.35 margin=0]',
    'node [fontname="Arial" fontsize=12 margin="0.15,0.1"]',
    'edge [fontname="Arial" fontsize=12 color="#0b0c0c" fontcolor="#0b0c0c" arrowsize=0.8]',
    ...chart.nodes.map(node),
    ...chart.edges.map(edge),
    '}',
  ].join('\n')
}
