import { describe, test } from 'vitest'
import { sitePages } from './built-site.js'
import { misdeedsOf, overflowOf, violationsOf } from './chromium.js'
import { openSite } from './open-site.js'

const site = openSite()

const widths = [320, 375, 768, 1280]

/** One page of each way in which the general pages are laid out. */
const oneOfEachLayout = [
  'index.html',
  'across.html',
  'search.html',
  'try/index.html',
  'guides/checking.html',
  'reference/core.html',
  'camden/levels.html',
  'camden/consent.html',
]

/**
 * The widths at which a page is held to WCAG: a phone's, and a desktop's for one page of each layout. The authorities' pages are built
 * alike: those of the one with the longest are looked at. All at both widths with THRESHOLDS_LONG.
 */
function checkedAt(page: string): readonly number[] {
  if (process.env.THRESHOLDS_LONG || oneOfEachLayout.includes(page)) return [1280, 320]
  const [authority = ''] = /^(bucks|camden|lancashire|tower-hamlets)(?=\/)/.exec(page) ?? []
  return authority === '' || authority === 'camden' ? [320] : []
}

test('one page of each layout is there to be looked at', ({ expect }) => {
  expect(oneOfEachLayout.filter(page => !sitePages().includes(page))).toEqual([])
})

// Two at a time, since a page has one core for itself.
describe.concurrent.each(sitePages())('%s', page => {
  test('breaks nothing: no message, no other origin, nothing sticking out, every picture seen, WCAG 2.2 AA', async ({
    expect,
  }) => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } })
    const tab = await context.newPage()
    const misdeeds = misdeedsOf(tab, site.origin)
    try {
      await tab.goto(`${site.origin}/${page}`, { waitUntil: 'load' })
      expect(await tab.evaluate(() => document.body.classList.contains('js-enabled'))).toBe(true)
      for (const width of widths) {
        await tab.setViewportSize({ width, height: 900 })
        expect(await overflowOf(tab), `at ${width} pixels`).toEqual([])
      }
      expect(await tab.evaluate(blankPictures)).toEqual([])
      // Before the checker comes in, whose own styles the policy refuses.
      expect(misdeeds).toEqual([])
      for (const width of checkedAt(page)) {
        await tab.setViewportSize({ width, height: 900 })
        expect(await violationsOf(tab), `at ${width} pixels`).toEqual([])
      }
    } finally {
      await context.close()
    }
  }, 60_000)
})

/** Pictures that a reader does not see: not loaded, without a size, or without a single shape drawn in them. */
function blankPictures(): string[] {
  const seen = (e: Element): boolean => {
    const { width, height } = e.getBoundingClientRect()
    return width > 40 && height > 20
  }
  const drawn = (svg: SVGSVGElement): boolean =>
    [...svg.querySelectorAll<SVGGraphicsElement>('path, polygon, rect, text')].filter(shape => {
      const { width, height } = shape.getBBox()
      return width > 0 && height > 0
    }).length >= 5
  return [
    ...[...document.querySelectorAll('main img')].filter(
      i => !(i instanceof HTMLImageElement) || !i.complete || i.naturalWidth === 0 || !seen(i),
    ),
    ...[...document.querySelectorAll<SVGSVGElement>('.content svg')].filter(s => !seen(s) || !drawn(s)),
  ].map(e => e.outerHTML.slice(0, 120))
}
