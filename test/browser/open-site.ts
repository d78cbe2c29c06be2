import type { Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { serveSite } from './built-site.js'
import { launchChromium } from './chromium.js'

/** A browser and the built site under an address, from before the first test of a file until after its last. */
export function openSite(): { readonly browser: Browser; readonly origin: string } {
  const open = {} as { browser: Browser; origin: string; server: Server }
  beforeAll(async () => {
    open.browser = await launchChromium()
    Object.assign(open, await serveSite())
  })
  afterAll(async () => {
    await open.browser?.close()
    open.server?.close()
  })
  return open
}
