import { parentPort, workerData } from 'node:worker_threads'
import { readRulebook } from '../rules/packed/packed.js'
import type { Finding } from '../tools/findings/finding.js'
import { findFindings } from '../tools/findings/findings.js'
import { studyOf } from '../tools/findings/study.js'

/** What the thread that looks for findings is given. */
export interface FindingsTask {
  /** The rulebook in its compiled form. */
  readonly rulebook: string
  readonly seed: number
  readonly file?: unknown
}

const { rulebook, seed, file } = workerData as FindingsTask
const read = readRulebook(JSON.parse(rulebook) as unknown)
if (!read.ok) throw new Error(read.diagnostics[0]?.message)
const findings: readonly Finding[] = findFindings(studyOf(read.value, seed), file)
parentPort?.postMessage(findings)
