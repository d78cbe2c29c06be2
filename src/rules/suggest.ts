/** Edit distance with swaps (optimal string alignment), cut short at `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? limit + 1
}

/** The known word that a mistyped one was most likely meant to be, or `null`. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const limit = Math.max(2, Math.floor(word.length / 4))
  let best: string | null = null
  let least = limit + 1
  for (const candidate of known) {
    const d = distance(word.toLowerCase(), candidate.toLowerCase(), least)
    if (d < least) [best, least] = [candidate, d]
  }
  return best
}

/** What a word can be, for a hint: the words themselves where they are few. */
export function oneOf(known: readonly string[]): string {
  return known.length > 0 && known.length <= 14
    ? `it can be ${known.map(k => `\`${k}\``).join(', ')}`
    : 'see the guide to the rulebook language for what it can be'
}

/** A hint for an unknown word: the nearest known one, or else what to do instead, and some of what would be accepted. */
export function didYouMean(word: string, known: readonly string[], otherwise = ''): string {
  const near = nearest(word, known)
  if (near !== null) return `did you mean \`${near}\`?`
  return (
    [otherwise, known.length > 0 && known.length <= 14 ? oneOf(known) : ''].filter(x => x !== '').join('; ') ||
    oneOf(known)
  )
}
