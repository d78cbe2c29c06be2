import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Cuts lines into numbered files; the number makes the order, so that merging by name is merging by place. */
export function cutIntoChunks(lines, linesAChunk, folder) {
  const [from, to] = [join(folder, 'chunks'), join(folder, 'results')]
  mkdirSync(from)
  mkdirSync(to)
  return Array.from({ length: Math.ceil(lines.length / linesAChunk) }, (_, i) => {
    const name = String(i + 1).padStart(4, '0')
    const part = lines.slice(i * linesAChunk, (i + 1) * linesAChunk)
    const chunk = { name, lines: part.length, from: join(from, `${name}.ndjson`), to: join(to, `${name}.ndjson`) }
    writeFileSync(chunk.from, `${part.join('\n')}\n`)
    return chunk
  })
}

/** The results of all chunks, in their order. */
export const merge = chunks => Buffer.concat(chunks.map(chunk => readFileSync(chunk.to)))

/** Fails where some reference does not stand in exactly one answer, or a line has no answer. */
export function checkAnswers(merged, lines, references) {
  const answers = merged.toString().trimEnd().split('\n')
  if (answers.length !== lines.length) throw new Error(`${answers.length} answers to ${lines.length} lines`)
  const times = new Map()
  for (const answer of answers) {
    const { error, reference } = JSON.parse(answer)
    if (!error) times.set(reference, (times.get(reference) ?? 0) + 1)
  }
  const wrong = references.filter(reference => times.get(reference) !== 1)
  if (wrong.length > 0 || times.size !== references.length)
    throw new Error(`not decided exactly once: ${wrong.length} contacts, the first ${wrong[0]}`)
}
