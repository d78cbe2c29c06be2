// Cold start: import and load of a compiled rulebook against import and load of its YAML, each in fresh processes in turn.
// After a build: node bench/start.mjs
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median } from './rounds.mjs'
import { rulebookNames } from './rulebooks.mjs'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const rounds = values.quick ? 1 : 15
const path = relative => fileURLToPath(new URL(relative, import.meta.url))
const url = relative => JSON.stringify(new URL(relative, import.meta.url).href)

const clock = body => `
import { readFileSync } from 'node:fs'
const start = process.cpuUsage()
${body}
if (!read.ok) throw new Error('the rulebook cannot be read')
const { user, system } = process.cpuUsage(start)
process.stdout.write(String((user + system) / 1000))
`
const compiled = name =>
  clock(`
const { readRulebook } = await import(${url('../dist/index.js')})
const read = readRulebook(JSON.parse(readFileSync(${JSON.stringify(path(`../dist/rules/${name}.json`))}, 'utf8')))`)
const yaml = name =>
  clock(`
const { loadRulebook } = await import(${url('../dist/yaml.js')})
const read = loadRulebook(readFileSync(${JSON.stringify(path(`../rules/${name}.yaml`))}, 'utf8'))`)

function milliseconds(script) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return Number(stdout)
}

console.log('| rulebook | compiled ms | YAML ms | ratio |')
console.log('| --- | ---: | ---: | ---: |')
for (const name of rulebookNames) {
  const taken = { compiled: [], yaml: [] }
  for (let round = 0; round < rounds; round++) {
    taken.compiled.push(milliseconds(compiled(name)))
    taken.yaml.push(milliseconds(yaml(name)))
  }
  const [own, other] = [median(taken.compiled), median(taken.yaml)]
  console.log(`| ${name} | ${own.toFixed(1)} | ${other.toFixed(1)} | ${(own / other).toFixed(2)} |`)
}
