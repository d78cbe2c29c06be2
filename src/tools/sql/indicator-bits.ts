import type { IndicatorCount } from '../../engine/compile/counts.js'
import type { Program } from '../../engine/compile/program.js'
import type { Condition } from '../../rules/language/condition.js'
import type { Columns } from './columns.js'
import type { Asked } from './conditions.js'
import type { Dialect } from './dialects.js'
import type { GivenFacts, Wrong } from './given-facts.js'
import type { Sql } from './sql-text.js'
import { allOfThem, anyOfThem, joined, raw, sql } from './sql-text.js'

/** So many indicators stand in one whole number of 64 bits, its sign left alone. */
const bitsOfWord = 60

/** Bits, word by word: 0 where no bit of a word is meant. */
type Mask = readonly bigint[]

/** What rules read of the indicators, each of which is a bit: of the words that say which are present, and which are absent. */
export interface Signs {
  /** An indicator, a count of them, or the concerns; `null` where the name is none of these. */
  readonly ask: (name: string) => Asked | null
  /** What makes a row unreadable: an indicator that the rulebook has not, or that is given as present and as absent. */
  readonly wrong: () => readonly Wrong[]
  /** The common tables that the words come from; `null` where nothing asked for an indicator. */
  readonly tables: () => SignTables | null
}

export interface SignTables {
  /** Every indicator with its word and its bit: the rows of a table `sign(id, word, bit)`. */
  readonly codes: readonly (readonly [id: string, word: number, bit: number])[]
  /** How many words there are. */
  readonly words: number
  /** The columns with the lists: those present, and those absent, where the table has one. */
  readonly lists: readonly { readonly name: 'present' | 'absent'; readonly column: Sql }[]
}

