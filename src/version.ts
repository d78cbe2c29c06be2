/** The version of this package, stamped on every decision; a test holds it to package.json. */
export const version = '0.1.0'
