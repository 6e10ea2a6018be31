import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openCedictGloss } from '../../../../src/adapters/language/cedict-gloss.ts'
import { compileCedict, glossFileName } from '../../../../src/adapters/language/compile-cedict.ts'
import { originOf } from '../../../../src/domain/text/traced-text.ts'
import type { Gloss } from '../../../../src/ports/gloss.ts'

const entries = [
  ['員工', '员工', 'yuan2 gong1', 'staff; personnel', [], []],
  ['年假', '年假', 'nian2 jia4', ['annual leave', 'New Year holidays'], [], []],
  ['申請', '申请', 'shen1 qing3', 'to apply for sth', [], []],
  ['溫', '温', 'wen1', 'warm', [], []],
  ['溫度', '温度', 'wen1 du4', 'temperature', [], []],
  ['的', '的', 'de5', 'of', [], []],
]

let folder: string
let gloss: Gloss

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lorekeep-gloss-'))
  await writeFile(join(folder, 'all.js'), `export default ${JSON.stringify({ all: entries, variantLookup: [] })}`)
  await compileCedict(folder, folder)
  gloss = await openCedictGloss(join(folder, glossFileName))
})

afterAll(() => rm(folder, { recursive: true }))

const words = (text: string) => gloss.toEnglish(text).text.trim().split(/\s+/).join(' ')

describe('the gloss of a text', () => {
  test('has the English word for each Chinese one, in order', () => {
    expect(words('员工申请年假')).toBe('staff apply for annual leave')
  })

  test('reads traditional characters too', () => {
    expect(words('員工申請年假')).toBe('staff apply for annual leave')
  })

  test('keeps what is not Chinese as it is', () => {
    expect(gloss.toEnglish('Annual leave, AB-1234').text).toBe('Annual leave, AB-1234')
    expect(words('TL-310温度, max. 5 °C')).toBe('TL-310 temperature , max. 5 °C')
  })

  test('leaves particles out, and words that the dictionary does not have', () => {
    expect(words('员工的年假')).toBe('staff annual leave')
    expect(words('鑫员工')).toBe('staff')
  })

  test('finds a word that the segmentation cuts in two', () => {
    expect(words('年假')).toBe('annual leave')
  })
})

test('the compiled file has a line for each form of each word, sorted by its bytes', async () => {
  const lines = (await readFile(join(folder, glossFileName), 'utf8')).trimEnd().split('\n')

  expect(lines).toContain('員工\tstaff\tpersonnel')
  expect(lines).toContain('员工\tstaff\tpersonnel')
  expect(lines.map((line) => Buffer.from(line.split('\t')[0] ?? ''))).toEqual(
    lines.map((line) => Buffer.from(line.split('\t')[0] ?? '')).sort((a, b) => Buffer.compare(a, b)),
  )
})

test('a dictionary that is missing or of another shape is reported, with what to do', async () => {
  await expect(compileCedict(join(folder, 'nowhere'), folder)).rejects.toMatchObject({
    code: 'data-damaged',
    hint: expect.stringContaining('npm ci'),
  })
  const broken = await mkdtemp(join(tmpdir(), 'lorekeep-gloss-'))
  await writeFile(join(broken, 'all.js'), 'export default {"all":[["too","short"]]}')
  await expect(compileCedict(broken, folder)).rejects.toMatchObject({ code: 'data-damaged' })
  await rm(broken, { recursive: true })
})

test('says which Chinese word each English one stands for', () => {
  const text = 'OK 😀 員工的年假溫度, 员工年假'
  const english = gloss.toEnglish(text)
  const chineseFor = (word: string, from = 0) => {
    const start = english.text.indexOf(word, from)
    const origin = originOf(english, start, start + word.length)
    return text.slice(origin?.start, origin?.end)
  }

  expect(chineseFor('OK')).toBe('OK')
  expect(chineseFor('staff')).toBe('員工')
  expect(chineseFor('leave')).toBe('年假')
  expect(chineseFor('temperature')).toBe('溫度')
  expect(chineseFor('staff', english.text.indexOf(','))).toBe('员工')
})
