/**
 * Whether a number as it is written, in decimal digits and perhaps with an exponent, is the same when it is read: one with too many
 * digits becomes another, which it may share with its neighbours.
 */
export const isExact = (written: string): boolean => {
  const read = Number(written)
  return Number.isFinite(read) && digitsOf(written) === digitsOf(String(read))
}

/** The digits of a number without noughts at either end, and the power of ten of the last of them. */
function digitsOf(written: string): string {
  const [digits = '', exponent = '0'] = written.toLowerCase().split('e')
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const all = `${whole}${fraction}`.replace(/^0+/, '')
  const short = all.replace(/0+$/, '')
  return short === '' ? '0' : `${short}e${Number(exponent) - fraction.length + all.length - short.length}`
}
