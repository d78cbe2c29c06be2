import { planOf } from './plan.mjs'

const list = (facts, name) => facts[name] ?? []

/** Whether a plain condition holds of a contact as it stands, read in the simplest way there is. */
function holds(node, contact) {
  if ('all' in node) return node.all.every(part => holds(part, contact))
  if ('any' in node) return node.any.some(part => holds(part, contact))
  if ('not' in node) return !holds(node.not, contact)
  if ('known' in node) return contact[node.known] !== undefined
  if ('flag' in node) return contact[node.flag] === true
  if ('has' in node) return list(contact, node.has).includes(node.value)
  if ('oneOf' in node) return node.values.includes(contact[node.oneOf])
  const value = contact[node.compare]
  if (value === undefined) return false
  if (node.sign === '==') return value === node.value
  if (node.sign === '<') return value < node.value
  if (node.sign === '<=') return value <= node.value
  return node.sign === '>' ? value > node.value : value >= node.value
}

/**
 * The yardstick of the guard: a loop over a rulebook's rules that walks each condition as data and counts those that hold.
 * None of the engine's code runs in it, so it stays what it was when the engine changes.
 */
export function plainLoop(rulebook) {
  const conditions = planOf(rulebook).rules.map(r => r.condition)
  return contact => {
    let count = 0
    for (const condition of conditions) if (holds(condition, contact)) count++
    return count
  }
}
