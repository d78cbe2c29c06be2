import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

/**
 * The package that a place under `node_modules` belongs to; '' of any other place.
 * @param {string} place
 */
export const nameAt = place => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1] ?? ''

/** The packages that are bundled into the files of dist: the build's source maps name every file that went into it. */
export const bundledPackages = () =>
  [
    ...new Set(
      readdirSync(dist, { encoding: 'utf8', recursive: true })
        .filter(file => file.endsWith('.map'))
        .flatMap(file => JSON.parse(readFileSync(join(dist, file), 'utf8')).sources.map(nameAt)),
    ),
  ]
    .filter(name => name !== '')
    .sort()
