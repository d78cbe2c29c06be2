import type { Path } from '../../diagnostic.js'
import { meantDuration } from '../../rules/reading/near-misses.js'
import { soleGivers } from '../../rules/vocabulary/fixed.js'
import { bothGivers } from '../../rules/vocabulary/phrases.js'
import type { Slip, Slipped } from './mutant.js'
import { levelsNextTo } from './numbers.js'

/** A rule as the file writes it. */
export type RuleLines = Readonly<Record<string, unknown>>

/** The words of a file that an outcome can be mistaken among. */
export interface Words {
  readonly teams: readonly string[]
  readonly entries: readonly string[]
  readonly destinations: readonly string[]
  readonly starts: readonly string[]
  /** The lowest first. */
  readonly levels: readonly number[]
}

/** The next word of a list, so that every one is mistaken for some other. */
const another = (words: readonly string[], word: string): string | undefined =>
  words.length > 1 ? words[(words.indexOf(word) + 1) % words.length] : undefined

const mistaken: Readonly<
  Record<string, { readonly slip: Slip; readonly for: Readonly<Record<string, readonly string[]>> }>
> = {
  basis: {
    slip: 'basis',
    for: {
      'section-47': ['section-17', 'none'],
      'section-17': ['section-47', 'none'],
      none: ['section-17'],
    },
  },
  rag: { slip: 'rating', for: { red: ['amber'], amber: ['red', 'green'], green: ['amber'], rating: ['red'] } },
  consent: {
    slip: 'consent',
    for: {
      required: ['seek', 'not-required'],
      seek: ['required', 'not-required', 'do-not-seek'],
      'do-not-seek': ['seek', 'not-required'],
      inform: ['seek', 'not-required'],
      'not-required': ['required', 'seek'],
      none: ['required'],
    },
  },
  consentFrom: {
    slip: 'giver',
    for: {
      'parental-responsibility': ['young-person', 'anyone'],
      'young-person': ['parental-responsibility', 'anyone'],
      anyone: ['parental-responsibility'],
    },
  },
  strength: { slip: 'strength', for: { must: ['should'], should: ['must', 'may'], may: ['should'] } },
}

const otherUnits: Readonly<Record<string, string>> = {
  'working minute': 'minute',
  'working hour': 'hour',
  minute: 'hour',
  hour: 'day',
  'working day': 'day',
  day: 'working day',
  week: 'month',
  month: 'week',
  year: 'month',
}

const amount = (n: number, unit: string, rest: string): string => `${n} ${unit}${n === 1 ? '' : 's'}${rest}`

/** Other durations that a duration in words can be mistaken for: one more, one less, another unit. */
function otherDurations(written: string): readonly (readonly [Slip, string])[] {
  const meant = meantDuration(written)
  const words = meant && 'taken' in meant ? meant.taken : written
  if (words === 'at once') return [['duration', '1 hour']]
  const time = /^by (\d\d):(\d\d)( of the next working day)?$/.exec(words)
  if (time) {
    const later = `by ${String((Number(time[1]) + 1) % 24).padStart(2, '0')}:${time[2]}`
    return [
      ['duration', `${later}${time[3] ?? ''}`],
      ...(time[3] ? [['unit', `by ${time[1]}:${time[2]}`] as const] : []),
    ]
  }
  const along = /^by (\d+)( weeks? of (?:gestation|pregnancy))$/.exec(words)
  if (along)
    return [1, -1].map(by => ['duration', `by ${Math.min(45, Math.max(0, Number(along[1]) + by))}${along[2]}`] as const)
  const parts = /^(\d+) (working minute|working hour|minute|hour|working day|day|week|month|year)s?( before)?$/.exec(
    words,
  )
  if (!parts) return []
  const [n, unit = '', rest = ''] = [Number(parts[1]), parts[2], parts[3]]
  return [
    ['duration', amount(n + 1, unit, rest)],
    ...(n > 1 ? [['duration', amount(n - 1, unit, rest)] as const] : []),
    ['unit', amount(n, otherUnits[unit] ?? 'hour', rest)],
  ]
}

