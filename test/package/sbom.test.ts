import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { root } from './source-files.js'

interface Locked {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}
interface Bill {
  readonly bomFormat: string
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } }
  readonly components: readonly {
    readonly 'bom-ref': string
    readonly properties: readonly { readonly name: string }[]
    readonly hashes: readonly unknown[]
    readonly licenses: readonly unknown[]
  }[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}
const jsonOf = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T
const manifest = jsonOf<{
  readonly name: string
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}>('package.json')
const { packages } = jsonOf<{ packages: Readonly<Record<string, Locked>> }>('package-lock.json')

/** What the package needs, and what that needs, followed through the lock file. */
function needed(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    const locked = packages[`node_modules/${name}`]
    if (locked === undefined) throw new Error(`${name} is not locked`)
    const ref = `${name}@${locked.version}`
    if (found.has(ref)) continue
    found.add(ref)
    needed(Object.keys(locked.dependencies ?? {}), found)
  }
  return found
}

/** What is bundled into the files of dist; a package that joins them is added here, with its licence looked at. */
const bundled = ['@noble/hashes', '@viz-js/viz', 'csv-parse', 'fast-check', 'hyparquet', 'pure-rand', 'tinypool']

let bill: Bill
beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/write-sbom.mjs')], { cwd: root, stdio: 'pipe' })
  bill = jsonOf('dist/bom.cdx.json')
}, 60_000)

it('the bill of materials lists what is installed with the package and what is bundled into it, and nothing else', () => {
  const refs = (isBundled: boolean): readonly string[] =>
    bill.components
      .filter(c => c.properties.some(p => p.name === 'cdx:npm:package:bundled') === isBundled)
      .map(c => c['bom-ref'])
      .sort()
  expect(refs(false)).toEqual([...needed(Object.keys(manifest.dependencies))].sort())
  expect(refs(true)).toEqual(bundled.map(name => `${name}@${packages[`node_modules/${name}`]?.version}`))
})

it('each has its digest and its licence, and stands where it is needed', () => {
  expect(bill).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: manifest.name, version: manifest.version } },
  })
  expect(bill.components.filter(c => c.hashes.length === 0 || c.licenses.length === 0)).toEqual([])
  const refs = bill.components.map(c => c['bom-ref'])
  expect(bill.dependencies.map(d => d.ref).sort()).toEqual([`${manifest.name}@${manifest.version}`, ...refs].sort())
  expect(bill.dependencies.flatMap(d => d.dependsOn).filter(ref => !refs.includes(ref))).toEqual([])
})

it('the licence of each package that is bundled is packed with it', () => {
  const text = readFileSync(join(root, 'dist/licences.txt'), 'utf8')
  for (const name of bundled) {
    expect(text).toContain(`${name} ${packages[`node_modules/${name}`]?.version}\n`)
    const licence = ['LICENSE', 'LICENSE.md'].map(file => join(root, 'node_modules', name, file)).find(existsSync)
    // One comes without the text, and has its notice in its code.
    expect(licence !== undefined || name === '@viz-js/viz', name).toBe(true)
    if (licence !== undefined) expect(text).toContain(readFileSync(licence, 'utf8').trim())
  }
  const viz = readdirSync(join(root, 'dist')).find(file => /^viz-.*\.js$/.test(file)) ?? ''
  expect(readFileSync(join(root, 'dist', viz), 'utf8')).toMatch(/Viz\.js[\s\S]*Copyright/)
})

it('a release writes it after the build', () => {
  const { prepublishOnly = '', sbom } = manifest.scripts
  expect(sbom).toBe('node scripts/write-sbom.mjs')
  const steps = prepublishOnly.split(' && ')
  expect(steps.indexOf('npm run sbom')).toBeGreaterThan(steps.indexOf('npm run build'))
})

it('every runtime dependency is one version, and docs/architecture.md says why it is there', () => {
  const architecture = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const table = architecture.split('## Why each dependency')[1]?.split('\n## ')[0] ?? ''
  const reasoned = [...table.matchAll(/^\| (?!package |---)(\S+) \| \S.* \| \S.* \|$/gm)].map(([, name]) => name)
  expect(reasoned.sort()).toEqual(Object.keys(manifest.dependencies).sort())
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version)
  }
})
