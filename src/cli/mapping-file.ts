import type { Vocabulary } from '../rules/vocabulary/vocabulary.js'
import type { Mapping } from '../tools/replay/mapping.js'
import { readMapping } from '../tools/replay/mapping.js'
import { mistakesIn } from './mistakes.js'
import { textOf } from './named-rulebook.js'

/** The mapping of a file: which columns of an export are which facts. @throws Misuse with every mistake in it */
export function mappingFrom(path: string, vocabulary: Vocabulary): Mapping {
  const text = textOf(path)
  const read = readMapping(text, vocabulary)
  if (read.ok) return read.value
  throw mistakesIn(read.diagnostics, text, path, 'The mapping was not read.')
}
