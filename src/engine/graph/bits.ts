// What is known of a fact is a word of bits: one for each class of values that conditions can tell apart, and these. A settled fact
// has one bit; one that can still turn out this way or that, or a number of which only the bounds are known, has several.

/** Not known; nobody has asked yet whether it could be. */
export const UNKNOWN_BIT = 1
/** Not known, and it could become known by now. */
export const OPEN_BIT = 2
/** Not known, and it cannot become known any more. */
export const CLOSED_BIT = 4
/** It could still turn out that there is no such value: an outcome that no rule sets, an event left behind by a later one. */
export const LOST_BIT = 8

const firstClass = 4
/** So many classes fit one word beside these; what a fact has more goes into a further word. */
export const mostClasses = 31 - firstClass

/** The bit of the nth class. */
export const classBit = (nth: number): number => 1 << (firstClass + nth)

/** Of what is only asked whether: no and yes. */
export const NO_BIT = classBit(0)
export const YES_BIT = classBit(1)
