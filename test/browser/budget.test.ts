import type { Response } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openSite } from './open-site.js'

const site = openSite()

/** What a page may cost at first sight: requests, kilobytes that are not packed, elements. */
const budgets = [
  { page: 'index.html', requests: 6, kilobytes: 150, elements: 300 },
  { page: 'lancashire/consent.html', requests: 6, kilobytes: 150, elements: 900 },
  { page: 'camden/where-it-goes.html', requests: 6, kilobytes: 300, elements: 5000 },
  // The longest page: every indicator of an authority.
  { page: 'camden/levels.html', requests: 6, kilobytes: 320, elements: 5000 },
  { page: 'try/index.html', requests: 8, kilobytes: 400, elements: 400 },
] as const

describe.each(budgets)('$page', ({ page, requests, kilobytes, elements }) => {
  test('keeps its budget, shows itself at once on a phone, and nothing moves while it loads', async () => {
    const context = await site.browser.newContext({ viewport: { width: 375, height: 800 }, serviceWorkers: 'block' })
    try {
      const tab = await context.newPage()
      const sizes: Promise<number>[] = []
      const count = (r: Response): void => {
        sizes.push(r.body().then(b => b.length))
      }
      tab.on('response', count)
      await tab.addInitScript(() => {
        const seen = { shift: 0, painted: 0 }
        Object.assign(window, { seen })
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) seen.painted = entry.startTime
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      })
      await tab.goto(`${site.origin}/${page}`, { waitUntil: 'networkidle' })
      // What comes later has no body any more once the page is closed.
      tab.off('response', count)
      const seen = await tab.evaluate(() => (window as unknown as { seen: { shift: number; painted: number } }).seen)
      const bytes = (await Promise.all(sizes)).reduce((a, b) => a + b, 0)
      expect(sizes.length).toBeGreaterThan(2)
      expect(sizes.length).toBeLessThanOrEqual(requests)
      expect(bytes / 1000).toBeLessThan(kilobytes)
      expect(await tab.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(elements)
      // The marks at which Lighthouse calls a page good; the server is this machine, so the time is the page's own.
      expect(seen.shift).toBeLessThan(0.1)
      expect(seen.painted).toBeGreaterThan(0)
      expect(seen.painted).toBeLessThan(2500)
    } finally {
      await context.close()
    }
  })
})
