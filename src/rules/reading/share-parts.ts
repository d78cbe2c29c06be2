import type { Condition } from '../language/condition.js'
import { allOf, anyOf, sizeOf } from '../language/condition.js'

/** From so many tests on a part that several alternatives share is written once, so that nested definitions do not multiply. */
const large = 150

type Join = 'any' | 'all'

/**
 * Several conditions joined. A large part that stands in more than one of them stands once in what results: of `(D and a) or (D and
 * b)` comes `D and (a or b)`, which is true, false and unknown of the same contacts; and the other way round for `all`.
 */
export function joined(join: Join, parts: readonly Condition[]): Condition {
  const plain = join === 'any' ? anyOf : allOf
  const common = sharedPart(join, parts)
  if (common === null) return plain(parts)
  const inner = opposite(join)
  const rests = parts.filter(p => holds(inner, p, common)).map(p => without(inner, p, common))
  const others = parts.filter(p => !holds(inner, p, common))
  // Where one of them says nothing else, the others add nothing to it.
  const factored = rests.some(rest => rest.length === 0)
    ? common
    : pair(
        inner,
        common,
        joined(
          join,
          rests.map(rest => (inner === 'all' ? allOf(rest) : anyOf(rest))),
        ),
      )
  return others.length === 0 ? factored : joined(join, [factored, ...others])
}

const opposite = (join: Join): Join => (join === 'any' ? 'all' : 'any')

/** Two conditions joined, and neither taken apart: each keeps being the object that others may share. */
const pair = (join: Join, a: Condition, b: Condition): Condition => (join === 'all' ? { all: [a, b] } : { any: [a, b] })

/** What a condition joins so: itself, where it joins nothing so. */
const joinedIn = (join: Join, part: Condition): readonly Condition[] =>
  join in part ? (part as Readonly<Record<Join, readonly Condition[]>>)[join] : [part]

const holds = (join: Join, part: Condition, piece: Condition): boolean =>
  part === piece || joinedIn(join, part).includes(piece)

const without = (join: Join, part: Condition, piece: Condition): readonly Condition[] =>
  part === piece ? [] : joinedIn(join, part).filter(one => one !== piece)

/** The largest part that more than one condition holds; `null` where there is none that is large. */
function sharedPart(join: Join, parts: readonly Condition[]): Condition | null {
  const counts = new Map<Condition, number>()
  for (const part of parts)
    for (const piece of new Set([part, ...joinedIn(opposite(join), part)]))
      if (sizeOf(piece) >= large) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  const [found] = [...counts].filter(([, count]) => count > 1).sort(([a], [b]) => sizeOf(b) - sizeOf(a))
  return found?.[0] ?? null
}
