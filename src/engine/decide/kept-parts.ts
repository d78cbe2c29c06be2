/** How many more parts of decisions may still be kept: whatever contacts hold, there is an end to it. */
export interface Allowance {
  left: number
}

/** Something that is made once, by the path of the parts that it follows from. */
export interface KeptPath<K, V> {
  readonly next: Map<K, KeptPath<K, V>>
  /** A number of its own among the paths of one allowance. */
  readonly number: number
  made: V | null
}

export const newPath = <K, V>(number: number): KeptPath<K, V> => ({ next: new Map(), number, made: null })

/** The end of a path along the first so many parts; `null` where it is new and no more may be kept. */
export function follow<K, V>(
  from: KeptPath<K, V>,
  parts: readonly K[],
  count: number,
  allowance: Allowance,
): KeptPath<K, V> | null {
  let at = from
  for (let nth = 0; nth < count; nth++) {
    const part = parts[nth] as K
    let next = at.next.get(part)
    if (next === undefined) {
      if (allowance.left <= 0) return null
      next = newPath(--allowance.left)
      at.next.set(part, next)
    }
    at = next
  }
  return at
}
