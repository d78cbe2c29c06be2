// Writes dist/licences.txt: the licence of each package that is bundled into the files of dist, as it came with that package.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledPackages } from './bundled.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const texts = bundledPackages().map(name => {
  const folder = join(root, 'node_modules', name)
  const file = readdirSync(folder).find(f => /^licen[cs]e/i.test(f))
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  // One that comes without the text has its notice in its code, which the build keeps.
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim()
  return `${name} ${version}\n\n${text}\n`
})
writeFileSync(join(root, 'dist', 'licences.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`))
