// A consumer of the queue: takes one chunk after another. run.mjs starts four of these.
import { Worker } from 'bullmq'
import { decide } from './decide.mjs'

const [queue, port] = process.argv.slice(2)
const worker = new Worker(queue, ({ data: chunk }) => decide(chunk.from, chunk.to), {
  connection: { host: '127.0.0.1', port: Number(port) },
  // A worker holds its job by a lock that it renews. A dead one renews nothing, and the job goes to another.
  lockDuration: 2_000,
  stalledInterval: 1_000,
  maxStalledCount: 5,
})
worker.on('active', ({ data: chunk }) => process.send({ begun: chunk.name }))
worker.on('completed', ({ data: chunk }) => process.send({ done: chunk.name }))
worker.on('error', error => process.stderr.write(`a worker: ${error.message}\n`))
process.once('disconnect', () => process.exit())
