import type { IndicatorCount } from '../../engine/compile/counts.js'
import type { Program } from '../../engine/compile/program.js'
import { slotIn } from '../../engine/compile/slot-in.js'
import type { Interval, Observed } from '../../rules/language/operators.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { EventName, Purpose } from '../../rules/vocabulary/fixed.js'
import { moments, receivedWhen } from '../../rules/vocabulary/fixed.js'
import { takenForGranted } from '../../rules/vocabulary/implications.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { Variable } from '../logic/logic.js'
import type { Chance } from './chance.js'
import { earlierFor } from './earlier-contacts.js'

/** The moment at which witnesses come in: a working day in summer, within office hours. */
export const witnessReceivedAt = '2026-05-12T10:00:00+01:00'

/** Of the same kind out of hours: a Sunday. */
export const outOfHours = '2026-05-10T10:00:00+01:00'
/** And on a Tuesday of a year whose bank holidays nobody knows yet. */
const beyondCalendars = '2099-05-12T10:00:00+01:00'

const isInterval = (v: Observed): v is Interval => typeof v === 'object' && 'atLeast' in v
const isYes = (v: Observed): boolean => typeof v === 'object' && 'present' in v && v.present.length > 0

type Draft = {
  facts: Record<string, unknown>
  lists: Map<string, Set<string>>
  indicators: Set<string>
  absent: Set<string>
  indicatorsGiven: boolean
  needs: Record<string, number>
  /** What counts of indicators are to be that ask for how long these are seen. */
  lasting: { readonly count: IndicatorCount; readonly bounds: Interval }[]
  /** What counts of earlier contacts are to be. */
  earlier: { readonly slot: number; readonly bounds: Interval }[]
}

/**
 * A contact whose facts are of the classes chosen. Where several would do, chance picks, so that asking again gives another.
 * What the classes leave open (which indicators make up a count) may turn out otherwise: run the contact to see.
 */
export function realise(
  program: Program,
  variables: readonly Variable[],
  classes: readonly number[],
  chance: Chance,
): Contact {
  const draft: Draft = {
    facts: {},
    lists: new Map(),
    indicators: new Set(),
    absent: new Set(),
    indicatorsGiven: false,
    needs: {},
    lasting: [],
    earlier: [],
  }
  const chosen = variables.map((variable, i): [Variable, Observed] => {
    const open = variable.classes.flatMap((_, c) => ((classes[i] ?? 0) & (1 << c) ? [c] : []))
    // What may be left out is left out: the first class is the one of which nothing is said.
    const at = open.includes(0) ? 0 : chance.pick(open)
    return [variable, variable.classes[at ?? 0]]
  })
  for (const [variable, value] of chosen) if (!isInterval(value)) place(program.vocabulary, draft, variable, value)
  for (const [variable, value] of chosen)
    if (isInterval(value)) placeCount(program, draft, variable.fact, value, chance)
  return finished(program, draft, chosen, chance)
}

function place(vocabulary: Vocabulary, draft: Draft, { fact, member }: Variable, value: Observed): void {
  const { facts, latestOf } = vocabulary
  if (value === undefined) return
  const [head = '', tail = ''] = [fact.slice(0, fact.indexOf('.')), fact.slice(fact.indexOf('.') + 1)]
  if (fact === 'indicators') {
    draft.indicatorsGiven = true
    if (member !== null) (isYes(value) ? draft.indicators : draft.absent).add(member)
  } else if (member !== null || facts[fact]?.kind === 'list') {
    const list = draft.lists.get(fact) ?? new Set<string>()
    draft.lists.set(fact, list)
    if (member !== null && isYes(value)) list.add(member)
    else if (member === null && isYes(value)) list.add('')
  } else if (head === 'events')
    draft.facts.events = { ...(draft.facts.events as object | undefined), [tail]: witnessReceivedAt }
  else if (head === 'consentFor')
    draft.facts.consentFor = { ...(draft.facts.consentFor as object | undefined), [tail as Purpose]: value }
  else if (head === 'functionalNeeds') draft.needs[tail] = Number(value)
  else if (fact === 'functionalNeeds') draft.facts.functionalNeeds = {}
  else if (fact === 'earlierContacts') draft.facts.earlierContacts = []
  // The latest of several facts is given as the first of them.
  else if (latestOf[fact]?.[0] !== undefined) draft.facts[latestOf[fact][0]] = value
  // What stands where nothing is said need not be said.
  else if (fact in facts && takenForGranted(vocabulary).get(fact) !== value) draft.facts[fact] = value
}

function placeCount(program: Program, draft: Draft, fact: string, wanted: Interval, chance: Chance): void {
  const slot = program.slots.get(fact)
  const needs = program.needsCounts.find(c => c.slot === slot)
  const count = program.indicatorCounts.find(c => c.slot === slot)
  if (needs) {
    const { areaNames } = program.vocabulary
    const free = areaNames.filter(a => draft.needs[a] === undefined)
    const scored = Object.values(draft.needs).filter(n => needs.scores.includes(n)).length
    const yes = free.slice(0, Math.max(0, wanted.atLeast - scored))
    for (const area of yes) draft.needs[area] = needs.scores[0] ?? 0
    const other = [0, 1, 2, 3, 4].find(n => !needs.scores.includes(n))
    const no = free.slice(yes.length).slice(0, Math.max(0, areaNames.length - wanted.atMost))
    if (other !== undefined) for (const area of no) draft.needs[area] = other
  }
  if (slot !== undefined && program.earlierCounts.some(c => c.slot === slot))
    draft.earlier.push({ slot, bounds: wanted })
  if (count) placeIndicators(program, draft, count, wanted, chance)
  if (count?.lasting) draft.lasting.push({ count, bounds: wanted })
}

