import { createRequire } from 'node:module'
import type { Jieba } from '@node-rs/jieba'
import { readJiebaDictionary } from './jieba-dictionary.ts'

// A constant of 40 MB: loaded when first needed, once for each thread.
let loaded: Jieba | undefined

function jieba(): Jieba {
  return (loaded ??= load())
}

/** At once, since terms are wanted at once: a dynamic import would have to be awaited. */
function load(): Jieba {
  const { Jieba: jiebas } = createRequire(import.meta.url)('@node-rs/jieba') as typeof import('@node-rs/jieba')
  return jiebas.withDict(readJiebaDictionary())
}

/** The words of a simplified Chinese text, by jieba's dictionary and its hidden Markov model for unknown words. */
export function wordsOf(text: string): readonly string[] {
  return jieba().cut(text, true)
}

/** As {@link wordsOf}, with the shorter words inside long ones before them: for searching. */
export function searchWordsOf(text: string): readonly string[] {
  return jieba().cutForSearch(text, true)
}
