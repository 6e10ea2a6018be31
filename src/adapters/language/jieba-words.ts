import type { ChineseNameClass, ChineseWordClass, ChineseWords } from '../../ports/chinese-words.ts'
import { readJiebaDictionary } from './jieba-dictionary.ts'
import { simplify } from './simplify.ts'
import { WordTrie } from './word-trie.ts'

const classes = ['word', 'place', 'person', 'foreign-person'] as const satisfies readonly ChineseWordClass[]

/** The classes of jieba's tags: those of the People's Daily corpus, `nr` for people, `ns` for places. */
const classOfTag: Readonly<Record<string, ChineseWordClass>> = {
  nr: 'person',
  nrfg: 'person',
  nrt: 'foreign-person',
  ns: 'place',
}
/** Places for a million edges; the dictionary has about 600,000. */
const trieBits = 20

interface Dictionary {
  readonly trie: WordTrie
  /** The logarithm of how many words the frequencies count. */
  readonly logTotal: number
  readonly names: Readonly<Record<ChineseNameClass, readonly string[]>>
}

/**
 * The dictionary of jieba (MIT) with its frequencies. Read at the first call: 0.4 s, and 25 MB that stay.
 */
export function createJiebaWords(): ChineseWords {
  let loaded: Dictionary | undefined
  const dictionary = () => (loaded ??= readDictionary())
  return {
    simplified: simplify,
    wordsAt(text, at, visit) {
      const { trie, logTotal } = dictionary()
      trie.visit(text, at, (end, logCount, tag) => visit(end, logCount - logTotal, classes[tag] ?? 'word'))
    },
    namesOf: (nameClass) => dictionary().names[nameClass],
  }
}

/** Lines of a word, its count and its tag, with spaces between them. */
function readDictionary(): Dictionary {
  const text = readJiebaDictionary().toString('utf8')
  const trie = new WordTrie(trieBits)
  const names = { 'place': [] as string[], 'person': [] as string[], 'foreign-person': [] as string[] }
  let total = 0
  for (let start = 0; start < text.length; start = endOfLine(text, start) + 1) {
    const endOfWord = text.indexOf(' ', start)
    const endOfCount = text.indexOf(' ', endOfWord + 1)
    const count = Math.max(1, Number(text.slice(endOfWord + 1, endOfCount)))
    const wordClass = classOfTag[text.slice(endOfCount + 1, endOfLine(text, start))] ?? 'word'
    const word = text.slice(start, endOfWord)
    trie.add(word, Math.log(count), classes.indexOf(wordClass))
    if (wordClass !== 'word') names[wordClass].push(word)
    total += count
  }
  return { trie, logTotal: Math.log(total), names }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
