import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sentencesOf } from '../../src/domain/text/sentences.ts'
import { benchData } from '../bench-data.ts'
import type { AnsweredQuestion, SourceText } from './change.ts'

/** As long as a passage that an answer is made from. */
const passageLength = { en: 1200, zh: 600 } as const

interface XquadParagraph {
  readonly context: string
  readonly qas: readonly { readonly question: string; readonly answers: readonly { readonly text: string }[] }[]
}

/** The paragraphs of XQuAD; those of one article are one document. The order is the same in both languages. */
export async function xquadTexts(language: 'en' | 'zh'): Promise<readonly SourceText[]> {
  const { data } = JSON.parse(await readFile(join(benchData('xquad'), `xquad.${language}.json`), 'utf8')) as {
    data: { paragraphs: XquadParagraph[] }[]
  }
  return data.flatMap(({ paragraphs }, document) =>
    paragraphs.map(({ context, qas }) =>
      textOf(
        document,
        '',
        context,
        qas.map(({ question, answers }) => ({ question, answer: answers[0]?.text ?? '' })),
      ),
    ),
  )
}

export function handbookTexts(): Promise<readonly SourceText[]> {
  return markdownTexts(join(benchData('sourcegraph-handbook'), 'content'), passageLength.en)
}

export function lawTexts(): Promise<readonly SourceText[]> {
  return markdownTexts(benchData('cn-laws'), passageLength.zh)
}

/** The text between the headings of every file, cut at paragraphs. */
async function markdownTexts(folder: string, length: number): Promise<readonly SourceText[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
  const texts: SourceText[] = []
  for (const [document, path] of paths.entries()) {
    const written = (await readFile(path, 'utf8')).replace(/^[\s\S]*<!-- INFO END -->/, '')
    const title = /^#\s+(.+)$/m.exec(written)?.[1] ?? ''
    for (const section of written.split(/^#{1,6}\s.*$/m)) {
      for (const text of passagesOf(section, length)) texts.push(textOf(document, title, text, []))
    }
  }
  return texts
}

function passagesOf(section: string, length: number): readonly string[] {
  const passages: string[] = []
  let passage = ''
  for (const paragraph of section.split(/\n\s*\n/)) {
    if (passage !== '' && passage.length + paragraph.length > length) {
      passages.push(passage)
      passage = ''
    }
    passage += `${passage === '' ? '' : '\n\n'}${paragraph.trim()}`
  }
  return [...passages, passage].filter((text) => text.length > length / 6)
}

function textOf(document: number, title: string, text: string, questions: readonly AnsweredQuestion[]): SourceText {
  const sentences = sentencesOf(text)
    .map((sentence) => withoutMarkup(sentence.text))
    .filter(isWhole)
  return { document, title, text, sentences, questions }
}

function withoutMarkup(sentence: string): string {
  return sentence
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`]{1,3}/g, '')
    .replace(/^\s*(?:[-+>•]|\d+[.)])\s*/, '')
    .replace(/^第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?\s*/u, '')
    .trim()
}

/** Sentences of an ordinary length that end like one, and hold no addresses or markup. */
function isWhole(sentence: string): boolean {
  const isChinese = /\p{Script=Han}/u.test(sentence)
  const [least, most] = isChinese ? [12, 120] : [40, 280]
  const isClean = !/[<>|{}[\]]|https?:/.test(sentence)
  return isClean && sentence.length >= least && sentence.length <= most && /[.。]$/u.test(sentence)
}
