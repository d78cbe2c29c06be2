import type { Path } from '../../diagnostic.js'
import type { Audience, Exception } from '../language/rulebook.js'
import type { Stage } from '../vocabulary/stages.js'
import type { ConditionReader } from './condition-reader.js'
import type { References } from './references.js'
import type { RulebookFile } from './schema.js'

/** What a rule says who must not be held back by its stage. */
const everyone = 'everyone'

/** Whom a file's rules are for, in normal form; a faulty one is reported and left out. */
export function normaliseAudiences(
  file: RulebookFile,
  references: References,
  conditions: ConditionReader,
): readonly Audience[] {
  return Object.entries(file.appliesTo ?? {}).flatMap(([id, raw]): Audience[] => {
    const path: Path = ['appliesTo', id]
    if (id === everyone)
      references.report(
        'reserved-name',
        path,
        `\`${everyone}\` is what a rule says that is for those outside too`,
        'call these by another name, as in `children`',
      )
    const clauses = references.clauses(raw.clauses, [...path, 'clauses'])
    const interpretations = references.readings(raw.interpretation, [...path, 'interpretation'])
    const condition = conditions.outside(id)
    if (condition === null) return []
    return [
      {
        id,
        outside: { says: raw.outside.says, condition },
        throughout: raw.throughout ?? [],
        clauses,
        interpretations,
      },
    ]
  })
}

/** A rule as far as it says whom it is for. */
interface ForSomebody {
  readonly when: unknown
  readonly appliesTo?: string | undefined
}

/**
 * The exceptions of a rule that follow from whom it is for: those that it names, or else those that its stage is for. They come
 * after its own. What takes in whoever is left (`when: otherwise`) is for everyone.
 */
export function outsideOf(
  rule: ForSomebody,
  path: Path,
  stage: Stage,
  audiences: readonly Audience[],
  references: References,
): readonly Exception[] {
  const ofStage = audiences.filter(a => a.throughout.includes(stage))
  const at: Path = [...path, 'appliesTo']
  const { appliesTo } = rule
  const idle = (message: string): void => references.report('idle-applies-to', at, message, 'take `appliesTo` out here')
  if (rule.when === 'otherwise') {
    if (appliesTo !== undefined) idle('a rule with `when: otherwise` takes in whoever is left')
    return []
  }
  if (appliesTo === undefined) return ofStage.map(a => a.outside)
  if (appliesTo === everyone) {
    if (ofStage.length === 0) idle(`no rule of \`${stage}\` is held back for anybody`)
    return []
  }
  references.audience(appliesTo, at)
  if (ofStage.some(a => a.id === appliesTo)) idle(`every rule of \`${stage}\` is for \`${appliesTo}\` already`)
  return audiences.filter(a => a.id === appliesTo).map(a => a.outside)
}
