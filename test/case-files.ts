import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Case } from '../src/rules/language/rulebook.js'

const folder = fileURLToPath(new URL('./cases/', import.meta.url))

/** Every case of an authority, the public ones included. */
export const casesOf = (authority: string): readonly Case[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(f => f.endsWith(`${authority}.yaml`))
    .sort()
    .flatMap(f => (parse(readFileSync(`${folder}${f}`, 'utf8')) ?? []) as Case[])
