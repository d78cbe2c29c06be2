import type { Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { consentWords, deadlineWords, goesToWords, levelWords } from '../../src/engine/render/decision-words.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { shippedRulebooks } from '../rulebooks.js'
import { decided } from '../small.js'
import { serveSite, siteFolder } from './built-site.js'
import { launchChromium, misdeedsOf } from './chromium.js'

/** Where the page under test stands. */
export const folder: string = process.env.SITE_FOLDER ?? siteFolder

let browser: Browser
let server: Server
let origin: string

/** Has a browser and the site at hand for the tests of a file. */
export function useSite(): void {
  beforeAll(async () => {
    browser = await launchChromium()
    const served = await serveSite(folder)
    server = served.server
    origin = served.origin
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })
}

export const rulebooks: ReadonlyMap<string, Rulebook> = new Map(shippedRulebooks().map(r => [r.name, r.rulebook]))
export const rulebookOf = (name: string): Rulebook => rulebooks.get(name)!

export interface Tab {
  readonly page: Page
  readonly misdeeds: readonly string[]
  readonly requests: readonly string[]
}

/** Opens the page in a tab of its own; whatever it must not do fails the test. */
export async function withTab(use: (tab: Tab) => Promise<void>, hash = '', width = 1280): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const misdeeds = misdeedsOf(page, origin)
  const requests: string[] = []
  page.on('request', r => requests.push(r.url()))
  try {
    await page.goto(`${origin}/try/index.html${hash}`, { waitUntil: 'load' })
    await page.waitForSelector('#try form, #try .try-card')
    await use({ page, misdeeds, requests })
    // The harness blocks the service worker, and says so.
    expect(misdeeds.filter(m => !m.includes('registration blocked by Playwright'))).toEqual([])
  } finally {
    await context.close()
  }
}

export type Facts = Readonly<Record<string, unknown>>

/** The fragment that holds a contact, made without the page's own code. */
export const linkTo = (authority: string, contact: Facts): string =>
  `#authority=${authority}&contact=${Buffer.from(JSON.stringify(contact)).toString('base64url')}`

const squeezed = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim()

/** The outcome that the page shows is the one that `decide` gives. */
export async function expectOutcome(page: Page, authority: string, contact: Facts): Promise<void> {
  const words = vocabularyOf(rulebookOf(authority))
  const decision = decided(rulebookOf(authority), contact)
  const shown = squeezed(await page.locator('.try-outcome').textContent())
  expect(squeezed(await page.locator('.try-level__words').textContent())).toBe(levelWords(decision, words))
  expect(squeezed(await page.locator('.try-level__route').textContent())).toBe(
    `Goes to: ${goesToWords(words, decision.route)}`,
  )
  for (const { purposes, says } of consentWords(words, decision.consents, decision.rationale))
    expect(shown).toContain(`For ${purposes}: ${says}`)
  if (decision.deadline === null) expect(shown).toContain('No deadline yet')
  else
    expect(shown).toContain(
      `${deadlineWords(words, decision.deadline, decision.notices).when}: ${decision.deadline.label}`,
    )
  for (const other of decision.route.alsoLabels) expect(shown).toContain(other)
  for (const notice of decision.notices) expect(shown).toContain(squeezed(notice.says))
  const open = decision.unknowns?.length ?? 0
  if (open > 0) expect(shown).toContain(`${open} open question`)
  const spoken = squeezed(await page.locator('[role=status].govuk-visually-hidden').textContent())
  expect(spoken).toContain(levelWords(decision, words))
  expect(spoken).toContain(goesToWords(words, decision.route))
}

/** A young carer, as the page itself would write the contact. */
export const carer: Facts = {
  receivedAt: '2026-05-05T10:15:00+01:00',
  initialRag: 'green',
  ageYears: 11,
  riskOfSignificantHarm: false,
  events: { caseClosedAt: '2026-06-01T12:00:00+01:00' },
  consentFor: { referral: 'given', 'network-checks': 'refused' },
  // Where the page itself puts them.
  indicators: ['eligibility-l2-young-carer', 'eligibility-l2-family-parental-ill-health'],
}
