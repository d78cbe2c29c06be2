/** The middle of a list of numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/**
 * Microseconds of processor time that the process has had, its collector and native threads included: what else runs on the
 * machine is not in it.
 */
export const processorTime = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

// One loop for those that answer at once and one for those that answer later: waiting costs too.
async function timed(way, from, count) {
  const { inputs, run } = way
  const start = processorTime()
  if (way.later) for (let i = 0; i < count; i++) await run(inputs[(from + i) % inputs.length])
  else for (let i = 0; i < count; i++) run(inputs[(from + i) % inputs.length])
  return Math.max((processorTime() - start) / count, 0.01)
}

/** So many contacts that a round takes about as long as asked for, after a warm-up. */
async function roundSize(way, milliseconds) {
  const { length } = way.inputs
  await timed(way, 0, Math.min(20, length))
  const first = await timed(way, 20, Math.min(20, length))
  await timed(way, 0, Math.min(length, Math.ceil((milliseconds * 1000) / first)))
  const warm = await timed(way, 40, Math.min(200, length, Math.ceil((milliseconds * 1000) / first)))
  return Math.max(1, Math.min(length, Math.floor((milliseconds * 1000) / warm)))
}

/**
 * Times every way in turn, round after round in one process, so that what slows the machine slows all of them.
 * A slow way takes fewer contacts a round, and other ones in each, unless every round is to take them all (`whole`): then the
 * least of the rounds of two ways are of the same contacts.
 *
 * @returns for each way the median, least and most microseconds of processor time a contact
 */
export async function interleaved(ways, { rounds, milliseconds, whole = false }) {
  const sizes = []
  for (const way of ways) sizes.push(whole ? way.inputs.length : await roundSize(way, milliseconds))
  const taken = ways.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [nth, way] of ways.entries()) {
      const size = sizes[nth]
      taken[nth].push(await timed(way, size === way.inputs.length ? 0 : round * size, size))
    }
  return ways.map(({ name }, nth) => ({
    name,
    microseconds: median(taken[nth]),
    least: Math.min(...taken[nth]),
    most: Math.max(...taken[nth]),
    contacts: sizes[nth],
    rounds: taken[nth],
  }))
}
