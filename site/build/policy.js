const strict = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'none'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

/** The policy that a page states for itself; `more` loosens single directives where a page needs it. */
export const contentSecurityPolicy = (more = {}) =>
  Object.entries({ ...strict, ...more })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
