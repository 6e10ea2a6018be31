import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { benchData } from '../bench-data.ts'
import { rankOf } from '../ranking-scores.ts'

/** A file to search, by its path in a folder. */
export interface SetDocument {
  readonly path: string
  readonly text: string
}

export interface SetQuestion {
  readonly question: string
  /** The path of the document that answers it. */
  readonly document: string
  /** What the right section says, where sections are told apart. */
  readonly answer?: string
}

/** Documents and questions that one of them answers. */
export interface QuestionSet {
  readonly name: string
  readonly documents: readonly SetDocument[]
  readonly questions: readonly SetQuestion[]
}

/** What a search found: where it stands and what it says. */
export interface FoundText {
  readonly document: string
  readonly text: string
}

/** The rank of the right document, each document counting once. */
export function documentRank({ document }: SetQuestion, found: readonly FoundText[]): number | undefined {
  return rankOf([...new Set(found.map((text) => text.document))], (path) => path === document)
}

/** How many letters and digits of an answer tell its section. */
const opening = 60

/** The rank of the first text of the right document that holds the beginning of the answer. */
export function sectionRank({ document, answer }: SetQuestion, found: readonly FoundText[]): number | undefined {
  const start = wordsOf(answer ?? '').slice(0, opening)
  return rankOf(found, (text) => text.document === document && wordsOf(text.text).includes(start))
}

/** Letters and digits only, so that wrapping and markup do not matter. */
function wordsOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

export async function writeDocuments(folder: string, documents: readonly SetDocument[]): Promise<void> {
  for (const { path, text } of documents) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

interface HandbookQuestion {
  readonly question: string
  readonly doc: string
  readonly heading_line: number
  readonly answer_text: string
  readonly ambiguous?: boolean
}

/** The handbook without the headings that its questions were made from. */
export async function handbookSet(): Promise<QuestionSet> {
  const source = benchData('sourcegraph-handbook')
  const lines = (await readFile(join(source, 'qa_from_headings.jsonl'), 'utf8')).trim().split('\n')
  const all = lines.map((line) => JSON.parse(line) as HandbookQuestion)
  const headings = new Map<string, Set<number>>()
  for (const { doc, heading_line: line } of all) headings.set(doc, (headings.get(doc) ?? new Set()).add(line))
  const documents: SetDocument[] = []
  for (const entry of await readdir(join(source, 'content'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue
    const absolutePath = join(entry.parentPath, entry.name)
    const path = absolutePath.slice(source.length + 1)
    const drop = headings.get(path)
    const text = await readFile(absolutePath, 'utf8')
    const kept = text.split('\n').filter((_, index) => drop === undefined || !drop.has(index + 1))
    documents.push({ path, text: kept.join('\n') })
  }
  const questions = all
    .filter(({ ambiguous }) => ambiguous !== true)
    .map(({ question, doc, answer_text: answer }) => ({ question, document: doc, answer }))
  return { name: 'handbook, headings stripped', documents, questions }
}

export type XquadLanguage = 'en' | 'zh'

/** Questions in one language about paragraphs in the same or the other one. */
export async function xquadSet(questionsIn: XquadLanguage, paragraphsIn: XquadLanguage): Promise<QuestionSet> {
  const [asked, paragraphs] = [await readXquad(questionsIn), await readXquad(paragraphsIn)]
  return {
    name: `XQuAD ${questionsIn}→${paragraphsIn}`,
    documents: paragraphs.map(({ context }, index) => ({ path: `${index}.txt`, text: context })),
    questions: asked.flatMap(({ questions }, index) =>
      questions.map((question) => ({ question, document: `${index}.txt` })),
    ),
  }
}

/**
 * Half of the paragraphs in one language and half in the other, no paragraph in both: every second Chinese question has
 * its answer in English.
 */
export async function mixedXquadSet(questionsIn: XquadLanguage): Promise<QuestionSet> {
  const [zh, en] = [await xquadSet(questionsIn, 'zh'), await xquadSet(questionsIn, 'en')]
  const documents = zh.documents.map((document, index) =>
    index % 2 === 0 ? document : (en.documents[index] ?? document),
  )
  return { name: `XQuAD ${questionsIn}→half zh, half en`, documents, questions: zh.questions }
}

async function readXquad(
  language: XquadLanguage,
): Promise<readonly { readonly context: string; readonly questions: readonly string[] }[]> {
  const file = join(benchData('xquad'), `xquad.${language}.json`)
  const { data } = JSON.parse(await readFile(file, 'utf8')) as {
    data: { paragraphs: { context: string; qas: { question: string }[] }[] }[]
  }
  return data.flatMap(({ paragraphs }) =>
    paragraphs.map(({ context, qas }) => ({ context, questions: qas.map(({ question }) => question) })),
  )
}
