import { besideLength } from '../../rules/language/clock-words.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { spanWords } from '../../rules/time/durations.js'
import { giverIds } from '../../rules/vocabulary/phrases.js'
import type { Outcome } from '../../rules/vocabulary/stages.js'
import { stageOf } from '../../rules/vocabulary/stages.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { eventWords, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

function routeWords(rulebook: Rulebook, destination: string, team: string | null): string {
  const to = vocabularyOf(rulebook).destinations[destination]?.says ?? `to ${destination}`
  return team === null ? to : `${to}: ${rulebook.teams[team] ?? team}`
}

/** A level with the authority's own name of it, where it has one: `level 2 (Universal plus)`. */
export function namedLevel({ levelNames }: Pick<Vocabulary, 'levelNames'>, level: number): string {
  const name = levelNames[String(level)] ?? ''
  return name === '' || name === `Level ${level}` ? `level ${level}` : `level ${level} (${name})`
}

/** What a rule of a further stage sets, whose outcome is one value. */
function saidOutcomeWords(outcome: Outcome): string {
  const { heading, says } = stageOf(outcome.stage)
  const value = says && (outcome as unknown as Readonly<Record<string, unknown>>)[says.key]
  return `${heading.toLowerCase()}: ${String(value ?? 'none').replaceAll('-', ' ')}`
}

/** What a rule sets, in words. */
export function outcomeWords(rulebook: Rulebook, outcome: Outcome): string {
  switch (outcome.stage) {
    case 'eligibility':
      return `entry: ${rulebook.entries[outcome.entry] ?? outcome.entry}`
    case 'level':
      return outcome.level === 'practitionerLevel'
        ? "the practitioner's level"
        : namedLevel(vocabularyOf(rulebook), outcome.level)
    case 'basis':
      return outcome.basis === null ? 'no statutory basis' : outcome.basis.replace('-', ' ')
    case 'rag':
      return outcome.rag === 'rating'
        ? 'the rating given'
        : `rated ${vocabularyOf(rulebook).ratings[outcome.rag] ?? outcome.rag}`
    case 'route':
      return routeWords(rulebook, outcome.destination, outcome.team)
    case 'givers':
      return `${outcome.giver}: consent from ${giverIds(outcome.from)}`
    case 'consent': {
      const from = outcome.giver ?? (outcome.from && giverIds(outcome.from))
      const purpose = vocabularyOf(rulebook).purposes[outcome.purpose] ?? outcome.purpose
      return `consent for ${purpose}: ${outcome.requirement ?? 'no rule'}${from === null ? '' : `, from ${from}`}`
    }
    case 'deadlines': {
      const label = rulebook.deadlines[outcome.deadline]?.label ?? outcome.deadline
      const vocabulary = vocabularyOf(rulebook)
      const beside = besideLength(vocabulary, outcome, length => `, opening ${length} after`)
      const strength = outcome.strength === 'must' ? '' : ` (${outcome.strength})`
      return `"${label}" ${spanWords(outcome.duration, eventWords(vocabulary, outcome.from))}${beside}${strength}`
    }
    case 'actions':
      return 'what is to be done'
    case 'indicators':
      return `whether \`${outcome.indicator}\` counts`
    default:
      return saidOutcomeWords(outcome)
  }
}