export function signsOf(
  dialect: Dialect,
  program: Program,
  given: GivenFacts,
  { column }: Columns,
  conditionOf: (condition: Condition) => Sql,
  concernsGiven: () => Asked,
): Signs {
  const { indicators, indicatorCounts, conditional } = program
  const order = bitOrder(program)
  const wordCount = Math.ceil(indicators.length / bitsOfWord)
  const words = Array.from({ length: wordCount }, (_, w) => w)
  let used = false

  const maskOf = (places: readonly number[]): Mask => {
    const mask = words.map(() => 0n)
    for (const place of places) {
      const bit = order[place] ?? 0
      const w = Math.floor(bit / bitsOfWord)
      mask[w] = (mask[w] ?? 0n) | (1n << BigInt(bit % bitsOfWord))
    }
    return mask
  }
  /** For each word of which a mask means a bit. */
  const perWord = (mask: Mask, f: (word: number, bits: bigint) => Sql): readonly Sql[] =>
    mask.flatMap((bits, w) => (bits === 0n ? [] : [f(w, bits)]))
  const meets = (of: (word: number) => Sql, mask: Mask): Sql =>
    anyOfThem(perWord(mask, (w, bits) => sql`(${of(w)} & ${String(bits)}) <> 0`))

  const lists = (['indicators', 'indicatorsAbsent'] as const).filter(given.has)
  /** The words as the lists give them. They are there in the step after the lists: that is where they are joined. */
  const listed = (list: (typeof lists)[number], w: number): Sql => {
    used = true
    const { step } = given.columnFor(list)
    if (!lists.includes(list)) return raw('CAST(0 AS BIGINT)')
    const name = list === 'indicators' ? 'present' : 'absent'
    return column(`${name} ${w}`, { text: `coalesce(${name}.w${w}, 0)`, step })
  }

  /** The conditional indicators, by what they turn on. */
  const groups = conditionGroups().map(({ condition, places }) => ({ condition, mask: maskOf(places) }))
  const turning = (w: number) => groups.filter(({ mask }) => (mask[w] ?? 0n) !== 0n)
  const countsWhere = (group: (typeof groups)[number]): Sql =>
    column('the indicator counts', conditionOf(group.condition))
  /** Those that count as present: of the conditional ones where their condition holds. */
  const present = (w: number): Sql => {
    const all = listed('indicators', w)
    if (turning(w).length === 0) return all
    const always = ~turning(w).reduce((bits, { mask }) => bits | (mask[w] ?? 0n), 0n) & ((1n << 60n) - 1n)
    return column(
      `counting ${w}`,
      joined(
        [
          sql`(${all} & ${String(always)})`,
          ...turning(w).map(g => sql`CASE WHEN ${countsWhere(g)} THEN ${all} & ${String(g.mask[w] ?? 0n)} ELSE 0 END`),
        ],
        ' + ',
        '0',
      ),
    )
  }
  /** Those that count as absent: given as absent, or as present where their condition is known not to hold. */
  const absent = (w: number): Sql => {
    const all = listed('indicatorsAbsent', w)
    if (turning(w).length === 0) return all
    const seen = listed('indicators', w)
    return column(
      `not counting ${w}`,
      joined(
        [
          all,
          ...turning(w).map(
            g => sql`CASE WHEN NOT ${countsWhere(g)} THEN ${seen} & ${String(g.mask[w] ?? 0n)} ELSE 0 END`,
          ),
        ],
        ' + ',
        '0',
      ),
    )
  }
  const someAreAbsent = (mask: Mask): boolean =>
    lists.includes('indicatorsAbsent') || mask.some((bits, w) => bits !== 0n && turning(w).length > 0)

  const anIndicator = (id: string): Sql => {
    const place = program.indicatorPlaces.get(id)
    if (place === undefined) return raw('CAST(NULL AS BOOLEAN)')
    const mask = maskOf([place])
    const no = someAreAbsent(mask) ? sql` WHEN ${meets(absent, mask)} THEN FALSE` : ''
    return sql`CASE WHEN ${meets(present, mask)} THEN TRUE${no} END`
  }
  const everything = (): Mask => maskOf(indicators.map((_, place) => place))
  const theIndicators = (): Asked => ({
    kind: 'list',
    has: anIndicator,
    isEmpty: sql`CASE WHEN ${meets(present, everything())} THEN FALSE END`,
    given: anyOfThem(lists.map(list => sql`(${given.columnFor(list)} IS NOT NULL)`)),
  })

  /** Bullets of several indicators, as bits of words of their own: each met once one of its indicators is. */
  const bullets = severalOf(program)
  const bulletWords = Math.ceil(bullets.length / bitsOfWord)
  const bulletWord = (w: number, name: string, isMet: (mask: Mask) => Sql): Sql =>
    column(
      `${name} ${w}`,
      sql`CAST(${joined(
        bullets
          .slice(w * bitsOfWord, (w + 1) * bitsOfWord)
          .map((places, i) => sql`CASE WHEN ${isMet(maskOf(places))} THEN ${String(1n << BigInt(i))} ELSE 0 END`),
        ' + ',
        '0',
      )} AS BIGINT)`,
    )
  const bits = (of: Sql): Sql => ({ text: dialect.bits(of.text), step: of.step })
  const masked = (of: Sql, mask: bigint): Sql => bits(sql`(${of} & ${String(mask)})`)

  function counted(count: IndicatorCount, name: string): Asked {
    const { single, several } = bulletsOf(count)
    const own = maskOf(single)
    const places = several.map(bullet => bullets.findIndex(other => sameAs(other, bullet)))
    const severalIn = (w: number): bigint =>
      places.filter(p => Math.floor(p / bitsOfWord) === w).reduce((m, p) => m | (1n << BigInt(p % bitsOfWord)), 0n)
    const some = Array.from({ length: bulletWords }, (_, w) => w).filter(w => severalIn(w) !== 0n)
    const atLeast = joined(
      [
        ...perWord(own, (w, mask) => masked(present(w), mask)),
        ...some.map(w =>
          masked(
            bulletWord(w, 'bullets met', mask => meets(present, mask)),
            severalIn(w),
          ),
        ),
      ],
      ' + ',
      '0',
    )
    const all = count.bulletSizes.length
    const outOf = maskOf([...single, ...several.flat()])
    const denied = !someAreAbsent(outOf)
      ? []
      : [
          ...perWord(own, (w, mask) => masked(absent(w), mask)),
          ...some.map(w =>
            masked(
              bulletWord(w, 'bullets denied', mask =>
                allOfThem(perWord(mask, (v, m) => sql`(${absent(v)} & ${String(m)}) = ${String(m)}`)),
              ),
              severalIn(w),
            ),
          ),
        ]
    return {
      kind: 'bounds',
      // For how long they are seen no column says.
      atLeast: count.lasting === null ? column(`at least of ${name}`, atLeast) : raw('0'),
      atMost:
        denied.length === 0
          ? raw(String(all))
          : column(`at most of ${name}`, sql`${all} - (${joined(denied, ' + ', '0')})`),
    }
  }

  /** The concerns given, and those that indicators which count imply. */
  function concerns(): Asked {
    const own = concernsGiven()
    if (own.kind !== 'list') throw new Error('concerns are a list')
    const implying = (concern: string | null): Mask =>
      maskOf(
        indicators.flatMap((i, p) =>
          (concern === null ? i.concerns.length > 0 : i.concerns.includes(concern)) ? [p] : [],
        ),
      )
    const isImplied = (concern: string | null): Sql | null => {
      const mask = implying(concern)
      return !lists.includes('indicators') || mask.every(bits_ => bits_ === 0n)
        ? null
        : column(`implied ${concern ?? 'concerns'}`, meets(present, mask))
    }
    const some = isImplied(null)
    return {
      kind: 'list',
      has: concern => {
        const implied = isImplied(concern)
        return implied ? sql`(${implied} OR ${own.has(concern)})` : own.has(concern)
      },
      isEmpty: some ? sql`(NOT ${some} AND ${own.isEmpty})` : own.isEmpty,
      given: own.given,
    }
  }

  return {
    ask: name => {
      if (name === 'indicators') return theIndicators()
      if (name === 'concerns') return concerns()
      const nth = Object.entries(program.rulebook.counts)
        .filter(([, spec]) => spec.of === 'indicators')
        .findIndex(([other]) => other === name)
      const count = indicatorCounts[nth]
      return count ? counted(count, name) : null
    },
    wrong: () => {
      if (!used) return []
      const unknown = lists.map(list => {
        const name = list === 'indicators' ? 'present' : 'absent'
        const missed = column(`${name} not known`, {
          text: `coalesce(${name}.missed, 0)`,
          step: given.columnFor(list).step,
        })
        return { name: list, when: sql`${missed} > 0` }
      })
      if (lists.length < 2) return unknown
      const both = anyOfThem(words.map(w => sql`(${listed('indicators', w)} & ${listed('indicatorsAbsent', w)}) <> 0`))
      return [...unknown, { name: 'indicatorsAbsent', when: both }]
    },
    tables: () =>
      used && lists.length > 0
        ? {
            codes: indicators.map(({ id }, place) => {
              const bit = order[place] ?? 0
              return [id, Math.floor(bit / bitsOfWord), bit % bitsOfWord] as const
            }),
            words: wordCount,
            lists: lists.map(list => ({
              name: list === 'indicators' ? ('present' as const) : ('absent' as const),
              column: given.columnFor(list),
            })),
          }
        : null,
  }

  function conditionGroups(): readonly { condition: Condition; places: readonly number[] }[] {
    const found = new Map<string, { condition: Condition; places: number[] }>()
    for (const [place, { condition }] of conditional) {
      const key = JSON.stringify(condition)
      const group = found.get(key) ?? { condition, places: [] }
      group.places.push(place)
      found.set(key, group)
    }
    return [...found.values()]
  }
}

