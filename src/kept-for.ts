/** Makes something of each object once and keeps it for as long as the object is there. */
export function keptFor<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const kept = new WeakMap<K, V>()
  return of => {
    const before = kept.get(of)
    if (before !== undefined) return before
    const made = make(of)
    kept.set(of, made)
    return made
  }
}
