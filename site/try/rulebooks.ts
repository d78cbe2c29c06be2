import { authorities, modules } from 'try:rulebooks'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { readRulebook } from '../../src/rules/packed/packed.js'

export { authorities }

const loaded = new Map<string, Promise<Rulebook>>()

/** An authority's rulebook, which the browser loads when it is first wanted and then keeps. */
export function loadRulebook(authority: string): Promise<Rulebook> {
  const known = loaded.get(authority) ?? load(authority)
  loaded.set(authority, known)
  // What failed is tried again when it is next wanted.
  known.catch(() => loaded.delete(authority))
  return known
}

async function load(authority: string): Promise<Rulebook> {
  const module = await modules[authority]?.()
  const read = readRulebook(module === undefined ? undefined : await unpack(module.default))
  if (!read.ok) throw new Error(read.diagnostics[0]?.message)
  return read.value
}

/** The JSON that was packed with gzip and written in base 64. */
async function unpack(packed: string): Promise<unknown> {
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0))
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
  return JSON.parse(text)
}
