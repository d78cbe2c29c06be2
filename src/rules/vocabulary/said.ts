/**
 * A sentence that can be affirmed and denied. `~` is where "not" stands when it is denied; `{is|is not}` is said so and so.
 * "The family is~ here", "there is {a|no} risk".
 */
export type Clause = string

/** How the values of a fact are said. */
export interface ValueWords {
  /** What is known where the fact is: "the first rating" is known. */
  readonly name: string
  /** A clause with `*` where the value stands; `null` where every value has a clause of its own. */
  readonly says: Clause | null
  readonly values: Readonly<Record<string, string>>
  /** Of a list: that it is empty, as a clause. */
  readonly none?: Clause
}

/** A clause, affirmed or denied. */
export const said = (clause: Clause, holds: boolean): string =>
  clause
    .replaceAll('~', holds ? '' : ' not')
    .replace(/\{([^|}]*)\|([^}]*)\}/g, (_, yes: string, no: string) => (holds ? yes : no))

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
