/** Which indicators, or which functional areas, a count counts. Its name is the derived fact that carries the number. */
export type CountSpec =
  | {
      readonly of: 'indicators'
      /** Levels that count; empty: every level. */
      readonly levels: readonly number[]
      readonly domain: string | null
      readonly groups: readonly string[]
      readonly notGroups: readonly string[]
    }
  | { readonly of: 'functionalNeeds'; readonly scores: readonly number[] }

/** The name of the derived fact for a count: the same count has one name everywhere. */
export function countName(spec: CountSpec): string {
  if (spec.of === 'functionalNeeds') return `functionalNeedsCount:${spec.scores.join('+')}`
  const parts = [
    spec.levels.length > 0 ? `level ${spec.levels.join('+')}` : '',
    spec.domain ?? '',
    spec.groups.length > 0 ? `in ${spec.groups.join('+')}` : '',
    spec.notGroups.length > 0 ? `not in ${spec.notGroups.join('+')}` : '',
  ].filter(p => p !== '')
  return `indicatorCount:${parts.join(', ') || 'any'}`
}
