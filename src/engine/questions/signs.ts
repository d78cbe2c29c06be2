import { keptFor } from '../../kept-for.js'
import type { Program } from '../compile/program.js'
import type { Facts } from './look.js'

/** What was said of one domain is kept under this name among what was passed over. */
export const domainKey = (domain: string): string => `indicators.${domain}`

/** An authority's indicators, as rules tell them apart. */
interface Signs {
  readonly domains: readonly { readonly name: string; readonly ids: readonly string[] }[]
  /** By indicator: one that no rule can tell from it. */
  readonly like: ReadonlyMap<string, string>
}

/** The domains of a program's indicators, and which of them rules cannot tell apart. */
export const signsOf: (program: Program) => Signs = keptFor(({ indicators, indicatorCounts, graph, conditional }) => {
  const domains = new Map<string, string[]>()
  const firsts = new Map<string, string>()
  const like = new Map<string, string>()
  indicators.forEach(({ id, domain, concerns }, place) => {
    domains.set(domain, [...(domains.get(domain) ?? []), id])
    const isNamed = (graph.states.indicators[place] ?? -1) >= 0 || conditional.has(place)
    const counted = indicatorCounts.map(c => ((c.bulletOf[place] ?? -1) >= 0 ? 1 : 0)).join('')
    const key = JSON.stringify([isNamed ? id : '', counted, concerns])
    const first = firsts.get(key) ?? id
    firsts.set(key, first)
    like.set(id, first)
  })
  return { domains: [...domains].map(([name, ids]) => ({ name, ids })), like }
})

const listOf = (contact: Facts, fact: string): readonly string[] =>
  (contact[fact] as readonly string[] | undefined) ?? []

/** The indicators of which a contact says nothing, of some. */
export function unsaid(contact: Facts, ids: readonly string[]): readonly string[] {
  const said = new Set([...listOf(contact, 'indicators'), ...listOf(contact, 'indicatorsAbsent')])
  return ids.filter(id => !said.has(id))
}

/** A contact with indicators seen, and others looked for and not seen, beside those that it gives. */
export function withSigns(contact: Facts, seen: readonly string[], notSeen: readonly string[] = []): Facts {
  const present = [...new Set([...listOf(contact, 'indicators'), ...seen])]
  const absent = [...new Set([...listOf(contact, 'indicatorsAbsent'), ...notSeen])].filter(id => !present.includes(id))
  return {
    ...contact,
    ...((seen.length > 0 || contact.indicators !== undefined) && { indicators: present }),
    ...((absent.length > 0 || contact.indicatorsAbsent !== undefined) && { indicatorsAbsent: absent }),
  }
}
