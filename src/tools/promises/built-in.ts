import type { Rulebook } from '../../rules/language/rulebook.js'
import { withAccepted } from '../findings/excuse.js'
import { concernIsLookedAt, dangerIsHarm, dangerIsLookedAt } from './danger-and-concern.js'
import { everyOutcomeCites, orderIsNothing, routeExists } from './decisions.js'
import { graverIsNotLess } from './graver.js'
import { harmIsLevel4, harmNeverWaits, higherIsNotSlower } from './harm.js'
import { outcomePromises } from './outcomes.js'
import { ownPromises } from './own.js'
import type { RulebookPromise } from './promise.js'
import { anotherConcern, anotherSign, possibleSign, protectiveSign, seenSign } from './signs.js'
import { announced, leftOut } from './unknown.js'

/** The promises that every rulebook must keep. A further one is an entry here. */
export const builtInPromises: readonly RulebookPromise[] = [
  routeExists,
  harmIsLevel4,
  harmNeverWaits,
  anotherSign,
  anotherConcern,
  leftOut,
  announced(),
  possibleSign,
  seenSign,
  protectiveSign,
  higherIsNotSlower,
  dangerIsHarm,
  dangerIsLookedAt,
  concernIsLookedAt,
  graverIsNotLess,
  orderIsNothing(),
  everyOutcomeCites(),
]

/** Every promise that a rulebook must keep, nothing accepted: the built-in ones, then its own. */
export const allPromisesOf = (rulebook: Rulebook): readonly RulebookPromise[] => [
  ...builtInPromises,
  ...outcomePromises(rulebook),
  ...ownPromises(rulebook),
]

/** Every promise that a rulebook must keep, each without what the rulebook accepts of it. */
export const promisesOf = (rulebook: Rulebook): readonly RulebookPromise[] =>
  withAccepted(rulebook, allPromisesOf(rulebook))
