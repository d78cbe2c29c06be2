/** Words that are longer are no mistyped ones, and more changes than this are no mistake of typing. */
const longestWord = 100
const mostChanges = 8

/** Edit distance with swaps (optimal string alignment), of which only `limit` and less matters: above it, any greater number. */
function distance(a: string, b: string, limit: number): number {
  const far = limit + 1
  if (Math.abs(a.length - b.length) > limit) return far
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => (j > limit ? far : j))
  let leastBefore = 0
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = new Array(b.length + 1).fill(far)
    row[0] = i > limit ? far : i
    let least = row[0]
    // Further from the diagonal than `limit` everything is too far.
    const end = Math.min(b.length, i + limit)
    for (let j = Math.max(1, i - limit); j <= end; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((previous[j] ?? far) + 1, (row[j - 1] ?? far) + 1, (previous[j - 1] ?? far) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? far) + 1)
      row[j] = best
      if (best < least) least = best
    }
    if (least > limit && leastBefore > limit) return far
    leastBefore = least
    before = previous
    previous = row
  }
  return previous[b.length] ?? far
}

/** The known word that a mistyped one was most likely meant to be, or `null`. */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > longestWord) return null
  const typed = word.toLowerCase()
  let best: string | null = null
  let least = Math.min(mostChanges, Math.max(2, Math.floor(word.length / 4))) + 1
  for (const candidate of known) {
    const d = distance(typed, candidate.toLowerCase(), least - 1)
    if (d < least) [best, least] = [candidate, d]
    if (least === 0) break
  }
  return best
}

/** How many words a hint names itself, where there is a list to be pointed to. */
const few = 14

/**
 * What a word can be, for a hint.
 * @param list where they are listed, as a sentence that names a command or a place in the file; left out, the hint lists them itself
 */
export function oneOf(known: readonly string[], list = ''): string {
  if (known.length === 0) return list === '' ? 'there is nothing that could stand here' : list
  if (known.length > few && list !== '') return list
  return `it can be ${known.map(k => `\`${k}\``).join(', ')}`
}

/** Signs of a word processor in the place of those of a keyboard. */
const plain = (word: string): string =>
  word
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .trim()

/** A hint for an unknown word that is like a known one, or `null`. */
export function nearWord(word: string, known: readonly string[]): string | null {
  const typed = plain(word)
  if (typed !== word && known.includes(typed)) return `write \`${typed}\`, with plain signs and no spaces around it`
  const near = nearest(typed, known)
  return near === null ? null : `did you mean \`${near}\`?`
}

/** A hint for an unknown word: the nearest known one, or else what to do instead, and some of what would be accepted. */
export function didYouMean(word: string, known: readonly string[], otherwise = ''): string {
  const near = nearWord(word, known)
  if (near !== null) return near
  if (otherwise === '') return oneOf(known)
  return known.length > 0 && known.length <= few ? `${otherwise}; ${oneOf(known)}` : otherwise
}