/** Every way in which what a rule sets can be slipped in. */
export function outcomeSlips(rule: RuleLines, path: Path, words: Words): readonly Slipped[] {
  const to = (slip: Slip, key: string, value: unknown): Slipped => ({
    slip,
    says: `\`${key}\` has become \`${String(value)}\`; it was \`${String(rule[key])}\``,
    edit: { path: [...path, key], value },
  })
  const found: Slipped[] = []
  for (const [key, { slip, for: others }] of Object.entries(mistaken)) {
    const value = rule[key]
    if (typeof value !== 'string') continue
    // A named list of givers is mistaken for those with parental responsibility.
    const named = key === 'consentFrom' && !(value in others) ? ['parental-responsibility'] : []
    for (const other of others[value] ?? named) found.push(to(slip, key, other))
  }
  // Consent of two is mistaken for that of one.
  if (typeof rule.consentFrom === 'object')
    for (const one of soleGivers)
      found.push({
        slip: 'giver',
        says: `\`consentFrom\` has become \`${one}\`; it was \`${bothGivers}\``,
        edit: { path: [...path, 'consentFrom'], value: one },
      })
  if (rule.strength === undefined && typeof rule.deadline === 'string') found.push(to('strength', 'strength', 'should'))
  if (typeof rule.level === 'number')
    for (const n of levelsNextTo(words.levels, rule.level)) found.push(to('level', 'level', n))
  if (typeof rule.entry === 'string') {
    const other = another(words.entries, rule.entry)
    if (other !== undefined) found.push(to('entry', 'entry', other))
  }
  if (typeof rule.within === 'string')
    for (const [slip, other] of otherDurations(rule.within)) found.push(to(slip, 'within', other))
  // Weeks of pregnancy have no other start.
  if (typeof rule.from === 'string' && !/ of (gestation|pregnancy)$/.test(String(rule.within))) {
    const other = another(words.starts, rule.from)
    if (other !== undefined) found.push(to('start', 'from', other))
  }
  for (const key of ['opens', 'orAt', 'orLater'])
    if (rule[key] !== undefined)
      found.push({
        slip: 'window',
        says: `\`${key}${typeof rule[key] === 'string' ? `: ${rule[key]}` : ''}\` was dropped`,
        edit: { path: [...path, key] },
      })
  return [...found, ...routeSlips(rule, path, words), ...riderSlips(rule, path)]
}

function routeSlips(rule: RuleLines, path: Path, words: Words): readonly Slipped[] {
  const route = rule.route as { readonly to?: string; readonly team?: string } | undefined
  if (typeof route !== 'object' || route === null) return []
  const to = (slip: Slip, key: 'to' | 'team', word: string | undefined): readonly Slipped[] => {
    const other = word === undefined ? undefined : another(key === 'to' ? words.destinations : words.teams, word)
    return other === undefined
      ? []
      : [
          {
            slip,
            says: `the ${slip} is \`${other}\` and not \`${word}\``,
            edit: { path: [...path, 'route', key], value: other },
          },
        ]
  }
  return [...to('destination', 'to', route.to), ...to('team', 'team', route.team)]
}

function riderSlips(rule: RuleLines, path: Path): readonly Slipped[] {
  const drop = (slip: Slip, key: 'actions' | 'also', name: string): readonly Slipped[] => {
    const list = rule[key]
    if (!Array.isArray(list)) return []
    return list.map((x, i) => ({
      slip,
      says: `${name} \`${typeof x === 'string' ? x : Object.keys(x as object).join()}\` was dropped`,
      edit: { path: list.length > 1 ? [...path, key, i] : [...path, key] },
    }))
  }
  const weaker = Array.isArray(rule.actions)
    ? rule.actions.flatMap((x: unknown, i): Slipped[] => {
        if (typeof x !== 'object' || x === null) return []
        const [[id, strength] = []] = Object.entries(x)
        return (mistaken.strength?.for[String(strength)] ?? []).map(other => ({
          slip: 'strength',
          says: `the action \`${id}\` is \`${other}\` and not \`${String(strength)}\``,
          edit: { path: [...path, 'actions', i], value: { [String(id)]: other } },
        }))
      })
    : []
  // What is not said is `must`.
  const unsaid: Slipped[] =
    Array.isArray(rule.actions) && rule.strength === undefined && rule.deadline === undefined
      ? rule.actions.flatMap((x: unknown, i) =>
          typeof x === 'string'
            ? [
                {
                  slip: 'strength' as const,
                  says: `the action \`${x}\` is \`should\` and not \`must\``,
                  edit: { path: [...path, 'actions', i], value: { [x]: 'should' } },
                },
              ]
            : [],
        )
      : []
  const notice: Slipped[] =
    rule.notice === undefined
      ? []
      : [{ slip: 'notice', says: 'the notice was dropped', edit: { path: [...path, 'notice'] } }]
  return [
    ...drop('action', 'actions', 'the action'),
    ...drop('also', 'also', 'telling'),
    ...notice,
    ...weaker,
    ...unsaid,
  ]
}
