import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

// A constant of 40 MB: loaded when first needed, once for each thread.
let loaded: Jieba | undefined

function jieba(): Jieba {
  return (loaded ??= Jieba.withDict(dict))
}

/** The words of a simplified Chinese text, by jieba's dictionary and its hidden Markov model for unknown words. */
export function wordsOf(text: string): readonly string[] {
  return jieba().cut(text, true)
}

/** As {@link wordsOf}, with the shorter words inside long ones before them: for searching. */
export function searchWordsOf(text: string): readonly string[] {
  return jieba().cutForSearch(text, true)
}
