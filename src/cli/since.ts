import type { Rulebook } from '../rules/language/rulebook.js'
import { loadRulebook } from '../rules/reading/load.js'
import type { Alternative, AlternativeCoverage } from '../tools/cases/alternatives.js'
import { alternativeCoverage } from '../tools/cases/alternatives.js'
import type { TreatedDifferently } from '../tools/changes/treated-differently.js'
import { treatedDifferently } from '../tools/changes/treated-differently.js'
import { tellingContacts } from '../tools/contacts/telling-contacts.js'
import { studyOf } from '../tools/findings/study.js'
import { committed } from './git.js'
import { layersBeside } from './layers-beside.js'
import { namedRulebook } from './named-rulebook.js'

/** An earlier version of a rulebook. */
interface Earlier {
  readonly name: string
  readonly rulebook: Rulebook
}

/** What has changed since an earlier version. */
export interface Since {
  /** The version, as the reader knows it. */
  readonly name: string
  readonly children: TreatedDifferently
  /** Alternatives and values that nothing tried needs, and that were needed before, or were not there. */
  readonly idle: readonly Alternative[]
}

/** How many contacts are drawn from each version, beside those that are led towards what differs. */
const drawn = 400

/** The version that a file is compared with: the one that is named, or else the last commit of the file, where there is one and it loads. */
export function earlierVersion(file: string, text: string, named: string | undefined): Earlier | null {
  if (named !== undefined) return { name: named, rulebook: namedRulebook(named) }
  const found = committed(file)
  if (found === null || found.text === text) return null
  const loaded = loadRulebook(found.text, layersBeside(file))
  return loaded.ok ? { name: `the last commit (${found.revision})`, rulebook: loaded.value } : null
}

/**
 * Who is treated differently since an earlier version, and what of the conditions is needed no more; `null` where the two decide
 * by the same.
 */
export function changesSince(
  { name, rulebook: before }: Earlier,
  after: Rulebook,
  now: AlternativeCoverage,
  seed: number,
): Since | null {
  if (before.digest === after.digest) return null
  const children = treatedDifferently(before, after, tellingContacts(before, after, drawn), 'generated')
  const was = alternativeCoverage(
    before,
    before.examples,
    studyOf(before, seed).seen.map(s => s.trace),
  )
  const idleBefore = new Set(was.notNeeded.map(a => a.says))
  return { name, children, idle: now.notNeeded.filter(a => !idleBefore.has(a.says)) }
}
