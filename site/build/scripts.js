import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import { buildTry } from '../try/build.mjs'

const shared = { bundle: true, format: 'esm', target: 'es2022', minify: true, legalComments: 'none', logLevel: 'error' }

/** Bundles the scripts that the pages load. */
export async function buildScripts(out) {
  await build({
    ...shared,
    entryPoints: { site: 'site/assets/site.ts', search: 'site/assets/search.ts' },
    external: ['*/pagefind.js'],
    outdir: join(out, 'assets'),
  })
  await buildTry(join(out, 'try'))
}

/** What *Try a contact* needs, and the way in; other pages are kept as they are visited. */
const kept = /^(index\.html|manifest\.webmanifest|assets\/(site\.(css|js)|icon\.svg)|try\/.*)$/

/** Writes the service worker last, as it lists what stands in the folder, each file with a digest of its content. */
export async function buildServiceWorker(out) {
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile())
    .map(f => relative(out, join(f.parentPath, f.name)))
    .filter(f => kept.test(f))
    .sort()
  const digest = file =>
    createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex')
      .slice(0, 16)
  await build({
    ...shared,
    format: 'iife',
    entryPoints: ['site/worker/service-worker.ts'],
    outfile: join(out, 'service-worker.js'),
    define: {
      'process.env.NODE_ENV': '"production"',
      PRECACHED: JSON.stringify(files.map(url => ({ url, revision: digest(url) }))),
    },
  })
}
