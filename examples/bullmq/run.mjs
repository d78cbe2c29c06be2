// Decides chunks of contacts by four BullMQ workers, kills one of them, and compares with what one process decides.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Queue } from 'bullmq'
import { checkAnswers, cutIntoChunks, merge } from './chunks.mjs'
import { contactLines } from './contacts.mjs'
import { decide } from './decide.mjs'
import { startRedis, stopRedis } from './redis.mjs'
import { killOneAtWork, startWorker } from './workers.mjs'

const lineCount = 4_000
const mistakeEvery = 200
const linesAChunk = 400
const workerCount = 4
const patience = 120_000

const folder = mkdtempSync(join(tmpdir(), 'thresholds-bullmq-'))
const workers = []
let redis = null
let queue = null
let isEnding = false

const say = text => process.stdout.write(`${text}\n`)
const complain = text => isEnding || process.stderr.write(`${text}\n`)

/** Leaves nothing behind, however the run ends. */
async function end(status) {
  if (isEnding) return
  isEnding = true
  for (const { child } of workers) child.kill('SIGKILL')
  await Promise.race([queue?.close().catch(() => undefined), setTimeout(1_000)])
  if (redis) await stopRedis(redis)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(status)
}

async function timed(name, work) {
  const began = performance.now()
  await work()
  say(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

/** Waits until something is found; fails where it cannot come any more. */
async function until(what, find, milliseconds = 50) {
  const giveUp = performance.now() + patience
  for (;;) {
    const found = await find()
    if (found) return found
    const [failed] = await queue.getFailed(0, 0)
    if (failed) throw new Error(`chunk ${failed.data.name} failed: ${failed.failedReason}`)
    if (workers.every(w => w.isGone)) throw new Error(`no worker is left, and ${what} has not come`)
    if (performance.now() > giveUp) throw new Error(`${what} has not come in ${patience / 1000} s`)
    await setTimeout(milliseconds)
  }
}

const areDone = count => async () => (await queue.getCompletedCount()) >= count

async function decideByQueue(chunks) {
  await queue.addBulk(
    chunks.map(data => ({ name: 'decide', data, opts: { jobId: `chunk-${data.name}`, attempts: 3 } })),
  )
  for (let number = 1; number <= workerCount; number++) workers.push(startWorker(number, queue.name, redis.port))
  await until('half of the chunks', areDone(chunks.length / 2))

  const find = async () => {
    if (await areDone(chunks.length)()) throw new Error('every chunk was done before a worker could be killed at one')
    return killOneAtWork(workers, chunks)
  }
  const { worker, chunk, written } = await until('a worker to kill', find, 5)
  say(`worker ${worker.number} killed in chunk ${chunk.name}, with ${written} of its ${chunk.lines} lines written`)
  await until('the last chunk', areDone(chunks.length))

  const { stalledCounter, attemptsStarted } = await queue.getJob(`chunk-${chunk.name}`)
  const heir = await until('who decided it', () => workers.find(w => w.done.includes(chunk.name)))
  if (heir === worker || stalledCounter === 0 || attemptsStarted < 2)
    throw new Error(`chunk ${chunk.name} was not cut short: begun ${attemptsStarted} times, stalled ${stalledCounter}`)
  say(`chunk ${chunk.name} found stalled and decided by worker ${heir.number}: begun ${attemptsStarted} times`)
}

async function main() {
  redis = await startRedis(folder)
  await redis.ready
  redis.server.once('exit', () => {
    complain('redis-server has ended')
    void end(1)
  })
  queue = new Queue('contacts', { connection: { host: '127.0.0.1', port: redis.port } })
  queue.on('error', error => complain(`the queue: ${error.message}`))
  say(`redis-server listens on port ${redis.port}`)

  const { lines, references } = contactLines(lineCount, mistakeEvery)
  const [all, one] = [join(folder, 'all.ndjson'), join(folder, 'one.ndjson')]
  writeFileSync(all, `${lines.join('\n')}\n`)
  const chunks = cutIntoChunks(lines, linesAChunk, folder)
  say(`${lines.length} lines, ${lines.length - references.length} of them with a mistake, in ${chunks.length} chunks`)
  await timed('one process', () => decide(all, one))
  await timed(`${workerCount} workers, one of them killed`, () => decideByQueue(chunks))

  const merged = merge(chunks)
  checkAnswers(merged, lines, references)
  say(`${references.length} contacts decided, each exactly once; an error in the place of each mistake`)
  if (!merged.equals(readFileSync(one))) throw new Error('the merged result is not what one process decides')
  say(`the merged result is what one process decides: ${merged.length} bytes, all the same`)
}

for (const [signal, status] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
  process.on(signal, () => end(status))
try {
  await main()
  await end(0)
} catch (error) {
  complain(error.message)
  await end(1)
}
