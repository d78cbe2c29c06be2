import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { LoadOptions } from '../rules/reading/load.js'
import { resolveText } from '../rules/reading/load.js'
import { packageFolder } from './package-folder.js'
import { textOfBytes } from './replay/encoding.js'

/** How the rulebooks are found that the rulebook of a file extends: beside the file that names them, or among those of the package. */
export function layersBeside(file: string): LoadOptions {
  return {
    file: normalize(file),
    find(name, from) {
      const named = /\.ya?ml$/i.test(name) ? name : `${name}.yaml`
      const beside = join(dirname(from ?? file), named)
      const shipped = join(packageFolder(), 'rules', named)
      const found = existsSync(beside) ? beside : named === name ? null : existsSync(shipped) ? shipped : null
      return found === null ? null : { file: found, text: textOfBytes(readFileSync(found), found) }
    },
  }
}

/** The files of the rulebooks that the rulebook of a file extends, one through another; none where it cannot be read. */
export function layerFiles(file: string): readonly string[] {
  if (!existsSync(file)) return []
  const read = resolveText(textOfBytes(readFileSync(file), file), layersBeside(file))
  return read.ok ? read.value.resolved.layers.flatMap(l => (l.id === 'england' || l.file === null ? [] : [l.file])) : []
}
