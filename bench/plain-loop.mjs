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

/** What a reason would hold of a plain condition: a copy of what it asks, with what the contact says. */
function copied(node, contact) {
  if ('all' in node) return { all: node.all.map(part => copied(part, contact)) }
  if ('any' in node) return { any: node.any.map(part => copied(part, contact)) }
  if ('not' in node) return { not: copied(node.not, contact) }
  return { ...node, said: contact[node.known ?? node.flag ?? node.has ?? node.oneOf ?? node.compare] ?? null }
}

/**
 * The yardstick of the guard: a loop over a rulebook's rules that reads a contact from its text, walks each condition as
 * data and copies those that hold. None of the engine's code runs in it, so it stays what it was when the engine changes;
 * and it makes and reads objects as a decision does, so that a machine with a busy memory slows both alike.
 */
export function plainLoop(rulebook) {
  const conditions = planOf(rulebook).rules.map(r => r.condition)
  return contact => {
    const read = JSON.parse(JSON.stringify(contact))
    return conditions.filter(condition => holds(condition, read)).map(condition => copied(condition, read))
  }
}
