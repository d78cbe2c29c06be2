/** Freezes plain data through and through, once; what is frozen already is taken to be so in all its parts. */
export function deepFreeze<const T>(data: T): T {
  if (typeof data === 'object' && data !== null && !Object.isFrozen(data)) {
    Object.freeze(data)
    for (const key in data) deepFreeze(data[key])
  }
  return data
}
