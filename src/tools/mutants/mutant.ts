import type { Path } from '../../diagnostic.js'
import type { Edit } from './edit.js'

/** The kinds of slip that a rulebook is broken by, each in words. */
export const slips = {
  level: 'a level off by one',
  operator: 'an operator turned',
  'may-be': '`mayBe` left out',
  count: 'a count changed by one',
  age: 'an age bound moved by one',
  number: 'another number off by one',
  clause: 'a clause of a condition dropped',
  exception: '`unless` dropped',
  rule: 'a rule removed',
  priority: 'two neighbours of an ordered list exchanged',
  duration: 'a duration changed',
  unit: "a duration's unit changed",
  start: "a clock's start changed",
  window: 'an opening or an earlier end dropped',
  governs: 'whether a deadline governs',
  consent: 'a consent requirement changed',
  giver: 'who may consent changed',
  team: 'a team swapped',
  destination: 'a destination swapped',
  entry: 'an entry swapped',
  basis: 'a basis changed',
  rating: 'a rating changed',
  strength: 'a strength changed',
  action: 'an action dropped',
  also: 'a team to tell dropped',
  notice: 'a notice dropped',
  'indicator-level': "an indicator's level off by one",
  'indicator-concern': "an indicator's concern dropped",
  'indicator-condition': "an indicator's condition dropped or changed",
  'indicator-group': "an indicator's group dropped",
  'indicator-ages': 'an age band moved by one',
  bullet: "an indicator's bullet dropped",
} as const satisfies Record<string, string>

export type Slip = keyof typeof slips

/** A rulebook's file with one thing broken. */
export interface Mutant {
  readonly slip: Slip
  /** The rule, definition, indicator or deadline that was broken. */
  readonly of: string
  /** Where in the file. */
  readonly path: Path
  /** What was broken, in one sentence. */
  readonly says: string
  readonly edit: Edit
}

/** A change before it is known where it stands. */
export interface Slipped {
  readonly slip: Slip
  readonly says: string
  readonly edit: Edit
}
