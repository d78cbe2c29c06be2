import { join } from 'node:path'
import * as pagefind from 'pagefind'

/** Indexes every page that marks its text, for the search page. */
export async function buildSearch(out) {
  const { index } = await pagefind.createIndex({ forceLanguage: 'en' })
  await index.addDirectory({ path: out })
  const { errors } = await index.writeFiles({ outputPath: join(out, 'pagefind') })
  await pagefind.close()
  if (errors.length > 0) throw new Error(errors.join('; '))
}
