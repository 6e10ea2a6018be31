import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { NameLists } from '../../ports/name-lists.ts'

const mark = /\p{M}/gu

/** The 39,000 names of the package `@cspell/dict-people-names` (MIT), read at the first question: 30 ms and 4 MB. */
export function createListedNames(): NameLists {
  let loaded: ReadonlySet<string> | undefined
  return { isName: (word) => (loaded ??= readNames()).has(word) }
}

/** One name a line; lines with `#` are remarks. */
function readNames(): ReadonlySet<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('@cspell/dict-people-names'))
  const path = join(folder, 'dict/people-names.txt')
  const lines = readFileSync(path, 'utf8').split('\n')
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')).map(plain))
}

function plain(name: string): string {
  return name.normalize('NFD').replace(mark, '').toLowerCase()
}
