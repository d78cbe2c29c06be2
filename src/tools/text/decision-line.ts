import type { Decision } from '../../engine/decide/decision.js'
import { visibleJson } from '../../rules/visible.js'

/** What was written of parts that decisions share. They are frozen, whole, so what was written of them stays true. */
const written = new WeakMap<object, string>()

function partOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !Object.isFrozen(value)) return visibleJson(value)
  const before = written.get(value)
  if (before !== undefined) return before
  const text = visibleJson(value)
  written.set(value, text)
  return text
}

/** A decision as one line of JSON, the text that `visibleJson` gives of it: parts that were written before are not written anew. */
export function decisionLine(decision: Decision): string {
  let line = ''
  for (const [key, value] of Object.entries(decision)) {
    if (value === undefined) continue
    const text = Array.isArray(value) && !Object.isFrozen(value) ? `[${value.map(partOf).join(',')}]` : partOf(value)
    line += `${line === '' ? '{' : ','}${JSON.stringify(key)}:${text}`
  }
  return `${line}}`
}
