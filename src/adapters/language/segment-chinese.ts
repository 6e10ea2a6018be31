import { createRequire } from 'node:module'
import type * as jieba from '@node-rs/jieba'
import { readJiebaDictionary } from './jieba-dictionary.ts'

// A constant of 40 MB: loaded when first needed, once for each thread.
let loaded: jieba.Jieba | undefined

function cutter(): jieba.Jieba {
  return (loaded ??= load())
}

/** At once, since terms are wanted at once: a dynamic import would have to be awaited. */
function load(): jieba.Jieba {
  const { Jieba } = createRequire(import.meta.url)('@node-rs/jieba') as typeof jieba
  return Jieba.withDict(readJiebaDictionary())
}

/** The words of a simplified Chinese text, by jieba's dictionary and its hidden Markov model for unknown words. */
export function wordsOf(text: string): readonly string[] {
  return cutter().cut(text, true)
}

/** As {@link wordsOf}, with the shorter words inside long ones before them: for searching. */
export function searchWordsOf(text: string): readonly string[] {
  return cutter().cutForSearch(text, true)
}
