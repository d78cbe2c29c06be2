import { decide } from '../../engine/decide/decide.js'
import type { Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { knownTo } from '../authorities/known-words.js'
import type { Area, DecisionChange, Direction } from '../changes/decision-changes.js'
import { areas, decisionComparer } from '../changes/decision-changes.js'

/** Which way a contact moves: `mixed` where one part of the decision protects more and another less. */
export const moves = ['down', 'mixed', 'sideways', 'up', 'same'] as const
export type Move = (typeof moves)[number]

/** One way in which contacts are treated differently, with the shortest of them. */
export interface ChangeKind {
  readonly area: Area
  readonly direction: Direction
  readonly says: string
  contacts: number
  telling: { readonly line: number; readonly size: number; readonly contact: Contact }
}

/** How the decisions of two rulebooks differ. */
export interface ChangeTally {
  readonly moved: Record<Move, number>
  /** Contacts by the area and direction of what changes; one contact can count under several. */
  readonly byArea: Record<Area, Record<Direction, number>>
  /** Contacts that the other rulebook refuses. */
  notComparable: number
  readonly kinds: Record<string, ChangeKind>
}

export const emptyChanges = (): ChangeTally => ({
  moved: { down: 0, mixed: 0, sideways: 0, up: 0, same: 0 },
  byArea: Object.fromEntries(areas.map(a => [a, { down: 0, sideways: 0, up: 0 }])) as ChangeTally['byArea'],
  notComparable: 0,
  kinds: {},
})

/** Which way a contact moves by all that changes in its decision. */
export function moveOf(changes: readonly DecisionChange[]): Move {
  const has = (direction: Direction): boolean => changes.some(c => c.direction === direction)
  if (changes.length === 0) return 'same'
  if (has('down')) return has('up') ? 'mixed' : 'down'
  return has('up') ? 'up' : 'sideways'
}

/** Compares the decisions of a rulebook with those of an older one, contact by contact. */
export interface Comparison {
  /** The contact without what only the older rulebook knows. */
  readonly known: (contact: unknown) => unknown
  readonly tally: (tally: ChangeTally, line: number, contact: Contact, now: Decision) => void
}

export function comparisonWith(older: Rulebook, rulebook: Rulebook): Comparison {
  const compare = decisionComparer(older, rulebook)
  const words = (r: Rulebook): string => JSON.stringify([r.words, r.indicators.map(i => i.id).sort()])
  const sameWords = words(older) === words(rulebook)
  const inTermsOf = (r: Rulebook, other: Rulebook, contact: unknown): unknown =>
    sameWords ? contact : knownTo(r, [other], contact).contact
  return {
    known: contact => inTermsOf(rulebook, older, contact),
    tally: (tally, line, contact, now) => {
      const was = decide(older, inTermsOf(older, rulebook, contact), { rationale: false, unknowns: false })
      if (was.ok) tallyChanges(tally, line, contact, compare(was.value, now))
      else tally.notComparable++
    },
  }
}

function tallyChanges(tally: ChangeTally, line: number, contact: Contact, changes: readonly DecisionChange[]): void {
  tally.moved[moveOf(changes)]++
  if (changes.length === 0) return
  for (const key of new Set(changes.map(c => `${c.area} ${c.direction}`))) {
    const [area, direction] = key.split(' ') as [Area, Direction]
    tally.byArea[area][direction]++
  }
  const size = JSON.stringify(contact).length
  for (const { area, direction, says } of changes)
    addKind(tally.kinds, { area, direction, says, contacts: 1, telling: { line, size, contact } })
}

/** Of two contacts as short the earlier stands, so that the order of counting does not matter. */
function addKind(kinds: ChangeTally['kinds'], kind: ChangeKind): void {
  const key = `${kind.area} ${kind.direction} ${kind.says}`
  const found = kinds[key]
  if (!found) {
    kinds[key] = { ...kind }
    return
  }
  found.contacts += kind.contacts
  const [old, now] = [found.telling, kind.telling]
  if (now.size < old.size || (now.size === old.size && now.line < old.line)) found.telling = now
}

/** Adds what was counted elsewhere. */
export function addChanges(to: ChangeTally, more: ChangeTally): void {
  for (const move of moves) to.moved[move] += more.moved[move]
  for (const area of areas)
    for (const direction of ['down', 'sideways', 'up'] as const)
      to.byArea[area][direction] += more.byArea[area][direction]
  to.notComparable += more.notComparable
  for (const kind of Object.values(more.kinds)) addKind(to.kinds, kind)
}
