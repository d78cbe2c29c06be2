// Writes a module for every shipped rulebook, ready to decide and with types of its own, and one that holds them all.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const target = join(dist, 'rulebooks')
mkdirSync(target, { recursive: true })
/** @param {string} name @param {string} text */
const write = (name, text) => writeFileSync(join(target, name), text)

const names = readdirSync(join(dist, 'rules')).map(file => basename(file, '.json'))
const values = names.map(name => {
  const types = execFileSync(process.execPath, [join(dist, 'cli.js'), 'types', name], { encoding: 'utf8' })
  const type = /^export type (\w+)Rulebook =/m.exec(types)?.[1] ?? ''
  const value = `${type.charAt(0).toLowerCase()}${type.slice(1)}`
  const compiled = readFileSync(join(dist, 'rules', `${name}.json`), 'utf8')
  /** @param {string} content */
  const reading = content =>
    `const read = readRulebook(${content})\nif (!read.ok) throw new Error(read.diagnostics[0].message)\n`
  write(
    `${name}.js`,
    `import { readRulebook } from '../index.js'\n${reading(compiled)}export const ${value} = read.value\n`,
  )
  write(
    `${name}.cjs`,
    `'use strict'\nconst { readRulebook } = require('../index.cjs')\n${reading(`require('../rules/${name}.json')`)}exports.${value} = read.value\n`,
  )
  for (const end of ['js', 'cjs'])
    write(
      `${name}.d.${end.replace('js', 'ts')}`,
      `${types.replace("from 'safeguarding-thresholds'", `from '../index.${end}'`)}\nexport declare const ${value}: ${type}Rulebook\n`,
    )
  return value
})
/** @param {string} end */
const everyFile = end => names.map(name => `export * from './${name}.${end}'\n`).join('')
write('index.js', everyFile('js'))
write('index.d.ts', everyFile('js'))
write('index.d.cts', everyFile('cjs'))
write(
  'index.cjs',
  `'use strict'\nmodule.exports = { ${names.map(name => `...require('./${name}.cjs')`).join(', ')} }\n`,
)
console.log(`${values.length} rulebook modules written: ${values.join(', ')}`)
