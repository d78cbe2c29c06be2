import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Rulebook } from '../src/rules/language/rulebook.js'
import { loadRulebook } from '../src/rules/reading/load.js'
import { renderDiagnostics } from '../src/rules/reading/render-diagnostics.js'

const folder = fileURLToPath(new URL('../rules/', import.meta.url))

/** The rulebook of a text that must load. */
export function rulebookFrom(text: string, file = 'rulebook'): Rulebook {
  const loaded = loadRulebook(text)
  if (!loaded.ok) throw new Error(renderDiagnostics(loaded.diagnostics, text, file))
  return loaded.value
}

/** Every rulebook that is shipped. They are frozen through and through, so all test files of a process share them. */
export const shippedRulebooks = (): { name: string; rulebook: Rulebook }[] => [...loadedOnce()]

let loaded: readonly { name: string; rulebook: Rulebook }[] | null = null

function loadedOnce(): readonly { name: string; rulebook: Rulebook }[] {
  loaded ??= readdirSync(folder)
    .filter(
      f =>
        f.endsWith('.yaml') &&
        f !== 'england.yaml' &&
        (process.env.ONLY === undefined || f.startsWith(process.env.ONLY)),
    )
    .sort()
    .map(f => ({ name: f.slice(0, -5), rulebook: rulebookFrom(readFileSync(`${folder}${f}`, 'utf8'), f) }))
  return loaded
}

/** The rulebook of the made-up county, which shows families' history and counted signs. */
export const madeUpCounty = (): Rulebook =>
  rulebookFrom(
    readFileSync(new URL('../examples/rulebooks/made-up-county.yaml', import.meta.url), 'utf8'),
    'made-up-county.yaml',
  )
