/** How one engine says what the engines say differently. Expressions go in and come out as text. */
export interface Dialect {
  readonly title: string
  /** So many columns a step may have. */
  readonly mostColumns: number
  /** A text in quotes. */
  readonly text: (value: string) => string
  /** A name in quotes. */
  readonly name: (name: string) => string
  readonly types: { readonly boolean: string; readonly text: string; readonly number: string; readonly list: string }
  /** Whether a cell says anything: it is neither NULL nor blank, the signs that part a list not counted. */
  readonly saysSomething: (cell: string, split: string | null) => string
  /** The word of a cell without the blanks around it. */
  readonly word: (cell: string) => string
  /** What a cell of yes or no says; NULL where it cannot be read. */
  readonly yesNo: (cell: string) => string
  readonly number: (cell: string) => string
  /** The milliseconds since 1970 UTC of a date and time with its offset; a time without a zone in a column of times is UTC. */
  readonly instant: (cell: string) => string
  /** The milliseconds of a date and time as if its clock showed UTC; `time` is that of a date alone, where it has one. */
  readonly wall: (cell: string, time: string | null) => string
  /** Of so many milliseconds since 1970, those of one o'clock on the 31st of a month of the same year. */
  readonly monthEnd: (milliseconds: string, month: number) => string
  /** The parts of a list without the blanks around them: of a list as the engine keeps it, or of a text with a sign between them. */
  readonly parts: (cell: string, split: string) => string
  /** The words of a list, each in another's place: those that a table lacks are left out. */
  readonly mapped: (list: string, table: readonly (readonly [word: string, means: string])[]) => string
  readonly list: (words: readonly string[]) => string
  readonly hasPart: (list: string, part: string) => string
  readonly size: (list: string) => string
  /** Whether a list holds none but these words. */
  readonly within: (list: string, words: readonly string[]) => string
  /** How many bits of a whole number are set. */
  readonly bits: (number: string) => string
  /** What ends a step that must be worked out before the next is. */
  readonly fence: string
}

const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`
const quotedText = (value: string): string => `'${value.replaceAll("'", "''")}'`
const blanks = String.raw`E' \t\n\r'`

