import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rename } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const manifest = import.meta.resolve('safeguarding-thresholds/package.json')
const { bin } = JSON.parse(await readFile(fileURLToPath(manifest), 'utf8'))
const command = fileURLToPath(new URL(bin.thresholds, manifest))

/** A part that is not whole yet; no two processes write into one. */
export const partOf = (file, pid) => `${file}.${pid}.part`

/** Decides a file of contacts into another, which is either not there or whole. */
export async function decide(from, to) {
  const part = partOf(to, process.pid)
  const [input, output] = [await open(from), await open(part, 'w')]
  try {
    const args = [command, 'decide', '-', '--authority', 'lancashire', '--input-format', 'ndjson', '--format', 'ndjson']
    const deciding = spawn(process.execPath, args, { stdio: [input.fd, output.fd, 'inherit'] })
    const [status, signal] = await once(deciding, 'exit')
    // 0: every line is decided; 1: every line has its answer, some of them an error. All else is not whole.
    if (status !== 0 && status !== 1) throw new Error(`thresholds ended with ${signal ?? `status ${status}`}`)
  } finally {
    await input.close()
    await output.close()
  }
  await rename(part, to)
}
