import type { MessageCode } from '../../codes.js'
import type { Result } from '../../diagnostic.js'
import { deepFreeze } from '../freeze.js'
import type { Rulebook, RulebookContent } from '../language/rulebook.js'
import { excerpt } from '../visible.js'
import { faultIn } from './check-packed.js'
import type { CompactContent } from './compact.js'
import { expand } from './compact.js'
import { contentText } from './content-text.js'
import { digestOf } from './digest.js'

/** The version of the compiled form; a form of another version is refused. */
const format = 'safeguarding-thresholds/7'

/** A compiled rulebook as it lies in its file. */
interface Packed {
  readonly format: unknown
  /** The digest of `content`, as it stands there. */
  readonly digest: unknown
  /** The content as JSON text, so that it is hashed as it is stored, whatever reads and writes the file on the way. */
  readonly content: unknown
}

/** A rulebook as JSON text, for systems that start without a YAML parser. `readRulebook` reads it back. */
export function serializeRulebook(rulebook: Rulebook): string {
  const { digest, ...content } = rulebook
  return JSON.stringify({ format, digest, content: contentText(content) } satisfies Packed)
}

/** What a reader of a compiled rulebook may ask for. */
export interface ReadOptions {
  /** The digest of the rulebook that is meant, kept apart from the file: another rulebook is refused. */
  readonly expectedDigest?: string
}

/**
 * Reads a rulebook from its compiled JSON (as shipped under `safeguarding-thresholds/rules/*`).
 *
 * Nothing of what is given is kept or changed; the rulebook is frozen. The digest shows that nothing was changed by mistake since it
 * was compiled, and its parts are checked to be such as the engine relies on. Whoever means to change it can work out the digest
 * anew: that the rules are the ones you reviewed only `expectedDigest` shows.
 */
export function readRulebook(compiled: unknown, { expectedDigest }: ReadOptions = {}): Result<Rulebook> {
  const refuse = (code: MessageCode, message: string, hint: string): Result<Rulebook> => ({
    ok: false,
    diagnostics: [{ code, message, hint, path: [], range: null }],
  })
  const notCompiled = refuse(
    'not-compiled',
    'this is not a compiled rulebook',
    'give the JSON that `serializeRulebook` wrote, or load the YAML file',
  )
  const changed = refuse(
    'changed',
    'the compiled rulebook was changed after it was checked',
    'change the YAML file and compile it again',
  )
  const packed = packedIn(compiled)
  if (packed === null) return notCompiled
  if (packed.format !== format)
    return refuse(
      'other-format',
      `the rulebook was compiled in the form \`${excerpt(packed.format)}\`; this package reads \`${format}\``,
      'compile it again with this version of the package',
    )
  const { digest, content: text } = packed
  if (typeof text !== 'string' || digestOf(text) !== digest) return changed
  if (expectedDigest !== undefined && digest !== expectedDigest)
    return refuse(
      'other-digest',
      `this is another rulebook than the one expected: its digest is \`${excerpt(digest)}\``,
      'give the rulebook whose digest you expect, or review this one and expect its digest',
    )
  const content = contentOf(text)
  const fault = content === null ? 'rules' : faultIn(content)
  if (content === null || fault !== null)
    return refuse(
      'not-a-rulebook',
      `the compiled rulebook holds what no rulebook can, at \`${excerpt(fault)}\``,
      'it was not written by `serializeRulebook`: load the YAML file and compile it again',
    )
  return { ok: true, value: deepFreeze({ ...content, digest }) as unknown as Rulebook }
}

/** The parts of what was given; `null` where it is no compiled rulebook. Each is read once, since a getter may answer twice. */
function packedIn(compiled: unknown): Packed | null {
  try {
    if (typeof compiled !== 'object' || compiled === null || !('format' in compiled) || !('digest' in compiled))
      return null
    const { format: found, digest, content } = compiled as Packed
    return { format: found, digest, content }
  } catch {
    return null
  }
}

/** What a text holds, with what was left out put back; `null` where that cannot be. */
function contentOf(text: string): RulebookContent | null {
  try {
    const stored = JSON.parse(text) as CompactContent
    // A letter may stand there by its number; the writer of compiled rulebooks has no need of that.
    const plain = text.includes('\\u') ? JSON.stringify(stored) : text
    return plain.includes('"__proto__"') ? null : expand(stored)
  } catch {
    return null
  }
}
