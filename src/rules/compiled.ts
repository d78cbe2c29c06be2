import type { Result } from '../diagnostic.js'
import type { CompactContent } from './compact.js'
import { compact, expand } from './compact.js'
import { digestOf } from './digest.js'
import type { Rulebook, RulebookContent } from './rulebook.js'

/** The version of the compiled form; a form of another version is refused. */
const format = 'safeguarding-thresholds/3'

/** A rulebook as JSON text, for systems that start without a YAML parser. `readRulebook` reads it back. */
export function serializeRulebook(rulebook: Rulebook): string {
  const { digest, ...content } = rulebook
  return JSON.stringify({ format, ...compact(content), digest })
}

/**
 * Reads a rulebook from its compiled JSON (as shipped under `safeguarding-thresholds/rules/*`).
 * It was checked when it was compiled; the digest shows that nothing has been changed since.
 */
export function readRulebook(compiled: unknown): Result<Rulebook> {
  const refuse = (code: string, message: string, hint: string): Result<Rulebook> => ({
    ok: false,
    diagnostics: [{ code, message, hint, path: [], range: null }],
  })
  if (typeof compiled !== 'object' || compiled === null || !('format' in compiled) || !('digest' in compiled))
    return refuse(
      'not-compiled',
      'this is not a compiled rulebook',
      'give the JSON that `serializeRulebook` wrote, or load the YAML file',
    )
  const { format: found, digest, ...rest } = compiled as { format: unknown; digest: unknown } & CompactContent
  if (found !== format)
    return refuse(
      'other-format',
      `the rulebook was compiled in the form \`${String(found)}\`; this package reads \`${format}\``,
      'compile it again with this version of the package',
    )
  const content = expanded(rest)
  if (content === null || digestOf(content) !== digest)
    return refuse(
      'changed',
      'the compiled rulebook was changed after it was checked',
      'change the YAML file and compile it again',
    )
  return { ok: true, value: { ...content, digest } as unknown as Rulebook }
}

/** `null` where so much was changed that there is nothing to put back into. */
function expanded(content: CompactContent): RulebookContent | null {
  try {
    return expand(content)
  } catch {
    return null
  }
}
