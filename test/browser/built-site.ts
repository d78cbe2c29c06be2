import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that `npm run docs` writes. */
export const siteFolder = fileURLToPath(new URL('../../_site/', import.meta.url))

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  wasm: 'application/wasm',
}

/** Serves the built pages locally with plain content types and nothing else: no header carries a policy for them. */
export async function serveSite(folder: string = siteFolder): Promise<{ origin: string; server: Server }> {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} holds no pages; run \`npm run docs\` first`)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const path = normalize(decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname))
    const file = join(folder, path)
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end()
      return
    }
    const type = types[/\.(\w+)$/.exec(file)?.[1] ?? ''] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file))
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

/** Every file of the built site, by its path in the folder. */
export const siteFiles = (folder: string = siteFolder): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(folder, path)).isFile())
    .map(path => path.replaceAll('\\', '/'))
    .sort()

/** Every page, by its path in the folder; search's own files are no pages. */
export const sitePages = (folder: string = siteFolder): readonly string[] =>
  siteFiles(folder).filter(f => f.endsWith('.html') && !f.startsWith('pagefind/'))
