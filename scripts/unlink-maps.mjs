// Takes out of the built files the line that points to a source map: the maps say what is bundled (`npm run sbom`), and are not packed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const dist = new URL('../dist/', import.meta.url)
for (const name of readdirSync(dist, { encoding: 'utf8', recursive: true }).filter(name => /\.c?js$/.test(name))) {
  const file = new URL(name, dist)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/\n\/\/# sourceMappingURL=[^\n]*\n?$/, '\n'))
}
