// An age is given in years, in months, or both: what the one settles of the other.

export const monthsInYear = 12

/** The age in whole years of a child of so many months. */
export const yearsOfMonths = (months: number): number => Math.floor(months / monthsInYear)

/** What the reader must know where the two do not fit. */
export const agesAtOdds = Object.freeze({
  code: 'facts-at-odds',
  says: 'The age in months is given beside another age in years: the years stand, and of the months nothing is taken to be known.',
} as const)
