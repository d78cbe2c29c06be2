import type { Rule, Rulebook } from '../../../rules/language/rulebook.js'
import { anchorOf } from './page.js'
import { isOnDisagreement } from './situations.js'

/** The page on which a rule stands. */
export function homeOf(rule: Rule): string {
  switch (rule.stage) {
    case 'eligibility':
    case 'route':
      return 'where-it-goes'
    case 'givers':
    case 'consent':
      return 'consent'
    case 'deadlines':
      return 'timescales'
    case 'actions':
      return isOnDisagreement(rule) ? 'disagreements' : 'what-to-do'
    // What a contact comes to, level and rating above all, stands together.
    default:
      return 'levels'
  }
}

/** Addresses on the pages of an authority, for whoever links to them from outside; `null` where there is no such thing. */
export const placeOf = {
  rule: (rulebook: Rulebook, id: string): string | null => {
    const rule = rulebook.rules.find(r => r.id === id)
    return rule === undefined ? null : `${homeOf(rule)}.html#${anchorOf.rule(id)}`
  },
  clause: (id: string): string => `sources.html#${anchorOf.clause(id)}`,
  reading: (id: string): string => `readings.html#${anchorOf.reading(id)}`,
  indicator: (id: string): string => `levels.html#${anchorOf.indicator(id)}`,
} as const
