import { dateWords } from '../../rules/language/in-force.js'
import type { Indicator, Rule, Rulebook } from '../../rules/language/rulebook.js'
import { canonicalJson } from '../../rules/packed/digest.js'
import { calendarWords, officeHoursWords } from '../../rules/time/office-words.js'
import { stageOf, stages } from '../../rules/vocabulary/stages.js'
import { eventWords, factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { conditionChanges, conditionWords } from './condition-changes.js'
import type { Pair } from './rule-changes.js'
import { exceptionChanges, groundChanges, listChanges, ruleChanges, ruleMoves } from './rule-changes.js'
import { namedLevel, outcomeWords } from './rule-words.js'

/** One thing that was added, removed or changed. */
export interface Changed {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly id: string
  /** What it is: a rule's sentence, an indicator's label. */
  readonly says: string
  /** What is different, one sentence a change; of something new, what it does. */
  readonly details: readonly string[]
}

/** The changes of one part of a rulebook; a part without changes is left out. */
export interface ChangedPart {
  readonly part: string
  readonly changes: readonly Changed[]
}

/** The parts of a rulebook that hold its rules, as a reader of changes names them. */
const ruleParts = [...new Set(stages.filter(s => s !== 'indicators').map(s => stageOf(s).part))]

/** What changed from one rulebook to another, in words, part by part. */
export function rulebookChanges(before: Rulebook, after: Rulebook): readonly ChangedPart[] {
  const pair: Pair = { before, after }
  const definitions = definitionsChanged(pair)
  const audiences = audiencesChanged(pair)
  const rules = rulesChanged(pair, [
    ...definitions.map(d => ({ through: `the definition \`${d.id}\``, details: d.details })),
    ...audiences.map(a => ({ through: `\`appliesTo: ${a.id}\``, details: a.details })),
  ])
  const parts: [string, readonly Changed[]][] = [
    ['The rulebook', aboutChanged(pair)],
    ...ruleParts.map((part): [string, readonly Changed[]] => [
      part,
      rules.filter(r => r.part === part).map(r => r.changed),
    ]),
    ['Whom the rules are for', audiences],
    ['Definitions', definitions],
    ['Indicators', indicatorsChanged(pair)],
    [
      'Readings',
      namedChanged(before.interpretations, after.interpretations, i => i.question, {
        reading: 'now read',
        notChosen: 'not chosen',
        why: 'because',
        passages: 'passages',
        question: 'question',
      }),
    ],
    [
      'Promises',
      namedChanged(
        before.promises.map(i => ({
          ...i,
          promise: `${conditionWords(before, i.given)} → ${conditionWords(before, i.then)}`,
        })),
        after.promises.map(i => ({
          ...i,
          promise: `${conditionWords(after, i.given)} → ${conditionWords(after, i.then)}`,
        })),
        i => i.says,
        { promise: 'now promises', says: 'now says' },
      ),
    ],
    ['What is inherited', layersChanged(pair)],
    ['Words', wordsChanged(pair)],
    ['Names', namesChanged(pair)],
    [
      'Clauses',
      namedChanged(withIds(before.clauses), withIds(after.clauses), c => c.says, {
        says: 'now says',
        section: 'section',
        source: 'source',
      }),
    ],
    [
      'Sources',
      namedChanged(withIds(before.sources), withIds(after.sources), s => s.title, {
        title: 'title',
        published: 'published',
      }),
    ],
  ]
  return parts.filter(([, changes]) => changes.length > 0).map(([part, changes]) => ({ part, changes }))
}

const forceWords = ({ inForce: { from, to, reviewBy, supersededBy } }: Rulebook): string => {
  const said = [
    from && `from ${dateWords(from)}`,
    to && `to ${dateWords(to)}`,
    reviewBy && `for review by ${dateWords(reviewBy)}`,
    supersededBy && `superseded by ${supersededBy}`,
  ].filter(Boolean)
  return said.length === 0 ? 'without dates' : said.join(', ')
}
const statusWords = ({ status }: Rulebook): string =>
  status === null
    ? 'not said to be approved'
    : status === 'draft'
      ? 'a draft'
      : `approved by ${status.approvedBy} on ${dateWords(status.on)}`

function aboutChanged({ before, after }: Pair): readonly Changed[] {
  const lines: [string, string, string][] = [
    ['authority', before.authority, after.authority],
    ['name', before.name, after.name],
    ['title', before.title, after.title],
    ['version', before.version, after.version],
    ['in force', forceWords(before), forceWords(after)],
    ['status', statusWords(before), statusWords(after)],
    ['office hours', officeHoursWords(before.officeHours), officeHoursWords(after.officeHours)],
    ['bank holidays', calendarWords(before.calendar), calendarWords(after.calendar)],
  ]
  return [
    ...lines
      .filter(([, old, now]) => old !== now)
      .map(([id, old, now]): Changed => ({ kind: 'changed', id, says: now, details: [`now ${now}; it was ${old}`] })),
    ...holidaysChanged('added', before, after),
    ...holidaysChanged('removed', after, before),
  ]
}

/** Days on which one rulebook's offices are closed and another's are not. */
function holidaysChanged(kind: 'added' | 'removed', without: Rulebook, having: Rulebook): readonly Changed[] {
  const days = Object.entries(having.calendar.days).filter(([date]) => !(date in without.calendar.days))
  return days.length === 0
    ? []
    : [
        {
          kind,
          id: 'bank holidays',
          says: `${days.length} day${days.length === 1 ? '' : 's'}`,
          details: days.map(([date, name]) => `${date}: ${name}`),
        },
      ]
}

/** An exception's change without the word that says that it is one. */
const withoutMark = (line: string): string => line.replace(/^(exception|new exception|the exception is gone): /, '')

/** What changed in one place that rules share, and how a rule names that place. */
interface Shared {
  readonly through: string
  readonly details: readonly string[]
}

function rulesChanged(pair: Pair, shared: readonly Shared[]): readonly { part: string; changed: Changed }[] {
  const { before, after } = pair
  const moves = ruleMoves(pair)
  const sharedLines = new Map(shared.flatMap(s => s.details.map(line => [line, s.through])))
  const partOf = (rule: Rule): string => stageOf(rule.stage).part
  const whole = (rulebook: Rulebook, rule: Rule): string[] => [
    outcomeWords(rulebook, rule.outcome),
    `when ${rule.otherwise ? 'nothing above it decides' : conditionWords(rulebook, rule.when)}`,
    ...(rule.unless ? [`unless ${conditionWords(rulebook, rule.unless)}`] : []),
  ]
  const removed = before.rules.filter(r => !after.rules.some(n => n.id === r.id))
  const found = after.rules.map((now): { part: string; changed: Changed } | null => {
    const old = before.rules.find(r => r.id === now.id)
    const base = { id: now.id, says: now.says }
    if (!old) return { part: partOf(now), changed: { ...base, kind: 'added', details: whole(after, now) } }
    const move = moves.get(now.id)
    const lines = ruleChanges(pair, old, now)
    // What follows from a definition, or from whom the rule is for, is told once, there.
    const own = lines.filter(line => !sharedLines.has(withoutMark(line)))
    const used = [...new Set(lines.flatMap(line => sharedLines.get(withoutMark(line)) ?? []))]
    const details = [
      ...own,
      ...used.map(through => `changed through ${through}`),
      ...(move === undefined ? [] : [move]),
    ]
    return details.length === 0 ? null : { part: partOf(now), changed: { ...base, kind: 'changed', details } }
  })
  return [
    ...removed.map(r => ({
      part: partOf(r),
      changed: { kind: 'removed' as const, id: r.id, says: r.says, details: whole(before, r) },
    })),
    ...found.filter(f => f !== null),
  ]
}

function audiencesChanged(pair: Pair): readonly Changed[] {
  const { before, after } = pair
  return byId(before.appliesTo, after.appliesTo, (old, now) => {
    const text = { id: (now ?? old)?.id ?? '', says: `not where ${(now ?? old)?.outside.says ?? ''}` }
    if (!old) return { ...text, kind: 'added', details: now ? [conditionWords(after, now.outside.condition)] : [] }
    if (!now) return { ...text, kind: 'removed', details: [conditionWords(before, old.outside.condition)] }
    const details = [
      ...conditionChanges(
        { rulebook: before, condition: old.outside.condition },
        { rulebook: after, condition: now.outside.condition },
      ),
      ...listChanges(old.throughout, now.throughout, 'now throughout', 'no longer throughout'),
      ...groundChanges(old, now),
      ...(old.outside.says === now.outside.says ? [] : [`now says: ${now.outside.says}`]),
    ]
    return details.length === 0 ? null : { ...text, kind: 'changed', details }
  })
}

function definitionsChanged(pair: Pair): readonly Changed[] {
  const { before, after } = pair
  return byId(before.definitions, after.definitions, (old, now) => {
    const text = { id: (now ?? old)?.id ?? '', says: (now ?? old)?.says ?? '' }
    if (!old) return { ...text, kind: 'added', details: now ? [conditionWords(after, now.condition)] : [] }
    if (!now) return { ...text, kind: 'removed', details: [conditionWords(before, old.condition)] }
    const details = [
      ...conditionChanges(
        { rulebook: before, condition: old.condition },
        { rulebook: after, condition: now.condition },
      ),
      ...groundChanges(old, now),
      ...(old.says === now.says ? [] : [`now says: ${now.says}`]),
    ]
    return details.length === 0 ? null : { ...text, kind: 'changed', details }
  })
}

/** A concern as either rulebook says it. */
const concernWords = ({ before, after }: Pair, id: string): string => {
  const said = [after, before].map(r => factOf(vocabularyOf(r), 'concerns').words?.values[id])
  return said.find(s => s !== undefined) ?? id
}

/** The level of an indicator, or that it is protective. */
const kindOf = (rulebook: Rulebook, { level, protective }: Indicator): string =>
  protective ? 'the protective signs' : namedLevel(vocabularyOf(rulebook), level)

function indicatorsChanged(pair: Pair): readonly Changed[] {
  const { before, after } = pair
  return byId(before.indicators, after.indicators, (old, now) => {
    const one = now ?? old
    const text = { id: one?.id ?? '', says: one?.label ?? '' }
    if (!old || !now)
      return {
        ...text,
        kind: old ? 'removed' : 'added',
        details: one ? [`${kindOf(now ? after : before, one)}, ${one.section}`] : [],
      }
    const value = (what: string, was: unknown, is: unknown): string[] =>
      canonicalJson(was) === canonicalJson(is) ? [] : [`${what} ${shown(is)}; it was ${shown(was)}`]
    const condition = (i: Indicator) => i.when ?? { all: [] }
    const details = [
      ...value('now of', kindOf(before, old), kindOf(after, now)),
      ...value('now labelled', old.label, now.label),
      ...value('now in the domain', old.domain, now.domain),
      ...value('now for the ages', old.ages?.join(' to ') ?? 'any', now.ages?.join(' to ') ?? 'any'),
      ...value('now counts with the bullet', old.bullet, now.bullet),
      ...value('now of the source', old.source, now.source),
      ...value('now in the section', old.section, now.section),
      ...value('now noted', old.note, now.note),
      ...conditionChanges(
        { rulebook: before, condition: condition(old) },
        { rulebook: after, condition: condition(now) },
      ),
      ...exceptionChanges(pair, old.unless, now.unless),
      ...listChanges(old.groups, now.groups, 'now also in the group', 'no longer in the group'),
      ...listChanges(
        old.concerns,
        now.concerns,
        'now also counts as the concern',
        'no longer counts as the concern',
        id => concernWords(pair, id),
      ),
      ...groundChanges(old, now),
    ]
    return details.length === 0 ? null : { ...text, kind: 'changed', details }
  })
}

/** What a rulebook extends, puts in the place of what it inherits, and leaves out. */
function layersChanged({ before, after }: Pair): readonly Changed[] {
  const listed = ({ layering }: Rulebook): readonly { id: string; says: string; declared: string }[] => [
    ...(layering?.layers ?? []).map(l => ({ id: `extends ${l.id}`, says: l.title, declared: `version ${l.version}` })),
    ...(['overrides', 'removes'] as const).flatMap(section =>
      (layering?.[section] ?? []).map(c => ({
        id: `${section} ${c.of}`,
        says: c.because,
        declared: `${c.because} ${c.clauses.join(', ')}`,
      })),
    ),
  ]
  return namedChanged(listed(before), listed(after), x => x.says, { declared: 'now' })
}

/** The labels of teams, actions, deadlines and entries. */
function namesChanged({ before, after }: Pair): readonly Changed[] {
  const labels = (r: Rulebook): readonly { id: string; label: string; governs: string; done: string }[] => [
    ...Object.entries(r.teams).map(([id, label]) => ({ id: `team ${id}`, label, governs: '', done: '' })),
    ...Object.entries(r.actions).map(([id, { label }]) => ({ id: `action ${id}`, label, governs: '', done: '' })),
    ...Object.entries(r.deadlines).map(([id, d]) => ({
      id: `deadline ${id}`,
      label: d.label,
      governs: d.governs ? 'yes' : 'no',
      done: d.doneAt === null ? 'no event' : eventWords(vocabularyOf(r), d.doneAt),
    })),
    ...Object.entries(r.entries).map(([id, label]) => ({ id: `entry ${id}`, label, governs: '', done: '' })),
  ]
  return namedChanged(labels(before), labels(after), x => x.label, {
    label: 'label',
    governs: 'governs',
    done: 'done at',
  })
}

/** Words of the authority's own: facts, choices, places, events and so on. */
function wordsChanged({ before, after }: Pair): readonly Changed[] {
  const listed = ({ words }: Rulebook): readonly { id: string; says: string; declared: string }[] =>
    Object.entries(words).flatMap(([section, entries]) =>
      Object.entries(entries ?? {}).map(([name, entry]: [string, unknown]) => ({
        id: `${section} ${name}`,
        says: wordOf(entry),
        declared: shown(entry),
      })),
    )
  return namedChanged(listed(before), listed(after), x => x.says, { declared: 'declared' })
}

/** What a word says: a fact's question, a place's or an event's label, the choices that are added. */
function wordOf(entry: unknown): string {
  if (typeof entry === 'string') return entry
  const { ask, label } = entry as { readonly ask?: string; readonly label?: string }
  return ask ?? label ?? Object.values(entry as object).join(', ')
}

const withIds = <T extends object>(map: Readonly<Record<string, T>>): readonly (T & { id: string })[] =>
  Object.entries(map).map(([id, value]) => ({ ...value, id }))

const shown = (x: unknown): string =>
  x === undefined || x === null ? 'nothing' : typeof x === 'object' ? JSON.stringify(x) : String(x)

/** Things that have an id and fields of text, compared field by field. */
function namedChanged<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  says: (one: T) => string,
  fields: { readonly [K in keyof T]?: string },
): readonly Changed[] {
  return byId(before, after, (old, now) => {
    const one = now ?? old
    if (!one) return null
    const text = { id: one.id, says: says(one) }
    if (!old || !now) return { ...text, kind: old ? 'removed' : 'added', details: [] }
    const details = Object.entries(fields).flatMap(([field, words]) => {
      const [was, is] = [old[field as keyof T], now[field as keyof T]].map(shown)
      return was === is ? [] : [`${String(words)}: ${is ?? ''}; it was: ${was ?? ''}`]
    })
    return details.length === 0 ? null : { ...text, kind: 'changed', details }
  })
}

/** Everything of both lists, what has gone first, in the order of the files. */
function byId<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  compare: (old: T | undefined, now: T | undefined) => Changed | null,
): readonly Changed[] {
  const old = new Map(before.map(x => [x.id, x]))
  const now = new Map(after.map(x => [x.id, x]))
  const gone = before.filter(x => !now.has(x.id)).map(x => compare(x, undefined))
  return [...gone, ...after.map(x => compare(old.get(x.id), x))].filter(c => c !== null)
}
