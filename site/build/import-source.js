import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const cache = 'node_modules/.cache/site'

/** Imports a TypeScript file of the project, with all that it imports of the project; packages stay outside. */
export async function importSource(file) {
  const outfile = resolve(join(cache, file.replace(/\W/g, '-').replace(/-ts$/, '.mjs')))
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  })
  return import(pathToFileURL(outfile).href)
}
