// Writes dist/bom.cdx.json, the package's bill of materials in CycloneDX: what is installed with it, and what is bundled into its
// files, which the lock file calls a development dependency. `npm run sbom`, after a build; a release runs it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledPackages, nameAt } from './bundled.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

/**
 * @param {string} path
 * @returns {any}
 */
const jsonOf = path => JSON.parse(readFileSync(path, 'utf8'))

// All of it, and chosen from here: with `--omit dev` npm also leaves out what a development dependency needs as well.
const npm = process.env.npm_execpath
const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
const given = [...args, 'sbom', '--sbom-format', 'cyclonedx']
const bill = JSON.parse(execFileSync(command, given, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 }))

/** @type {Record<string, { version: string, dev?: boolean, devOptional?: boolean }>} */
const locked = jsonOf(join(root, 'package-lock.json')).packages
const installed = new Set(
  Object.entries(locked).flatMap(([place, { version, dev, devOptional }]) =>
    place === '' || dev || devOptional ? [] : [`${nameAt(place)}@${version}`],
  ),
)
const bundled = new Set(bundledPackages().map(name => `${name}@${locked[`node_modules/${name}`]?.version}`))

/** @type {{ 'bom-ref': string, properties: unknown[] }[]} */
const all = bill.components
const components = all.filter(c => installed.has(c['bom-ref']) || bundled.has(c['bom-ref']))
const missing = [...installed, ...bundled].filter(ref => !components.some(c => c['bom-ref'] === ref))
if (missing.length > 0) throw new Error(`not among what is installed here: ${missing.join(', ')}; run npm ci`)
for (const component of components)
  if (!installed.has(component['bom-ref'])) component.properties = [{ name: 'cdx:npm:package:bundled', value: 'true' }]

const { name } = jsonOf(join(root, 'package.json'))
const { component } = bill.metadata
const refs = new Set([component, ...components].map(c => c['bom-ref']))
/** @type {{ ref: string, dependsOn: string[] }[]} */
const dependencies = bill.dependencies
const whole = {
  ...bill,
  // npm takes the folder's name for the package's.
  metadata: { ...bill.metadata, component: { ...component, name } },
  components,
  dependencies: dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(r => refs.has(r)) })),
}
writeFileSync(join(dist, 'bom.cdx.json'), `${JSON.stringify(whole, null, 2)}\n`)
console.log(`${components.length} components in dist/bom.cdx.json`)
