/**
 * The slot of a fact, or the place of an indicator, by its name.
 *
 * @throws Error for a name that the program has no slot for: reading another slot instead would take it for unknown,
 * and the rule that asks about it would be silent for ever.
 */
export function slotIn(slots: ReadonlyMap<string, number>, name: string): number {
  const slot = slots.get(name)
  if (slot === undefined) throw new Error(`The compiled rulebook has no place for \`${name}\`; compile it again.`)
  return slot
}

/** The slot of the nth name of a list of the vocabulary. @throws Error where there is none. */
export function nthSlot(slots: readonly number[], nth: number): number {
  const slot = slots[nth]
  if (slot === undefined)
    throw new Error(`The compiled rulebook has no place for number ${String(nth)} of ${String(slots.length)}.`)
  return slot
}
