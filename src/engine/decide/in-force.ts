import { keptFor } from '../../kept-for.js'
import { deepFreeze } from '../../rules/freeze.js'
import { dateWords, daysInForce, dayWords } from '../../rules/language/in-force.js'
import { ownSources } from '../../rules/language/own-sources.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { londonDay } from '../../rules/time/london.js'
import type { Decision, Notice } from './decision.js'

/** By which rulebook it was decided, on which documents, and that somebody has to see whether they hold; the same for every decision. */
export const decidedBy = keptFor((rulebook: Rulebook): Decision['rulebook'] => {
  const { version, digest, sources, status, inForce } = rulebook
  const own = ownSources(rulebook).flatMap(id => sources[id] ?? [])
  return deepFreeze({
    version,
    digest,
    sources: own.map(({ title, published = null }) => ({ title, published })),
    inForce,
    status,
    check: checkWords,
  })
})

/** Said with every decision and on every page. */
export const checkWords = 'Check that it is in force.'

const bounds = keptFor(({ inForce }: Rulebook) => daysInForce(inForce))

/** What the reader must know of a rulebook that does not hold on the day of a contact, is overdue for review, or is a draft. */
export function inForceNotices(rulebook: Rulebook, receivedMs: number): readonly Notice[] {
  const { from, to, reviewBy } = bounds(rulebook)
  const { status, inForce } = rulebook
  if (from === null && to === null && reviewBy === null && status !== 'draft') return none
  const day = londonDay(receivedMs)
  const notices: Notice[] = []
  const name = `${rulebook.name}'s rules of version ${rulebook.version}`
  if (status === 'draft')
    notices.push({ code: 'draft-rulebook', says: `${name} are a draft: nobody has approved them.` })
  if (from !== null && day < from)
    notices.push({
      code: 'not-in-force',
      says: `${name} hold from ${dateWords(inForce.from ?? '')}; this contact came in before, on ${dayWords(day)}.`,
    })
  if (to !== null && day > to)
    notices.push({
      code: 'after-last-version',
      says: `${name} held until ${dateWords(inForce.to ?? '')}; this contact came in after, on ${dayWords(day)}. ${
        inForce.supersededBy === null
          ? 'Ask what took their place.'
          : `Version ${inForce.supersededBy} took their place.`
      }`,
    })
  else if (reviewBy !== null && day > reviewBy)
    notices.push({
      code: 'review-overdue',
      says: `${name} were to be reviewed by ${dateWords(inForce.reviewBy ?? '')}. Check that they are still in force.`,
    })
  return notices
}

const none: readonly Notice[] = Object.freeze([])
