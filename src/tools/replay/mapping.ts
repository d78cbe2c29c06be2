import * as z from 'zod'
import type { Diagnostic, Path, Report, Result } from '../../diagnostic.js'
import { keptFor } from '../../kept-for.js'
import { reportIssues } from '../../rules/reading/check-shape.js'
import { parseYaml } from '../../rules/reading/yaml-text.js'
import { didYouMean, nearest, oneOf } from '../../rules/suggest.js'
import type { FactKind, FactSpec } from '../../rules/vocabulary/fact-spec.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import { cutCell, quoteCell } from '../text/cut-text.js'

/** How the text of a cell is read; `london` is a date and time by the clocks in London, without an offset. */
export const cellTypes = ['text', 'number', 'yes-no', 'instant', 'london'] as const
export type CellType = (typeof cellTypes)[number]

/** Where one fact, or one entry of a fact that is a map, comes from. */
export interface MappedFact {
  readonly fact: string
  readonly kind: FactKind
  /** The entry of `events`, `functionalNeeds` or `consentFor`; `null` where the whole fact is meant. */
  readonly entry: string | null
  /** `null` where every contact is given the same value. */
  readonly column: string | null
  readonly always: unknown
  readonly type: CellType
  /** What the words of the export mean here; `null` as a meaning is *not known*. */
  readonly values: Readonly<Record<string, unknown>> | null
  /** What stands between the parts of a list in one cell; `null` where the fact is no list. */
  readonly split: string | null
  /** The time of a date that has none, as `00:00`; `null` where a time must be there. */
  readonly time: string | null
}

