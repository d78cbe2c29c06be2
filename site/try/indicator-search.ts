import type { Indicator, Rulebook } from '../../src/rules/language/rulebook.js'

/** What is looked for among an authority's indicators. */
export interface IndicatorQuery {
  readonly words: string
  /** The child's age in years, where the age bands are to count. */
  readonly age: number | null
}

/** The indicators found; only the first few are shown. */
export interface FoundIndicators {
  readonly shown: readonly Indicator[]
  readonly total: number
  /** Those that the words find in age bands that are not the child's. */
  readonly otherAges: number
}

export const indicatorsShown = 30

const plain = (text: string): string => text.toLowerCase().replaceAll('’', "'")

const domainWords = (domain: string): string => domain.replaceAll('-', ' ')

/** Whether an indicator's age band, where it has one, takes in an age. */
const isForAge = ({ ages }: Indicator, age: number): boolean => ages === null || (ages[0] <= age && age <= ages[1])

/** The indicators whose label or domain holds every word, the highest level first. */
export function findIndicators({ indicators }: Rulebook, { words, age }: IndicatorQuery): FoundIndicators {
  const wanted = plain(words)
    .split(/[\s,;]+/)
    .filter(w => w !== '')
  const matching = indicators.filter(i => {
    const text = plain(`${i.label} ${domainWords(i.domain)}`)
    return wanted.every(w => text.includes(w))
  })
  const found = age === null ? matching : matching.filter(i => isForAge(i, age))
  const shown = [...found].sort((a, b) => b.level - a.level).slice(0, indicatorsShown)
  return { shown, total: found.length, otherAges: matching.length - found.length }
}

/** Where an indicator stands: its level, domain and age band. */
export function indicatorPlace({ level, domain, ages }: Indicator): string {
  const band = ages === null ? '' : `, ages ${ages[0]} to ${ages[1]}`
  return `Level ${level}, ${domainWords(domain)}${band}`
}
