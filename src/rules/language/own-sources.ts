import type { Rulebook } from './rulebook.js'

type Sourced = Pick<Rulebook, 'sources' | 'layering'>

/** The documents that a rulebook rests on itself: all but those of the nation, which hold beside every rulebook. */
export const ownSources = ({ sources, layering }: Sourced): readonly string[] =>
  Object.keys(sources).filter(id => layering?.inherited[`sources.${id}`] !== 'england')

/** Whether a document has to be named where it is cited: there are several, or it is the nation's. */
export function isNamedWhereCited(rulebook: Sourced, source: string): boolean {
  const own = ownSources(rulebook)
  return own.length > 1 || !own.includes(source)
}

/** Whether a clock is set by national guidance. */
export const isNational = ({ layering }: Pick<Rulebook, 'layering'>, deadline: string): boolean =>
  layering?.inherited[`deadlines.${deadline}`] === 'england'
