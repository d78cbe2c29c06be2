// Three telling contacts, a screen each.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

for (const [i, authority] of ['camden', 'lancashire', 'tower-hamlets'].entries()) {
  const file = `demo/${authority}.yaml`
  console.log(`${i > 0 ? '\n' : ''}$ thresholds decide ${file} --authority ${authority}\n`)
  const args = [join(root, 'dist/cli.js'), 'decide', file, '--authority', authority]
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
}
console.log(
  '\n`thresholds decide --all` shows every clock, action and reason; `thresholds explain` says why, and why not more.',
)
