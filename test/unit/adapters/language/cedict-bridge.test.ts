import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createCedictBridge } from '../../../../src/adapters/language/cedict-bridge.ts'
import { compileCedict, glossFileName } from '../../../../src/adapters/language/compile-cedict.ts'
import type { QuestionBridge } from '../../../../src/ports/question-bridge.ts'

const entries = [
  ['員工', '员工', 'yuan2 gong1', 'staff; personnel', [], []],
  ['年假', '年假', 'nian2 jia4', ['annual leave', 'New Year holidays'], [], []],
  ['什麼', '什么', 'shen2 me5', 'what?', [], []],
  ['里', '里', 'li3', 'inside', [], []],
  ['德', '德', 'de2', 'virtue', [], []],
  ['的', '的', 'de5', 'of', [], []],
]

let folder: string
let bridge: QuestionBridge

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lorekeep-bridge-'))
  await writeFile(join(folder, 'all.js'), `export default ${JSON.stringify({ all: entries, variantLookup: [] })}`)
  await compileCedict(folder, folder)
  bridge = createCedictBridge(async () => join(folder, glossFileName))
})

afterAll(() => rm(folder, { recursive: true }))

describe('the bridge for a question', () => {
  test('gives every meaning of each word, in order and without particles', async () => {
    expect(await bridge.wordsOf('员工的年假')).toEqual([
      { text: '员工', meanings: ['staff', 'personnel'], kind: 'word' },
      { text: '年假', meanings: ['annual leave', 'New Year holidays'], kind: 'word' },
    ])
  })

  test('reads traditional characters and keeps what is not Chinese', async () => {
    expect(await bridge.wordsOf('TL-310員工')).toEqual([
      { text: 'TL-310', meanings: ['TL-310'], kind: 'literal' },
      { text: '员工', meanings: ['staff', 'personnel'], kind: 'word' },
    ])
  })

  test('tells words that only ask, and the parts of words it does not know', async () => {
    const words = await bridge.wordsOf('贾里德年假什么')

    expect(words.filter(({ kind }) => kind === 'part').map(({ meanings }) => meanings[0])).toEqual(['inside', 'virtue'])
    expect(words.at(-1)).toEqual({ text: '什么', meanings: ['what'], kind: 'asking' })
  })

  test('has nothing to do for a question without Chinese', async () => {
    expect(await bridge.wordsOf('How much leave do I get?')).toEqual([])
  })
})
