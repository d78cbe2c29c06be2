import type { RulebookContent } from '../language/rulebook.js'
import { compact } from './compact.js'

/**
 * A rulebook's content as the text that a compiled rulebook stores and that its digest is taken of: without what goes without saying.
 * Entries are read into parts of one shape each, so that the order of an entry's keys in the file does not count; the order of names
 * (of facts, of teams, of clauses) is the file's, and counts, since lists and pages follow it.
 */
export const contentText = (content: RulebookContent): string => JSON.stringify(compact(content))
