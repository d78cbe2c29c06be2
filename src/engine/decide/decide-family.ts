import type { MessageCode } from '../../codes.js'
import type { Diagnostic, Path, Result } from '../../diagnostic.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { excerpt, visible } from '../../rules/visible.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { namesIn, plainContact } from '../contact/plain-contact.js'
import { isFacts, noFacts, unreadable } from '../contact/read-contact.js'
import { decide } from './decide.js'
import type { Deadline, Decision } from './decision.js'
import type { DecideOptions } from './steps.js'

/** So many children one contact may be about. */
export const mostChildren = 30

/** What the decisions on the children of one contact have in common; a child is told by its place in `children`, from 0. */
export interface FamilySummary {
  /** The highest level that any child has; `null` where none has one. */
  readonly highestLevel: Decision['level']
  /** The children who have it. */
  readonly atHighestLevel: readonly number[]
  /** The children of whom no level is known: the highest may be theirs. */
  readonly levelNotKnown: readonly number[]
  /** Where the children go, each place with its team once, in the order of the children. */
  readonly routes: readonly {
    readonly destination: Decision['route']['destination']
    readonly team: Decision['route']['team']
    readonly children: readonly number[]
  }[]
  /** The actions that the decision on every child asks for, in the order of the first. */
  readonly actionsForAll: readonly string[]
  /** The governing deadline that falls due first, and whose it is; `null` where none has a date. */
  readonly firstDue: { readonly child: number; readonly deadline: Deadline } | null
}

/** The decisions on the children of one contact, in their order, and what these have in common. */
export interface FamilyDecision {
  readonly children: readonly Decision[]
  readonly together: FamilySummary
}

type Facts = Readonly<Record<string, unknown>>

/**
 * Decides a contact about several children: each by the shared facts with its own over them, and none by another's.
 *
 * @param contact the shared facts, and under `children` the facts of each child, still unchecked; of a fact with entries (`events`,
 * `consentFor`, `functionalNeeds`) a child's entries stand over the shared ones. `receivedAt` is always shared
 * @returns every child's decision, or every mistake with its path; what is wrong of a child's own facts begins with `children[…]`
 * @example
 * const result = decideFamily(rulebook, { receivedAt: '2026-03-27T16:30:00+00:00', children: [{ ageYears: 3 }, { ageYears: 9 }] })
 * if (result.ok) console.log(result.value.together.highestLevel)
 */
export function decideFamily(
  rulebook: Rulebook,
  contact: unknown,
  options: DecideOptions = {},
): Result<FamilyDecision> {
  const vocabulary = vocabularyOf(rulebook)
  const read = readFamily(vocabulary, contact)
  if (!read.ok) return read
  const { shared, children } = read.value
  const diagnostics = new Map<string, Diagnostic>()
  const decisions: Decision[] = []
  for (const [nth, own] of children.entries()) {
    const result = decide(rulebook, over(vocabulary, shared, own), options)
    if (result.ok) decisions.push(result.value)
    else
      for (const d of result.diagnostics) {
        const found = isOwn(own, d.path) ? ofChild(d, nth) : d
        diagnostics.set(JSON.stringify(found), found)
      }
  }
  if (diagnostics.size > 0) return { ok: false, diagnostics: [...diagnostics.values()] }
  return { ok: true, value: { children: decisions, together: summaryOf(decisions) } }
}

interface Family {
  readonly shared: Facts
  readonly children: readonly Facts[]
}

