import type { Decision } from '../../engine/decide/decision.js'

type Expected = Readonly<Record<string, unknown>>

/** What a case must expect of one decision to tell it from another: the parts in which they differ, as the first has them. */
export function expectedOf(decision: Decision, other: Decision): Expected {
  const has = (list: readonly string[], id: string): boolean => list.includes(id)
  const [actions, otherActions] = [decision.actions.map(a => a.id), other.actions.map(a => a.id)]
  const strength = new Map(other.actions.map(a => [a.id, a.strength]))
  const stronger = decision.actions.filter(a => strength.has(a.id) && strength.get(a.id) !== a.strength)
  const [clocks, otherClocks] = [decision.deadlines.map(d => d.id), other.deadlines.map(d => d.id)]
  const [notices, otherNotices] = [decision.notices.map(n => n.code), other.notices.map(n => n.code)] as const
  return withoutEmpty({
    ...Object.fromEntries(
      (['level', 'basis', 'rag'] as const).filter(key => decision[key] !== other[key]).map(key => [key, decision[key]]),
    ),
    route: routeOf(decision, other),
    consents: consentsOf(decision, other),
    deadlines: deadlinesOf(decision, other),
    noDeadlines: otherClocks.filter(id => !has(clocks, id)),
    actions: actions.filter(id => !has(otherActions, id)),
    noActions: otherActions.filter(id => !has(actions, id)),
    strengths: Object.fromEntries(stronger.map(a => [a.id, a.strength])),
    notices: [...new Set(notices)].filter(code => !otherNotices.includes(code)),
    noNotices: [...new Set(otherNotices)].filter(code => !notices.includes(code)),
  })
}

function routeOf({ route }: Decision, { route: other }: Decision): Expected {
  return withoutEmpty({
    ...(route.destination === other.destination && route.team === other.team
      ? {}
      : { destination: route.destination, ...(route.team === null ? {} : { team: route.team }) }),
    also: route.also.filter(team => !other.also.includes(team)),
    notAlso: other.also.filter(team => !route.also.includes(team)),
  })
}

function consentsOf(decision: Decision, other: Decision): Expected {
  const purposes = [...new Set([...decision.consents, ...other.consents].map(c => c.purpose))]
  return Object.fromEntries(
    purposes.flatMap((purpose): [string, unknown][] => {
      const [is, was] = [decision, other].map(d => d.consents.find(c => c.purpose === purpose))
      if (!is) return was ? [[purpose, null]] : []
      const keys = (['requirement', 'from', 'mayProceed'] as const).filter(key => is[key] !== was?.[key])
      return keys.length === 0 ? [] : [[purpose, Object.fromEntries(keys.map(key => [key, is[key]]))]]
    }),
  )
}

function deadlinesOf(decision: Decision, other: Decision): Expected {
  return Object.fromEntries(
    decision.deadlines.flatMap((is): [string, unknown][] => {
      const was = other.deadlines.find(d => d.id === is.id)
      const keys = (['duration', 'from', 'due', 'notBefore', 'strength'] as const).filter(key => is[key] !== was?.[key])
      return keys.length === 0 ? [] : [[is.id, Object.fromEntries(keys.map(key => [key, is[key]]))]]
    }),
  )
}

const withoutEmpty = (expected: Expected): Expected =>
  Object.fromEntries(
    Object.entries(expected).filter(
      ([, value]) => value === null || typeof value !== 'object' || Object.keys(value).length > 0,
    ),
  )
