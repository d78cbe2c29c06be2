import type { Rulebook } from '../../../rules/language/rulebook.js'

/** Where a rule comes from, and why it stands there, in words; `null` where that goes without saying: beside what is the nation's, everything is the rulebook's own. */
export function originWords({ layering }: Rulebook, rule: string): string | null {
  if (layering === null) return null
  const from = layering.inherited[rule]
  const layer = layering.layers.find(l => l.id === from)
  if (layer !== undefined) return `Inherited from ${layer.name}`
  const change = layering.overrides.find(o => o.of === rule)
  if (change !== undefined) return `Local, in the place of what is inherited: ${change.because}`
  return layering.layers.every(l => l.id === 'england') ? null : 'Local'
}
