import type { MessageCode } from '../../codes.js'
import type { Path, Report } from '../../diagnostic.js'
import { deadlineIn } from '../language/clock-starts.js'
import { didYouMean } from '../suggest.js'
import type { Duration } from '../time/durations.js'
import { parseDuration } from '../time/durations.js'
import { excerpt as show } from '../visible.js'
import type { EventName } from '../vocabulary/fixed.js'
import type { ClockStart } from '../vocabulary/stages.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { eitherHint, meantDuration } from './near-misses.js'
import type { RulebookFile } from './schema.js'

type Check = (id: string, path: Path) => void

/** Looks up what a file's words refer to, and reports each that refers to nothing. */
export interface References {
  readonly report: Report
  readonly team: Check
  readonly action: Check
  readonly entry: Check
  readonly source: Check
  readonly deadline: Check
  readonly audience: Check
  readonly law: Check
  readonly clauses: (ids: readonly string[] | undefined, path: Path) => readonly string[]
  readonly teams: (ids: readonly string[] | undefined, path: Path) => readonly string[]
  /** The interpretations that a place names: none, one or a list. */
  readonly readings: (value: string | readonly string[] | undefined, path: Path) => readonly string[]
  readonly duration: (text: string, path: Path) => Duration | null
  readonly event: (name: string, path: Path) => EventName | null
  /** What a clock starts from: `receivedAt`, an event, or `deadline ID`. */
  readonly start: (name: string, path: Path) => ClockStart | null
}

/** The ways to write a length of time, with the number that was written. */
const durationsWith = (n: string): string =>
  `for instance \`${n} hours\`, \`${n} working hours\`, \`${n} working days\`, \`${n} weeks\`, \`${n} months\` or \`${n} working days before\`; or \`at once\`, or a time of day as \`by HH:MM\` or \`by HH:MM of the next working day\``

export function referencesOf(file: RulebookFile, { eventNames }: Vocabulary, report: Report): References {
  const refer = (code: Extract<MessageCode, `unknown-${string}`>, known: readonly string[], section: string) => {
    const set = new Set(known)
    const kind = code.slice('unknown-'.length)
    return (id: string, path: Path): void => {
      if (!set.has(id))
        report(
          code,
          path,
          `there is no ${kind} \`${id}\``,
          didYouMean(id, known, `add it under \`${section}\`, or use one that is there`),
        )
    }
  }
  const clause = refer('unknown-clause', Object.keys(file.clauses), 'clauses')
  const team = refer('unknown-team', Object.keys(file.teams ?? {}), 'teams')
  const interpretations = (file.interpretations ?? []).map(i => i.id)
  const interpretation = refer('unknown-interpretation', interpretations, 'interpretations')
  const each =
    (check: Check) =>
    (ids: readonly string[] | undefined, path: Path): readonly string[] => {
      ids?.forEach((id, i) => {
        check(id, [...path, i])
      })
      return ids ?? []
    }
  const deadline = refer('unknown-deadline', Object.keys(file.deadlines ?? {}), 'deadlines')
  const event = (name: string, path: Path): EventName | null => {
    if (eventNames.includes(name)) return name
    report(
      'unknown-event',
      path,
      `there is no event \`${name}\``,
      didYouMean(name, ['receivedAt', ...eventNames], 'use an event that is there, or add it under `events`'),
    )
    return null
  }
  return {
    report,
    team,
    action: refer('unknown-action', Object.keys(file.actions ?? {}), 'actions'),
    entry: refer('unknown-entry', Object.keys(file.entries ?? {}), 'entries'),
    source: refer('unknown-source', Object.keys(file.sources), 'sources'),
    law: refer('unknown-law', Object.keys(file.law ?? {}), 'law'),
    deadline,
    audience: (name, path) => {
      const known = Object.keys(file.appliesTo ?? {})
      if (!known.includes(name))
        report(
          'unknown-audience',
          path,
          `\`appliesTo\` names nobody \`${name}\``,
          didYouMean(name, known, 'say who is outside under `appliesTo`, or name one that is there'),
        )
    },
    clauses: each(clause),
    teams: each(team),
    readings: (value, path) => {
      if (typeof value !== 'string') return each(interpretation)(value, path)
      interpretation(value, path)
      return [value]
    },
    duration: (text, path) => {
      const meant = meantDuration(text)
      const found = parseDuration(text) ?? (meant && 'taken' in meant ? parseDuration(meant.taken) : null)
      if (found !== null) return found
      const two = meant !== null && 'either' in meant
      report(
        'wrong-duration',
        path,
        `\`${show(text)}\` ${two ? 'can be read two ways' : 'is not a length of time'}`,
        two ? eitherHint(meant.either) : `write ${durationsWith(/\d+/.exec(text)?.[0] ?? 'N')}`,
      )
      return null
    },
    event,
    start: (name, path) => {
      const id = deadlineIn(name)
      if (id === null) return name === 'receivedAt' ? name : event(name, path)
      deadline(id, path)
      return Object.hasOwn(file.deadlines ?? {}, id) ? `deadline ${id}` : null
    },
  }
}
