import type { Result } from '../../diagnostic.js'
import { deepFreeze } from '../freeze.js'
import type { Rulebook, RulebookContent } from '../language/rulebook.js'
import { excerpt } from '../visible.js'
import { faultIn } from './check-packed.js'
import type { CompactContent } from './compact.js'
import { compact, expand } from './compact.js'
import { digestOf } from './digest.js'

/** The version of the compiled form; a form of another version is refused. */
const format = 'safeguarding-thresholds/7'

/** A rulebook as JSON text, for systems that start without a YAML parser. `readRulebook` reads it back. */
export function serializeRulebook(rulebook: Rulebook): string {
  const { digest, ...content } = rulebook
  return JSON.stringify({ format, ...compact(content), digest })
}

/** What a reader of a compiled rulebook may ask for. */
export interface ReadOptions {
  /** The digest of the rulebook that is meant, kept apart from the file: another rulebook is refused. */
  readonly expectedDigest?: string
}

/**
 * Reads a rulebook from its compiled JSON (as shipped under `safeguarding-thresholds/rules/*`).
 *
 * The JSON is copied, and the copy frozen. Its digest shows that nothing was changed by mistake since it was compiled, and its parts
 * are checked to be such as the engine relies on. Whoever means to change it can work out the digest anew: that the rules are the
 * ones you reviewed only `expectedDigest` shows.
 */
export function readRulebook(compiled: unknown, { expectedDigest }: ReadOptions = {}): Result<Rulebook> {
  const refuse = (code: string, message: string, hint: string): Result<Rulebook> => ({
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
  const envelope = envelopeOf(compiled)
  if (envelope === null) return notCompiled
  if (envelope.format !== format)
    return refuse(
      'other-format',
      `the rulebook was compiled in the form \`${excerpt(envelope.format)}\`; this package reads \`${format}\``,
      'compile it again with this version of the package',
    )
  const stored = contentOf(compiled)
  if (stored === null || digestOf(stored) !== envelope.digest) return changed
  if (expectedDigest !== undefined && envelope.digest !== expectedDigest)
    return refuse(
      'other-digest',
      `this is another rulebook than the one expected: its digest is \`${excerpt(envelope.digest)}\``,
      'give the rulebook whose digest you expect, or review this one and expect its digest',
    )
  const content = expanded(stored)
  const fault = content === null ? 'rules' : faultIn(content)
  if (content === null || fault !== null)
    return refuse(
      'not-a-rulebook',
      `the compiled rulebook holds what no rulebook can, at \`${excerpt(fault)}\``,
      'it was not written by `serializeRulebook`: load the YAML file and compile it again',
    )
  return { ok: true, value: deepFreeze({ ...content, digest: envelope.digest }) as unknown as Rulebook }
}

/** What every compiled rulebook says of itself; `null` where it is none. */
function envelopeOf(compiled: unknown): { readonly format: unknown; readonly digest: unknown } | null {
  try {
    if (typeof compiled !== 'object' || compiled === null || !('format' in compiled) || !('digest' in compiled))
      return null
    const { format: found, digest } = compiled
    return { format: found, digest }
  } catch {
    return null
  }
}

/** The content as it is stored, copied; `null` where it is no plain data. */
function contentOf(compiled: unknown): CompactContent | null {
  try {
    // Written and read again it is plain data of its own, whatever was given.
    const text = JSON.stringify(compiled)
    if (text.includes('"__proto__"')) return null
    const {
      format: _,
      digest: __,
      ...content
    } = JSON.parse(text) as { readonly format: unknown; readonly digest: unknown } & CompactContent
    return content
  } catch {
    return null
  }
}

/** `null` where there is nothing to put back into what was left out. */
function expanded(content: CompactContent): RulebookContent | null {
  try {
    return expand(content)
  } catch {
    return null
  }
}
