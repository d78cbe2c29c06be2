import type { PrecacheEntry } from 'workbox-precaching'
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { NetworkFirst } from 'workbox-strategies'

declare const PRECACHED: PrecacheEntry[]
declare const self: ServiceWorkerGlobalScope

// *Try a contact* works without a network from the first visit on; pages that were read once can be read again.
cleanupOutdatedCaches()
precacheAndRoute(PRECACHED)
registerRoute(
  ({ url }) => url.origin === self.location.origin && /\.(html|css|js|svg)$|\/$/.test(url.pathname),
  new NetworkFirst({ cacheName: 'pages', networkTimeoutSeconds: 4 }),
)
self.addEventListener('install', () => {
  self.skipWaiting()
})
self.addEventListener('activate', event => {
  event.waitUntil(self.clients.claim())
})
