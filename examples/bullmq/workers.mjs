import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { partOf } from './decide.mjs'

const script = fileURLToPath(new URL('worker.mjs', import.meta.url))

/** Starts a worker process, and keeps in mind what it says it is doing. */
export function startWorker(number, queue, port) {
  const child = fork(script, [queue, String(port)])
  const worker = { number, child, begun: null, done: [], isGone: false }
  child.on('message', ({ begun, done }) => {
    worker.begun = begun ?? null
    if (done !== undefined) worker.done.push(done)
  })
  child.on('exit', () => {
    worker.isGone = true
  })
  return worker
}

const linesIn = file => (existsSync(file) ? readFileSync(file, 'latin1').split('\n').length - 1 : 0)

/** Kills a worker that is in the middle of its chunk; `null` where none is just then. */
export async function killOneAtWork(workers, chunks) {
  for (const worker of workers) {
    const chunk = chunks.find(c => c.name === worker.begun)
    const written = chunk ? linesIn(partOf(chunk.to, worker.child.pid)) : 0
    if (!chunk || written === 0 || written > chunk.lines * 0.8) continue
    worker.child.kill('SIGKILL')
    await once(worker.child, 'exit')
    return { worker, chunk, written }
  }
  return null
}
