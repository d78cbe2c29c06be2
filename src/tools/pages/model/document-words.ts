import type { Rulebook } from '../../../rules/language/rulebook.js'

/** What no document may leave out. */
export const notOfficial =
  "Not official guidance: no council has written, checked or endorsed it. It supports a practitioner's judgement and never replaces it."

/** A page's title without the name of the authority. */
export const shortTitle = (rulebook: Rulebook, title: string): string => {
  const short = title.replace(`${rulebook.name}: `, '')
  return `${short.charAt(0).toUpperCase()}${short.slice(1)}`
}