const aDate = String.raw`\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2\d))`
const aTime = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?`
const anInstant = String.raw`${aDate}T${aTime}(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`
const aNumber = String.raw`-?\d+(?:\.\d+)?`

/** A date and time by a clock, year first, of one that has the year or the day first, or of a date alone. */
function yearFirst(word: string, time: string | null): string {
  const replaced = (text: string, pattern: string, by: string): string =>
    `regexp_replace(${text}, '${pattern}', '${by}')`
  const whole =
    time === null ? word : replaced(word, String.raw`^(\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{4})$`, String.raw`\1 ${time}`)
  // Days, months and hours of one digit.
  const padded = [String.raw`^(\d)/`, String.raw`/(\d)/`, String.raw` (\d):`].reduce(
    (text, pattern) => replaced(text, pattern, pattern.replace('^', '').replace(String.raw`(\d)`, String.raw`0\1`)),
    whole,
  )
  const turned = replaced(padded, String.raw`^(\d\d)/(\d\d)/(\d{4}),? `, String.raw`\3-\2-\1T`)
  return replaced(turned, String.raw`^(\d{4}-\d\d-\d\d) `, String.raw`\1T`)
}

/** A date and time with its seconds, which DuckDB wants to see. */
const withSeconds = (text: string): string =>
  `CASE WHEN substr(${text}, 17, 1) = ':' THEN ${text} ELSE substr(${text}, 1, 16) || ':00' || substr(${text}, 17) END`

const duckText = (cell: string): string => `CAST(${cell} AS VARCHAR)`
const duckWord = (cell: string): string => `trim(${duckText(cell)}, ${blanks})`

const duckdb: Dialect = {
  title: 'DuckDB',
  mostColumns: Number.POSITIVE_INFINITY,
  text: quotedText,
  name: quotedName,
  types: { boolean: 'BOOLEAN', text: 'VARCHAR', number: 'DOUBLE', list: 'VARCHAR[]' },
  // `typeof` is known before the first row is read, so that of a column of the right type nothing is turned into text.
  saysSomething: (cell, split) =>
    `CASE WHEN typeof(${cell}) = 'VARCHAR' THEN ${split === null ? `CASE WHEN ${duckText(cell)} >= '!' THEN TRUE ELSE ${duckWord(cell)} <> '' END` : `${duckWord(`replace(${duckText(cell)}, ${quotedText(split)}, '')`)} <> ''`} ELSE ${cell} IS NOT NULL END`,
  word: duckWord,
  yesNo: cell =>
    `CASE WHEN typeof(${cell}) = 'BOOLEAN' THEN TRY_CAST(${cell} AS BOOLEAN) ELSE CASE lower(${duckWord(cell)}) WHEN 'true' THEN TRUE WHEN 'yes' THEN TRUE WHEN 'false' THEN FALSE WHEN 'no' THEN FALSE END END`,
  number: cell =>
    `CASE typeof(${cell}) WHEN 'VARCHAR' THEN CASE WHEN regexp_full_match(${duckWord(cell)}, '${aNumber}') THEN TRY_CAST(${duckWord(cell)} AS DOUBLE) END WHEN 'BOOLEAN' THEN NULL ELSE TRY_CAST(${cell} AS DOUBLE) END`,
  instant: cell =>
    `CASE WHEN typeof(${cell}) = 'TIMESTAMP WITH TIME ZONE' THEN epoch_ms(TRY_CAST(${cell} AS TIMESTAMPTZ)) WHEN typeof(${cell}) LIKE 'TIMESTAMP%' THEN epoch_ms(TRY_CAST(${cell} AS TIMESTAMP)) WHEN regexp_full_match(${duckWord(cell)}, '${anInstant}') THEN epoch_ms(TRY_CAST(${withSeconds(duckWord(cell))} AS TIMESTAMPTZ)) END`,
  wall: (cell, time) => {
    const text = yearFirst(duckWord(cell), time)
    return `CASE WHEN typeof(${cell}) = 'TIMESTAMP WITH TIME ZONE' THEN epoch_ms(TRY_CAST(${cell} AS TIMESTAMPTZ)) WHEN typeof(${cell}) LIKE 'TIMESTAMP%' THEN epoch_ms(TRY_CAST(${cell} AS TIMESTAMP)) WHEN regexp_full_match(${text}, '${aDate}T${aTime}') THEN epoch_ms(TRY_CAST(${withSeconds(text)} AS TIMESTAMP)) END`
  },
  monthEnd: (milliseconds, month) =>
    `epoch_ms(make_timestamp(CAST(year(epoch_ms(${milliseconds})) AS BIGINT), ${month}, 31, 1, 0, 0.0))`,
  parts: (cell, split) =>
    `CASE WHEN typeof(${cell}) = 'VARCHAR' THEN list_filter(list_transform(string_split(${duckText(cell)}, ${quotedText(split)}), lambda x: trim(x, ${blanks})), lambda x: x <> '') ELSE TRY_CAST(${cell} AS VARCHAR[]) END`,
  mapped: (list, table) =>
    `flatten(list_transform(${list}, lambda x: CASE x${byWord(table, words => `[${words}]`, quotedText)} ELSE [] END))`,
  list: words => `CAST([${words.map(quotedText).join(', ')}] AS VARCHAR[])`,
  hasPart: (list, part) => `list_contains(${list}, ${quotedText(part)})`,
  size: list => `len(${list})`,
  within: (list, words) =>
    `(list_has_all([${words.map(quotedText).join(', ')}], ${list}) AND list_count(${list}) = len(${list}))`,
  bits: number => `CAST(bit_count(${number}) AS INTEGER)`,
  fence: '',
}

/** `WHEN 'word' THEN …` for each word of a table, with all that it means. */
function byWord(
  table: readonly (readonly [string, string])[],
  list: (words: string) => string,
  text: (value: string) => string,
): string {
  const words = new Map<string, string[]>()
  for (const [word, means] of table) words.set(word, [...(words.get(word) ?? []), means])
  return [...words].map(([word, means]) => ` WHEN ${text(word)} THEN ${list(means.map(text).join(', '))}`).join('')
}

/** Backslashes are signs like others, however the server is set. */
const postgresText = (value: string): string =>
  value.includes('\\') ? `E${quotedText(value.replaceAll('\\', '\\\\'))}` : quotedText(value)
const postgresWord = (cell: string): string => `btrim(CAST(${cell} AS text), ${blanks})`
const leapDay = (word: string): string =>
  `(substr(${word}, 6, 5) <> '02-29' OR (CAST(substr(${word}, 1, 4) AS integer) % 4 = 0 AND (CAST(substr(${word}, 1, 4) AS integer) % 100 <> 0 OR CAST(substr(${word}, 1, 4) AS integer) % 400 = 0)))`
const milliseconds = (time: string): string => `CAST(floor(extract(epoch FROM ${time}) * 1000) AS bigint)`
const postgresArray = (words: readonly string[]): string =>
  `CAST(ARRAY[${words.map(postgresText).join(', ')}] AS text[])`

const postgres: Dialect = {
  title: 'PostgreSQL',
  mostColumns: 1600,
  text: postgresText,
  name: quotedName,
  types: { boolean: 'boolean', text: 'text', number: 'double precision', list: 'text[]' },
  saysSomething: (cell, split) =>
    `${split === null ? postgresWord(cell) : postgresWord(`replace(CAST(${cell} AS text), ${postgresText(split)}, '')`)} <> ''`,
  word: postgresWord,
  yesNo: cell =>
    `CASE lower(${postgresWord(cell)}) WHEN 'true' THEN TRUE WHEN 'yes' THEN TRUE WHEN 'false' THEN FALSE WHEN 'no' THEN FALSE END`,
  number: cell =>
    `CASE WHEN ${postgresWord(cell)} ~ ${postgresText(`^${aNumber}$`)} THEN CAST(${postgresWord(cell)} AS double precision) END`,
  instant: cell =>
    `CASE WHEN pg_typeof(${cell}) = 'timestamptz'::regtype THEN ${milliseconds(`CAST(CAST(${cell} AS text) AS timestamptz)`)} WHEN pg_typeof(${cell}) = 'timestamp'::regtype THEN ${milliseconds(`CAST(CAST(${cell} AS text) AS timestamp)`)} WHEN ${postgresWord(cell)} ~ ${postgresText(`^${anInstant}$`)} AND substr(${postgresWord(cell)}, 1, 4) <> '0000' THEN CASE WHEN ${leapDay(postgresWord(cell))} THEN ${milliseconds(`CAST(${postgresWord(cell)} AS timestamptz)`)} END END`,
  wall: (cell, time) => {
    const text = yearFirst(postgresWord(cell), time)
    return `CASE WHEN pg_typeof(${cell}) = 'timestamptz'::regtype THEN ${milliseconds(`CAST(CAST(${cell} AS text) AS timestamptz)`)} WHEN pg_typeof(${cell}) = 'timestamp'::regtype THEN ${milliseconds(`CAST(CAST(${cell} AS text) AS timestamp)`)} WHEN ${text} ~ ${postgresText(`^${aDate}T${aTime}$`)} AND substr(${text}, 1, 4) <> '0000' THEN CASE WHEN ${leapDay(text)} THEN ${milliseconds(`CAST(${text} AS timestamp)`)} END END`
  },
  monthEnd: (ms, month) =>
    milliseconds(
      `make_timestamp(CAST(extract(year FROM to_timestamp(${ms} / 1000.0) AT TIME ZONE 'UTC') AS integer), ${month}, 31, 1, 0, 0)`,
    ),
  parts: (cell, split) =>
    `CASE WHEN pg_typeof(${cell}) IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype) THEN ARRAY(SELECT btrim(x, ${blanks}) FROM unnest(string_to_array(CAST(${cell} AS text), ${postgresText(split)})) AS part(x) WHERE btrim(x, ${blanks}) <> '') ELSE CAST(CAST(${cell} AS text) AS text[]) END`,
  mapped: (list, table) =>
    `CASE WHEN ${list} IS NOT NULL THEN ARRAY(SELECT means FROM unnest(${list}) AS part(x) JOIN (VALUES ${table.map(([word, means]) => `(${postgresText(word)}, ${postgresText(means)})`).join(', ')}) AS said(word, means) ON said.word = x) END`,
  list: postgresArray,
  hasPart: (list, part) => `${postgresText(part)} = ANY (${list})`,
  size: list => `cardinality(${list})`,
  within: (list, words) => `(${list} <@ ${postgresArray(words)} AND array_position(${list}, NULL) IS NULL)`,
  bits: number => `CAST(bit_count(CAST(${number} AS bit(64))) AS integer)`,
  // Without it PostgreSQL puts a column's expression wherever the column is read, and works it out each time.
  fence: ' OFFSET 0',
}

/** The engines that a query can be written for, the one that is meant where none is named first. */
export const dialects = { duckdb, postgres } as const
export type DialectName = keyof typeof dialects
