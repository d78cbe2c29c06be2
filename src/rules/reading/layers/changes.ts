import type { Path, Report } from '../../../diagnostic.js'
import type { LayerChange } from '../../language/rulebook.js'
import { didYouMean } from '../../suggest.js'
import type { Data } from './parts.js'
import { isData } from './parts.js'

/** What a file says about what it inherits. */
export interface LayerChanges {
  readonly overrides: readonly LayerChange[]
  readonly removes: readonly LayerChange[]
}

const sections = ['overrides', 'removes'] as const

/** The changes that a file declares; what is wrong with their shape the file's schema says. */
export function changesOf(data: Data): LayerChanges {
  const of = (section: (typeof sections)[number]): readonly LayerChange[] =>
    Object.entries(isData(data[section]) ? data[section] : {}).map(([name, entry]) => {
      const { because, clauses } = isData(entry) ? entry : {}
      return {
        of: name,
        because: typeof because === 'string' ? because : '',
        clauses: Array.isArray(clauses) ? clauses.filter((c): c is string => typeof c === 'string') : [],
      }
    })
  return { overrides: of('overrides'), removes: of('removes') }
}

/** Holds the changes of a file against what it inherits and what it says itself. */
export function checkChanges(
  { overrides, removes }: LayerChanges,
  inherited: ReadonlySet<string>,
  local: ReadonlyMap<string, Path>,
  report: Report,
): void {
  for (const section of sections)
    for (const { of } of section === 'overrides' ? overrides : removes)
      if (!inherited.has(of))
        report(
          'unknown-override',
          [section, of],
          `nothing that is inherited is called \`${of}\``,
          didYouMean(
            of,
            [...inherited],
            'name a rule by its id, anything else by its section and name, as in `teams.hub`; `thresholds show RULES --resolved` lists all',
          ),
        )
  for (const { of } of overrides)
    if (inherited.has(of) && !local.has(of))
      report(
        'nothing-in-its-place',
        ['overrides', of],
        `\`${of}\` is to be overridden, and nothing stands in its place`,
        'write your own under the same name, or put the line under `removes`',
      )
  const removed = new Set(removes.map(r => r.of))
  const overridden = new Set(overrides.map(o => o.of))
  for (const [name, path] of local) {
    if (removed.has(name))
      report(
        'inherited-already',
        path,
        `\`${name}\` is removed below, and stands here`,
        'take it out of `removes`, and say under `overrides` why yours is another',
      )
    else if (inherited.has(name) && !overridden.has(name))
      report(
        'inherited-already',
        path,
        `\`${name}\` is inherited already`,
        `leave it out to keep what is inherited; or say under \`overrides\` why yours stands in its place: \`${name}: { because: …, clauses: [ … ] }\``,
      )
  }
}