/** The bullets of a count, as the places of the indicators that count: those of one indicator, and those of several. */
function bulletsOf({ bulletOf, bulletSizes }: IndicatorCount): {
  readonly single: readonly number[]
  readonly several: readonly (readonly number[])[]
} {
  const bullets = bulletSizes.map((): number[] => [])
  bulletOf.forEach((bullet, place) => {
    if (bullet >= 0) bullets[bullet]?.push(place)
  })
  return {
    single: bullets.flatMap(places => (places.length === 1 ? places : [])),
    several: bullets.filter(places => places.length > 1),
  }
}

const sameAs = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i])

/** The different bullets of several indicators, over all counts. */
function severalOf({ indicatorCounts }: Program): readonly (readonly number[])[] {
  const found: (readonly number[])[] = []
  for (const bullet of indicatorCounts.flatMap(count => bulletsOf(count).several))
    if (!found.some(other => sameAs(other, bullet))) found.push(bullet)
  return found
}

/** The bit of each indicator. Those that the same counts count lie together, so that a count looks into few words. */
function bitOrder({ indicators, indicatorCounts }: Program): readonly number[] {
  const signature = (place: number): string =>
    indicatorCounts.map(({ bulletOf }) => ((bulletOf[place] ?? -1) >= 0 ? '1' : '0')).join('')
  const sorted = indicators
    .map((_, place) => ({ place, by: signature(place) }))
    .sort((a, b) => (a.by < b.by ? 1 : a.by > b.by ? -1 : a.place - b.place))
  const bits: number[] = []
  sorted.forEach(({ place }, bit) => {
    bits[place] = bit
  })
  return bits
}