/** Takes a contact apart, each place of it read once. */
function readFamily(vocabulary: Vocabulary, raw: unknown): Result<Family> {
  try {
    if (!isFacts(raw)) return { ok: false, diagnostics: noFacts() }
    const { children, ...rest } = Object.fromEntries(
      [...namesIn(vocabulary, raw), 'children'].map(name => [name, (raw as Facts)[name]]),
    )
    const shared = plainContact(vocabulary, rest).facts
    if (!Array.isArray(children) || children.length === 0 || children.length > mostChildren)
      return refused(
        ['children'],
        children === undefined ? 'missing-key' : 'wrong-value',
        children === undefined
          ? '`children` is missing: nobody is there to decide on'
          : `\`children\` must be a list of 1 to ${mostChildren} children, not \`${excerpt(children)}\``,
        'give a set of facts for each child, `{}` where all are shared; a contact about one child is for `decide`',
      )
    const own: Facts[] = []
    for (let nth = 0; nth < children.length; nth++) {
      const child: unknown = children[nth]
      if (!isFacts(child))
        return refused(
          ['children', nth],
          'wrong-value',
          `children[${nth}]: \`${excerpt(child)}\` is no child`,
          'give a set of facts, `{}` where all are shared',
        )
      const { facts } = plainContact(vocabulary, child)
      for (const name of ['receivedAt', 'children'])
        if (facts[name] !== undefined)
          return refused(
            ['children', nth, name],
            'shared-fact',
            `children[${nth}].${name}: \`${name}\` cannot stand in one child's facts`,
            'write it once beside `children`; a contact is received once, and children stand in one list',
          )
      own.push(facts)
    }
    return { ok: true, value: { shared, children: own } }
  } catch {
    return { ok: false, diagnostics: unreadable() }
  }
}

const refused = (path: Path, code: MessageCode, message: string, hint: string): Result<never> => ({
  ok: false,
  diagnostics: [{ code, path, message: visible(message), hint, range: null }],
})

const isEntries = (x: unknown): x is Facts => typeof x === 'object' && x !== null && !Array.isArray(x)

/** The shared facts with those of one child over them; a fact that the child leaves out is shared. */
function over({ facts }: Vocabulary, shared: Facts, own: Facts): Facts {
  const said = Object.entries(own).filter(([, value]) => value !== undefined)
  return {
    ...shared,
    ...Object.fromEntries(
      said.map(([name, value]) => {
        const under = shared[name]
        const joins = facts[name]?.kind === 'map' && isEntries(value) && isEntries(under)
        return [name, joins ? { ...under, ...value } : value]
      }),
    ),
  }
}

/** Whether a mistake is one in a child's own facts. */
function isOwn(own: Facts, [name = '', entry]: Path): boolean {
  const value = own[name]
  return value !== undefined && (!isEntries(value) || entry === undefined || Object.hasOwn(value, entry))
}

const ofChild = (d: Diagnostic, nth: number): Diagnostic => ({
  ...d,
  path: ['children', nth, ...d.path],
  message: `children[${nth}].${d.message}`,
})

function summaryOf(decisions: readonly Decision[]): FamilySummary {
  const childrenWith = (holds: (decision: Decision) => boolean): readonly number[] =>
    decisions.flatMap((d, nth) => (holds(d) ? [nth] : []))
  const levels = decisions.flatMap(d => d.level ?? [])
  const highestLevel = levels.find(level => level === Math.max(...levels)) ?? null
  const places = new Map(decisions.map(({ route }) => [JSON.stringify([route.destination, route.team]), route]))
  const due = decisions
    .flatMap(({ deadline }, child) => (deadline?.due ? [{ child, deadline, at: Date.parse(deadline.due) }] : []))
    .sort((a, b) => a.at - b.at)[0]
  return {
    highestLevel,
    atHighestLevel: highestLevel === null ? [] : childrenWith(d => d.level === highestLevel),
    levelNotKnown: childrenWith(d => d.level === null),
    routes: [...places.values()].map(({ destination, team }) => ({
      destination,
      team,
      children: childrenWith(({ route }) => route.destination === destination && route.team === team),
    })),
    actionsForAll: (decisions[0]?.actions ?? [])
      .map(action => action.id)
      .filter(id => decisions.every(d => d.actions.some(a => a.id === id))),
    firstDue: due === undefined ? null : { child: due.child, deadline: due.deadline },
  }
}
