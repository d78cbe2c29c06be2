import type { Rulebook } from '../../rules/language/rulebook.js'

/** An indicator as it was listed from the source, before there was a rulebook. */
export interface IndicatorRow {
  readonly id: string
  readonly level: number
  readonly domain: string
  readonly section: string
  readonly ages?: readonly [number, number]
  readonly concerns?: readonly string[]
}

/** A clause as it was listed from the source, with what it asks for. */
export interface ClauseRow {
  readonly id: string
  readonly then?: Readonly<Record<string, unknown>>
}

/** What was listed from the source: expectations that were written before the rulebook was. */
export interface SourceList {
  readonly indicators: readonly IndicatorRow[]
  readonly clauses: readonly ClauseRow[]
}

/** Where a rulebook is not what was listed from its source, one sentence each. */
export const listDifferences = (rulebook: Rulebook, list: SourceList): readonly string[] => [
  ...indicatorDifferences(rulebook, list.indicators),
  ...bulletDifferences(rulebook, list.clauses),
  ...strengthDifferences(rulebook, list.clauses),
]

function indicatorDifferences(rulebook: Rulebook, rows: readonly IndicatorRow[]): readonly string[] {
  const found = new Map(rulebook.indicators.map(i => [i.id, i]))
  return rows.flatMap(row => {
    const indicator = found.get(row.id)
    if (!indicator) return [`${row.id} is missing`]
    const lacking = (row.concerns ?? []).filter(c => !indicator.concerns.includes(c))
    const bullet = / \/ bullet (.*)$/.exec(row.section)?.[1]
    return [
      ...(indicator.level === row.level ? [] : [`${row.id}: level ${indicator.level} and not ${row.level}`]),
      ...(indicator.domain === row.domain ? [] : [`${row.id}: ${indicator.domain} and not ${row.domain}`]),
      ...lacking.map(c => `${row.id}: not a concern of ${c}`),
      ...(row.ages === undefined || String(indicator.ages) === String(row.ages)
        ? []
        : [`${row.id}: ages ${String(indicator.ages)} and not ${String(row.ages)}`]),
      ...(bullet === undefined || indicator.bullet.endsWith(` / ${bullet}`)
        ? []
        : [`${row.id}: not of bullet ${bullet}`]),
    ]
  })
}

/** Indicators that the source sets in one bullet, and the rulebook counts apart. */
function bulletDifferences(rulebook: Rulebook, clauses: readonly ClauseRow[]): readonly string[] {
  const bulletOf = new Map(rulebook.indicators.map(i => [i.id, i.bullet]))
  return clauses
    .flatMap(c => (c.then?.sameBullet ?? []) as readonly (readonly string[])[])
    .flatMap(ids =>
      ids
        .filter(id => bulletOf.get(id) !== bulletOf.get(ids.find(other => other !== id) ?? ''))
        .map(id => `${id}: not of one bullet with ${ids.filter(other => other !== id).join(', ')}`),
    )
}

const listed: Readonly<Record<string, string>> = { required: 'must', recommended: 'should', optional: 'may' }

/** Actions and deadlines that are stronger or weaker than the clauses that ask for them say; what they do not say is `must`. */
function strengthDifferences(rulebook: Rulebook, clauses: readonly ClauseRow[]): readonly string[] {
  const asked = new Map<string, Set<string>>()
  for (const { id, then = {} } of clauses) {
    const names = [then.action, then.actions, then.deadline].flat().filter(x => typeof x === 'string')
    for (const name of names) {
      const key = `${id} ${name}`
      const strength = String(then.strength ?? 'must')
      asked.set(key, (asked.get(key) ?? new Set()).add(listed[strength] ?? strength))
    }
  }
  return rulebook.rules.flatMap(({ id, clauses: cited, actions, outcome }) => {
    const clock = outcome.stage === 'deadlines' ? [{ id: outcome.deadline, strength: outcome.strength }] : []
    return [...actions, ...clock].flatMap(one => {
      const said = cited.flatMap(c => [...(asked.get(`${c} ${one.id}`) ?? [])])
      return said.length === 0 || said.includes(one.strength)
        ? []
        : [`${id}: ${one.id} is \`${one.strength}\`, and its clauses say \`${[...new Set(said)].join(', ')}\``]
    })
  })
}