function placeIndicators(
  program: Program,
  draft: Draft,
  count: IndicatorCount,
  wanted: Interval,
  chance: Chance,
): void {
  const byBullet = new Map<number, string[]>()
  program.indicators.forEach((indicator, at) => {
    const bullet = count.bulletOf[at] ?? -1
    if (bullet >= 0) byBullet.set(bullet, [...(byBullet.get(bullet) ?? []), indicator.id])
  })
  const met = [...byBullet].filter(([, ids]) => ids.some(id => draft.indicators.has(id)))
  const rest = chance.shuffle([...byBullet].filter(([, ids]) => !ids.some(id => draft.indicators.has(id))))
  // One that counts whatever else is said, and that no other count counts, does what is wanted and nothing more.
  const weight = (id: string): number => {
    const at = slotIn(program.indicatorPlaces, id)
    const others = program.indicatorCounts.filter(c => c !== count && (c.bulletOf[at] ?? -1) >= 0).length
    return others + (program.conditional.has(at) ? 10 : 0)
  }
  const need = Math.max(0, wanted.atLeast - met.length)
  const candidates = rest
    .map(([bullet, ids]) => ({ bullet, ids: ids.filter(id => !draft.absent.has(id)) }))
    .filter(({ ids }) => ids.length > 0)
  const lightest = chance.chance(0.6)
    ? candidates.sort((a, b) => Math.min(...a.ids.map(weight)) - Math.min(...b.ids.map(weight)))
    : candidates
  for (const { ids } of lightest.slice(0, need)) {
    const [id] = [...ids].sort((a, b) => weight(a) - weight(b))
    if (id !== undefined) draft.indicators.add(id)
  }
  const out = count.bulletSizes.length - wanted.atMost
  const spare = rest.filter(([, ids]) => !ids.some(id => draft.indicators.has(id)))
  for (const [, ids] of spare.slice(0, out)) for (const id of ids) draft.absent.add(id)
}

/** An event of each moment, for a contact that must be of that moment. */
const eventOf = {
  receipt: null,
  screening: 'ragRatedAt',
  enquiries: 'strategyDiscussionAt',
  later: 'caseClosedAt',
} as const satisfies Record<string, EventName | null>

/** Since when indicators are seen, so that as many have lasted as is wanted, and of as many it may be. */
function sinceOf({ indicatorPlaces }: Program, { indicators, lasting }: Draft): Readonly<Record<string, string>> {
  const since: Record<string, string> = {}
  for (const { count, bounds } of lasting) {
    const bullets = new Map<number, string[]>()
    for (const id of indicators) {
      const bullet = count.bulletOf[indicatorPlaces.get(id) ?? -1] ?? -1
      if (bullet >= 0) bullets.set(bullet, [...(bullets.get(bullet) ?? []), id])
    }
    for (const [nth, ids] of [...bullets.values()].entries())
      for (const id of ids) {
        if (nth < bounds.atLeast) since[id] = '2000-01-01'
        else if (nth >= bounds.atMost) since[id] ??= witnessReceivedAt.slice(0, 'YYYY-MM'.length)
      }
  }
  return since
}

function finished(program: Program, draft: Draft, chosen: readonly [Variable, Observed][], chance: Chance): Contact {
  const out: Record<string, unknown> = { receivedAt: witnessReceivedAt, ...draft.facts }
  for (const [fact, list] of draft.lists) {
    const denied = new Set(chosen.filter(([v]) => v.fact === fact && v.member !== null).map(([v]) => v.member))
    const named = [...list].filter(v => v !== '')
    const spare = factOf(program.vocabulary, fact).values.filter(v => !denied.has(String(v)))
    out[fact] = list.has('') && named.length === 0 ? [chance.pick(spare)].filter(v => v !== undefined) : named
  }
  if (Object.keys(draft.needs).length > 0) out.functionalNeeds = draft.needs
  if (draft.indicators.size > 0) out.indicators = [...draft.indicators]
  if (draft.absent.size > 0) out.indicatorsAbsent = [...draft.absent].filter(id => !draft.indicators.has(id))
  if (draft.indicatorsGiven && draft.indicators.size + draft.absent.size === 0 && program.indicators.length > 0)
    out.indicators = []
  const since = sinceOf(program, draft)
  if (Object.keys(since).length > 0) out.indicatorsSince = since
  const received = chosen.find(([v]) => v.fact === 'received')
  if (received && received[1] !== receivedWhen[0])
    out.receivedAt = received[1] === receivedWhen[1] ? outOfHours : beyondCalendars
  const earlier = earlierFor(program, draft.earlier, String(out.receivedAt))
  if (earlier !== null) out.earlierContacts = earlier
  const moment = chosen.find(([v]) => v.fact === 'moment')?.[1]
  const event = moments.includes(moment as never) ? eventOf[moment as keyof typeof eventOf] : null
  if (event !== null) out.events = { ...(out.events as object | undefined), [event]: witnessReceivedAt }
  return out as unknown as Contact
}
