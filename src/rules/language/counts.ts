import type { Indicator } from './rulebook.js'

/** Which indicators, functional areas or earlier contacts a count counts. Its name is the derived fact that carries the number. */
export type CountSpec =
  | {
      readonly of: 'indicators'
      /** Levels that count; empty: every level. */
      readonly levels: readonly number[]
      readonly domain: string | null
      readonly groups: readonly string[]
      readonly notGroups: readonly string[]
      /** Only these; any of the others where it is left out. */
      readonly ids?: readonly string[]
      /** How long they have been seen at least, as a calendar duration (`P6M`); `over`: longer than that. */
      readonly lasting?: { readonly length: string; readonly over: boolean }
      /** What is counted: the domains that have such an indicator; the indicators themselves where it is left out. */
      readonly by?: 'domain'
    }
  | { readonly of: 'functionalNeeds'; readonly scores: readonly number[] }
  | {
      readonly of: 'earlierContacts'
      /** How long before the day of receipt they came at most, as a calendar duration (`P12M`); `null`: however long. */
      readonly within: string | null
      /** Levels that count; empty: every level, known or not. So with the others. */
      readonly levels: readonly number[]
      /** It raised any of these. */
      readonly concerns: readonly string[]
      readonly outcomes: readonly string[]
    }

/** Whether a count of indicators counts one, if it is seen for as long as the count asks; a protective one only where it is named. */
export const countsIndicator = (
  { levels, domain, groups, notGroups, ids }: Extract<CountSpec, { of: 'indicators' }>,
  one: Pick<Indicator, 'id' | 'level' | 'domain' | 'groups' | 'protective'>,
): boolean =>
  (levels.length === 0 || levels.includes(one.level)) &&
  (domain === null || domain === one.domain) &&
  (groups.length === 0 || groups.some(g => one.groups.includes(g))) &&
  !notGroups.some(g => one.groups.includes(g)) &&
  (ids === undefined || ids.includes(one.id)) &&
  (!one.protective || groups.length > 0 || ids !== undefined)

/** The name of the derived fact for a count: the same count has one name everywhere. */
export function countName(spec: CountSpec): string {
  if (spec.of === 'functionalNeeds') return `functionalNeedsCount:${spec.scores.join('+')}`
  if (spec.of === 'earlierContacts') return `earlierContactsCount:${earlierParts(spec) || 'any'}`
  const parts = [
    spec.levels.length > 0 ? `level ${spec.levels.join('+')}` : '',
    spec.domain ?? '',
    spec.groups.length > 0 ? `in ${spec.groups.join('+')}` : '',
    spec.notGroups.length > 0 ? `not in ${spec.notGroups.join('+')}` : '',
    spec.ids === undefined ? '' : `of ${spec.ids.join('+')}`,
    spec.lasting === undefined ? '' : `for ${spec.lasting.over ? 'more than' : 'at least'} ${spec.lasting.length}`,
    spec.by === undefined ? '' : 'by domain',
  ].filter(p => p !== '')
  return `indicatorCount:${parts.join(', ') || 'any'}`
}

const earlierParts = ({ within, levels, concerns, outcomes }: Extract<CountSpec, { of: 'earlierContacts' }>): string =>
  [
    within === null ? '' : `within ${within}`,
    levels.length > 0 ? `level ${levels.join('+')}` : '',
    concerns.length > 0 ? `on ${concerns.join('+')}` : '',
    outcomes.length > 0 ? `led to ${outcomes.join('+')}` : '',
  ]
    .filter(p => p !== '')
    .join(', ')
