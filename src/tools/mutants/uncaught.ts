import type { Rulebook } from '../../rules/language/rulebook.js'
import { chanceFrom } from '../contacts/chance.js'
import type { Mutant } from './mutant.js'
import type { Catcher, MutationTest } from './mutation-test.js'
import type { TellingContact } from './telling-contact.js'
import { tellingContact } from './telling-contact.js'

/** A slip that nothing catches. */
export interface Uncaught {
  readonly mutant: Mutant
  /** The contact that shows it most dangerously; `null` where nothing that was tried comes out otherwise. */
  readonly shown: TellingContact | null
  /** Whether `check` was asked for it as well: that takes seconds for each, and the time may have been up. */
  readonly checked: boolean
}

/** What came of breaking a rulebook in as many places as there was time for. */
export interface UncaughtReport {
  readonly mutants: number
  readonly tried: number
  readonly caughtBy: Readonly<Partial<Record<Catcher, number>>>
  /** What protects less first; at the end what changes nothing that was tried. */
  readonly uncaught: readonly Uncaught[]
}

export interface UncaughtOptions {
  readonly seed: number
  /** How many contacts are drawn to show a slip, beside those that are led towards it. */
  readonly drawn: number
  /** Whether there is time for another slip, and for asking `check` about another. */
  readonly time: { readonly toTry: () => boolean; readonly toCheck: () => boolean }
  readonly progress?: (tried: number, of: number, uncaught: number) => void
}

/**
 * Breaks a rulebook in every small way, in an order drawn from the seed, and gathers what neither cases, nor promises, nor what
 * `check` finds would notice.
 */
export function uncaughtSlips(rulebook: Rulebook, test: MutationTest, options: UncaughtOptions): UncaughtReport {
  const { seed, drawn, time, progress } = options
  const order = chanceFrom(seed).shuffle(test.mutants)
  const caughtBy: Partial<Record<Catcher, number>> = {}
  const count = (by: Catcher): void => {
    caughtBy[by] = (caughtBy[by] ?? 0) + 1
  }
  const found: (Uncaught & { readonly rank: number })[] = []
  let tried = 0
  for (const mutant of order) {
    if (tried > 0 && !time.toTry()) break
    tried++
    const { caughtBy: by } = test.judge(mutant)
    const broken = by === null ? test.rulebookOf(mutant) : null
    if (by !== null) count(by)
    else if (broken) {
      const shown = tellingContact(rulebook, broken, drawn, {
        id: `${rulebook.authority}-slip-${tried}`,
        title: `Notices that ${mutant.says}`.replaceAll('`', ''),
      })
      found.push({ mutant, shown, checked: false, rank: shown?.rank ?? Number.POSITIVE_INFINITY })
    }
    progress?.(tried, order.length, found.length)
  }
  // The most dangerous first, so that these are looked at before the time is up.
  found.sort((a, b) => a.rank - b.rank || order.indexOf(a.mutant) - order.indexOf(b.mutant))
  const uncaught = found.flatMap(({ mutant, shown }): Uncaught[] => {
    if (!time.toCheck()) return [{ mutant, shown, checked: false }]
    if (test.findingOf(mutant) === null) return [{ mutant, shown, checked: true }]
    count('finding')
    return []
  })
  return { mutants: order.length, tried, caughtBy, uncaught }
}
