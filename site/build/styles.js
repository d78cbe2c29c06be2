import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileAsync, NodePackageImporter } from 'sass'

/** Compiles the stylesheet, with what it takes from govuk-frontend, into `assets/site.css`. */
export async function compileStyles(file, out) {
  const { css } = await compileAsync(file, {
    style: 'compressed',
    importers: [new NodePackageImporter(dirname(file))],
  })
  mkdirSync(join(out, 'assets'), { recursive: true })
  writeFileSync(join(out, 'assets', 'site.css'), css)
}
