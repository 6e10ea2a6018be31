const fullWidthMarks = /[\u3001-\u303f，。；：！？（）]/gu
const marks = /[\p{P}\p{S}]/gu
const tokens = /\p{Script=Han}|[^\s\p{Script=Han}]+/gu
const articles = new Set(['a', 'an', 'the'])

/**
 * The tokens that answers are compared by: lower case, without punctuation, symbols and articles, as
 * SQuAD does it (Rajpurkar et al., EMNLP 2016); Chinese by characters, as in CMRC 2018 (Cui et al.,
 * EMNLP 2019).
 */
export function answerTokens(text: string): readonly string[] {
  const plain = text.replaceAll(fullWidthMarks, ' ').normalize('NFKC').toLowerCase().replaceAll(marks, '')
  return (plain.match(tokens) ?? []).filter((token) => !articles.has(token))
}