/** How the letters of CSV are written. */
export const encodings = ['utf-8', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** How the columns of an export become facts; plain data, so that it can be handed to another thread. */
export interface Mapping {
  readonly delimiter: string
  readonly encoding: Encoding
  /** The cells that say, in whatever column, that nothing is known: `NULL` of a database. */
  readonly unknown: readonly string[]
  readonly facts: readonly MappedFact[]
}

const meaning = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])
const Column = z.strictObject({
  column: z.string().min(1),
  type: z.enum(cellTypes).optional(),
  values: z.record(z.string(), meaning).optional(),
  split: z.string().min(1).optional(),
  time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'hours and minutes in quotes, such as `"00:00"`')
    .optional(),
})
const Always = z.strictObject({ always: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]) })
const MappingFile = z.strictObject({
  delimiter: z
    .string()
    .regex(/^[\t !#-/:-@[-`{-~]$/, 'one sign that is neither a letter, a digit nor a quote, such as `;` or `|`')
    .optional(),
  encoding: z.enum(encodings).optional(),
  unknown: z.array(z.string().min(1)).optional(),
  facts: z.record(z.string(), z.union([z.string().min(1), Column, Always])),
})

/** The entries of a fact that is a map. */
const entriesOf = ({ facts }: Vocabulary, name: string): readonly string[] | null => facts[name]?.inner?.names ?? null

/** Every name that a mapping can give a column for: facts, and `events.x` for the entries of facts that are maps. */
export const mappable: (vocabulary: Vocabulary) => readonly string[] = keptFor(vocabulary =>
  vocabulary.factNames
    // A list of earlier contacts fits no cell, and dates by indicator fit none either.
    .filter(name => !['earlier-contacts', 'dates-by-indicator'].includes(factOf(vocabulary, name).kind))
    .flatMap(name => entriesOf(vocabulary, name)?.map(e => `${name}.${e}`) ?? [name]),
)

const typesByKind: Readonly<Record<string, CellType>> = { boolean: 'yes-no', number: 'number', instant: 'instant' }
/** The entries of maps are times (`events`), scores (`functionalNeeds`) and words. */
const typeOf = ({ kind, inner }: FactSpec): CellType => {
  if (inner === null) return typesByKind[kind] ?? 'text'
  return inner.values.length === 0 ? 'instant' : inner.values.some(v => typeof v === 'number') ? 'number' : 'text'
}
const splitOf = ({ kind }: FactSpec): string | null => (['list', 'indicators'].includes(kind) ? ';' : null)

type Line = z.infer<typeof MappingFile>['facts'][string]

function mappedFact(vocabulary: Vocabulary, name: string, line: Line): MappedFact {
  const [fact = '', entry = null] = name.split('.')
  const spec = factOf(vocabulary, fact)
  const given = typeof line === 'string' ? { column: line } : 'column' in line ? line : null
  return {
    fact,
    kind: spec.kind,
    entry,
    column: given?.column ?? null,
    always: typeof line === 'object' && 'always' in line ? line.always : null,
    type: given?.type ?? typeOf(spec),
    values: given?.values ?? null,
    split: splitOf(spec) === null ? null : (given?.split ?? splitOf(spec)),
    time: given?.time ?? null,
  }
}

/**
 * Reads a mapping file: from the columns of a case system's export to facts.
 * @returns the mapping, or every mistake in the file with its line and column.
 */
export function readMapping(text: string, vocabulary: Vocabulary): Result<Mapping> {
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const { data, rangeOf } = parsed.value
  const diagnostics: Diagnostic[] = []
  const report: Report = (code, path, message, hint) => {
    diagnostics.push({ code, path, message, hint, range: rangeOf(path, code.startsWith('unknown') ? 'key' : 'value') })
  }
  const checked = MappingFile.safeParse(data)
  if (!checked.success) {
    reportIssues(checked.error.issues, data, keysAt, report)
    return { ok: false, diagnostics }
  }
  const { facts: lines, delimiter = ',', encoding = 'utf-8', unknown = [] } = checked.data
  for (const [name, line] of Object.entries(lines)) {
    if (!mappable(vocabulary).includes(name))
      report('unknown-fact', ['facts', name], `\`${name}\` is no fact`, factHint(vocabulary, name))
    if (typeof line === 'object' && 'time' in line && line.type !== 'london')
      report('wrong-type', ['facts', name, 'time'], '`time` goes with `type: london` alone', 'add `type: london`')
  }
  if (!('receivedAt' in lines))
    report('missing-key', ['facts'], '`receivedAt` is missing', 'name the column that says when the contact came')
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  return {
    ok: true,
    value: {
      delimiter,
      encoding,
      unknown,
      facts: Object.entries(lines).map(([n, line]) => mappedFact(vocabulary, n, line)),
    },
  }
}

const keysAt = (path: Path): readonly string[] =>
  path.length === 0 ? ['delimiter', 'encoding', 'unknown', 'facts'] : [...Object.keys(Column.shape), 'always']

function factHint(vocabulary: Vocabulary, name: string): string {
  const [first] = entriesOf(vocabulary, name) ?? []
  return first === undefined
    ? didYouMean(name, mappable(vocabulary), '`thresholds facts` lists the facts')
    : `map its entries, for instance \`${name}.${first}\``
}

/** The mapping of an export whose columns are named like the facts; a column that is no fact is a mistake. */
export function mappingOfColumns(columns: readonly string[], vocabulary: Vocabulary): Result<Mapping> {
  const diagnostics = columns
    .filter(column => !mappable(vocabulary).includes(column))
    .map((column): Diagnostic => {
      const message = `the column ${quoteCell(column)} is no fact`
      const hint = `${factHint(vocabulary, column)}; or say with a mapping file which columns are facts`
      return { code: 'unknown-fact', path: [column], message, hint, range: null }
    })
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  return {
    ok: true,
    value: {
      delimiter: ',',
      encoding: 'utf-8',
      unknown: [],
      facts: columns.map(column => mappedFact(vocabulary, column, column)),
    },
  }
}

/** The columns that a mapping names and an export has not. */
export function missingColumns(mapping: Mapping, columns: readonly string[]): readonly Diagnostic[] {
  const wanted = new Set(mapping.facts.flatMap(f => (f.column === null ? [] : [f.column])))
  return [...wanted]
    .filter(column => !columns.includes(column))
    .map(column => ({
      code: 'missing-column',
      path: [column],
      message: `the mapping names the column \`${column}\`, which the contacts do not have`,
      // Where the names are left out, what stands there is the first contact.
      hint:
        nearest(column, columns) === null
          ? oneOf(columns.map(cutCell), 'the first line of the file names its columns')
          : didYouMean(column, columns),
      range: null,
    }))
}
