import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Rulebook } from '../rules/language/rulebook.js'
import { readCases } from '../tools/cases/read-cases.js'
import type { FiledCase } from '../tools/cases/run-cases.js'
import { mistakesIn } from './mistakes.js'
import { textOf } from './named-rulebook.js'
import { packageFolder } from './package-folder.js'
import { authorities, rulebookOf } from './rulebooks.js'

/** The cases of a file. */
export function casesIn(file: string): readonly FiledCase[] {
  const text = textOf(file)
  const read = readCases(text)
  if (!read.ok) throw mistakesIn(read.diagnostics, text, file)
  return read.value.map(c => ({ ...c, from: file }))
}

/** Cases that come with this package, and for which rulebook they were written. */
export interface ShippedCases {
  readonly authority: string
  readonly cases: readonly FiledCase[]
}

/** The cases that come with this package for a rulebook of its own, or for the one that a rulebook was made from; `null` where there are none. */
export function shippedCases(rulebook: Rulebook): ShippedCases | null {
  const authority = madeFrom(rulebook)
  const folder = join(packageFolder(), 'test', 'cases')
  if (authority === null || !existsSync(folder)) return null
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    file => file.split(/[\\/]/).at(-1) === `${authority}.yaml`,
  )
  const cases = files
    .sort()
    .flatMap(file => casesIn(join(folder, file)).map(c => ({ ...c, from: `test/cases/${file.replaceAll('\\', '/')}` })))
  return { authority, cases }
}

/** How many of its rules a rulebook shares with the one that it was made from, at least. */
const shared = 0.5

/** The shipped rulebook that a rulebook is, or was made from: it has its authority's id, or most of its rules. */
function madeFrom(rulebook: Rulebook): string | null {
  const known = authorities()
  if (known.includes(rulebook.authority)) return rulebook.authority
  const ids = new Set(rulebook.rules.map(r => r.id))
  const likeness = (authority: string): number => {
    const { rules } = rulebookOf(authority)
    return rules.filter(r => ids.has(r.id)).length / Math.max(rules.length, 1)
  }
  const [nearest] = known.map(name => ({ name, like: likeness(name) })).sort((a, b) => b.like - a.like)
  return nearest && nearest.like >= shared ? nearest.name : null
}
