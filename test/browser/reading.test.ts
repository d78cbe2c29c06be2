import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { misdeedsOf, violationsOf } from './chromium.js'
import { openSite } from './open-site.js'

const site = openSite()

/** Runs in a window of its own, where nothing is kept from before. */
async function inWindow(run: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await site.browser.newContext({ viewport: { width: 375, height: 800 } })
  try {
    await run(await context.newPage(), context)
  } finally {
    await context.close()
  }
}

describe('a long list of indicators', () => {
  test('is narrowed down by words, level and age, says how many are left, and a link to a hidden one shows it', () =>
    inWindow(async page => {
      await page.goto(`${site.origin}/camden/levels.html`)
      const shown = page.locator('.filtered > li:not([hidden])')
      const all = await shown.count()
      expect(all).toBe(521)
      await page.getByLabel('Search by words').fill('school')
      const withWord = await shown.count()
      expect(withWord).toBeGreaterThan(5)
      expect(withWord).toBeLessThan(all / 4)
      for (const text of await shown.allTextContents()) expect(text.toLowerCase()).toContain('school')
      await page.getByLabel('Level', { exact: true }).selectOption({ label: '4' })
      const atLevel4 = await shown.count()
      expect(atLevel4).toBeLessThan(withWord)
      expect(await page.locator('.filter-count').textContent()).toBe(`${atLevel4} of ${all} shown`)
      const hidden = page.locator('.filtered > li[hidden]').first()
      const id = await hidden.getAttribute('id')
      await page.evaluate(anchor => {
        location.hash = anchor ?? ''
      }, id)
      await page.locator(`#${id}`).waitFor({ state: 'visible' })
    }))
})

describe('search', () => {
  test('finds a rule of one authority by its words, and leads to it', () =>
    inWindow(async page => {
      const misdeeds = misdeedsOf(page, site.origin)
      await page.goto(`${site.origin}/search.html`)
      await page.getByLabel('Words to look for').fill('significant harm consent')
      await page.getByRole('status').filter({ hasText: /found/ }).waitFor()
      await page.getByLabel('Authority').selectOption('Lancashire')
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLAnchorElement>('#search-results > li > a')].every(a =>
          a.href.includes('/lancashire/'),
        ),
      )
      expect(misdeeds).toEqual([])
      expect(await violationsOf(page)).toEqual([])
      await page.locator('#search-results a').first().click()
      await page.waitForURL(/\/lancashire\//)
      expect(await page.locator('h1').textContent()).toContain('Lancashire')
    }))
})

describe('without a network', () => {
  test('*Try a contact* and pages that were read stand; the first page too', () =>
    inWindow(async (page, context) => {
      await page.goto(`${site.origin}/try/index.html`)
      await page.evaluate(() => navigator.serviceWorker.ready)
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await page.goto(`${site.origin}/lancashire/timescales.html`)
      await page.waitForLoadState('networkidle')
      await context.setOffline(true)
      const misdeeds = misdeedsOf(page, site.origin)
      await page.goto(`${site.origin}/try/index.html`)
      await page.getByLabel('Lancashire').check()
      await page.goto(`${site.origin}/lancashire/timescales.html`)
      expect(await page.locator('h1').textContent()).toBe('Lancashire: timescales')
      await page.goto(`${site.origin}/index.html`)
      expect(await page.locator('h1').count()).toBe(1)
      expect(misdeeds).toEqual([])
    }))
})

describe('on paper', () => {
  test('a page is the text alone', () =>
    inWindow(async page => {
      await page.goto(`${site.origin}/camden/consent.html`)
      await page.emulateMedia({ media: 'print' })
      for (const gone of ['header', 'footer', '.site-sections', '.site-trail'])
        expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
      expect(await page.locator('h1').isVisible()).toBe(true)
      const pdf = await page.pdf({ format: 'A4' })
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    }))
})

describe('by keyboard', () => {
  test('the first stop is the way past the menu', () =>
    inWindow(async page => {
      await page.goto(`${site.origin}/camden/levels.html`)
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to main content')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main-content')
    }))
})
