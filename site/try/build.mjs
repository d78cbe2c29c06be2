import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const compiled = fileURLToPath(new URL('../../dist/rules', import.meta.url))

/**
 * The compiled rulebooks as modules: a page that may fetch nothing can still import. They are packed, since not every server
 * packs what it sends and a phone keeps all four.
 */
const rulebooks = {
  name: 'rulebooks',
  setup(build) {
    const files = readdirSync(compiled).filter(f => f.endsWith('.json'))
    build.onResolve({ filter: /^try:rulebooks$/ }, () => ({ path: 'rulebooks', namespace: 'try' }))
    build.onResolve({ filter: /^packed:/ }, ({ path }) => ({ path: path.slice('packed:'.length), namespace: 'packed' }))
    build.onLoad({ filter: /.*/, namespace: 'try' }, () => {
      const authorities = files.map(file => {
        const { content } = JSON.parse(readFileSync(join(compiled, file), 'utf8'))
        const { authority, name, title } = JSON.parse(content)
        return { id: authority, name, title }
      })
      const imports = authorities.map(({ id }, i) => `${JSON.stringify(id)}: () => import('packed:${files[i]}')`)
      return {
        contents: `export const authorities = ${JSON.stringify(authorities)}\nexport const modules = { ${imports} }`,
      }
    })
    build.onLoad({ filter: /.*/, namespace: 'packed' }, ({ path }) => {
      const packed = gzipSync(readFileSync(join(compiled, path)), { level: 9 }).toString('base64')
      return { contents: `export default ${JSON.stringify(packed)}`, watchFiles: [join(compiled, path)] }
    })
  },
}

/** Bundles *Try a contact* into a folder: `try.js`, and each rulebook as a module that is loaded when it is wanted. */
export async function buildTry(outDir) {
  // Chunks of an earlier build have other names, and nobody would load them again.
  for (const file of existsSync(outDir) ? readdirSync(outDir) : []) if (file.endsWith('.js')) rmSync(join(outDir, file))
  const { metafile } = await build({
    entryPoints: { try: join(here, 'try.tsx') },
    outdir: outDir,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [rulebooks],
    metafile: true,
    logLevel: 'error',
  })
  return metafile
}
