import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import { administrator } from '../../src/access/sign-in.ts'
import { compress } from '../../src/answering/compression/compress.ts'
import { evidencePassages } from '../../src/answering/retrieval/retrieve.ts'
import { forModel } from '../../src/answering/evidence/without-planted.ts'
import type { Lorekeep } from '../../src/compose.ts'
import { estimateTokens } from '../../src/domain/text/token-estimate.ts'
import { readGoldenQuestions } from '../../src/evaluation/golden-question.ts'
import { benchData } from '../bench-data.ts'
import { handbookSet, writeDocuments } from '../retrieval-parts/question-set.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'

// What compression costs and saves: of the questions whose answer is among the passages found, how many still have it in
// what a model is given, and in how many tokens.

interface CompressionQuestion {
  readonly question: string
  readonly documents: readonly string[]
  /** Words that the evidence must hold. */
  readonly gold: string
}

interface CompressionSet {
  readonly name: string
  readonly questions: readonly CompressionQuestion[]
  /** Puts the documents into a folder, and says which. */
  readonly documentsIn: (folder: string) => Promise<string>
}

const signal = new AbortController().signal

export async function measureCompression(): Promise<void> {
  for (const set of [await samples(), await xquad('en'), await xquad('zh'), await handbook()]) {
    await withTemporaryLorekeep(async (lorekeep, folder) => {
      const path = await set.documentsIn(join(folder, 'documents'))
      const { source, place } = await resolveSource({ path, name: 'bench' }, [])
      await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
      await measureSet(set, lorekeep)
    })
  }
}

async function measureSet({ name, questions }: CompressionSet, lorekeep: Lorekeep): Promise<void> {
  const sums = { asked: 0, found: 0, forHard: 0, keptForHard: 0, forLookup: 0, keptForLookup: 0 }
  for (const { question, documents, gold } of questions) {
    const passages = await lorekeep.retrieve(question, administrator, {}, evidencePassages, signal)
    const holds = (texts: typeof passages) =>
      texts.some(({ source, text }) => documents.includes(source) && lettersOf(text).includes(lettersOf(gold)))
    if (!holds(passages)) continue
    const comparison = await lorekeep.compareQuestion(question, passages, signal)
    const given = async (isLookup: boolean) => {
      const compressed = await compress({ passages, comparison, isLookup }, async (text) => estimateTokens(text))
      const leftOut = new Map(compressed.map((of) => [of.passage.chunkId, of.leftOut]))
      return forModel(
        compressed.map(({ passage }) => passage),
        [],
        leftOut,
      )
    }
    const [whole, near] = [await given(false), await given(true)]
    sums.asked += 1
    sums.found += tokensOf(passages)
    sums.forHard += tokensOf(whole)
    sums.forLookup += tokensOf(near)
    if (holds(whole)) sums.keptForHard += 1
    if (holds(near)) sums.keptForLookup += 1
  }
  const { asked, found, forHard, keptForHard, forLookup, keptForLookup } = sums
  const row = (tokens: number, kept: number) =>
    `${(tokens / asked).toFixed(0)} tokens, the answer in ${((100 * kept) / asked).toFixed(1)} %`
  console.log(
    `${name}: ${asked} questions; found ${row(found, asked)}; for hard ones ${row(forHard, keptForHard)}; for lookups ${row(forLookup, keptForLookup)}`,
  )
}

function tokensOf(passages: readonly { readonly text: string }[]): number {
  return passages.reduce((sum, { text }) => sum + estimateTokens(text), 0)
}

/** Wrapping and markup do not matter. */
function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

async function samples(): Promise<CompressionSet> {
  const file = 'data/golden-questions.jsonl'
  const golden = readGoldenQuestions(await readFile(resolve(file), 'utf8'), file)
  return {
    name: 'sample documents',
    documentsIn: async () => resolve('data/documents'),
    questions: golden.flatMap(({ question, documents, passage }) =>
      passage === undefined ? [] : [{ question, documents, gold: passage }],
    ),
  }
}

async function xquad(language: string): Promise<CompressionSet> {
  const { data } = JSON.parse(await readFile(join(benchData('xquad'), `xquad.${language}.json`), 'utf8')) as {
    data: { paragraphs: { context: string; qas: { question: string; answers: { text: string }[] }[] }[] }[]
  }
  const paragraphs = data.flatMap((of) => of.paragraphs)
  const pathOf = (index: number) => `${index}.txt`
  return {
    name: `XQuAD ${language}`,
    documentsIn: (folder) =>
      written(
        folder,
        paragraphs.map(({ context }, index) => ({ path: pathOf(index), text: context })),
      ),
    questions: paragraphs.flatMap(({ qas }, index) =>
      qas.flatMap(({ question, answers: [answer] }) =>
        answer === undefined ? [] : [{ question, documents: [pathOf(index)], gold: answer.text }],
      ),
    ),
  }
}

async function handbook(): Promise<CompressionSet> {
  const { documents, questions } = await handbookSet()
  return {
    name: 'handbook, the opening of the section',
    documentsIn: (folder) => written(folder, documents),
    questions: questions.map(({ question, document, answer = '' }) => ({
      question,
      documents: [document],
      gold: lettersOf(answer).slice(0, 60),
    })),
  }
}

async function written(folder: string, documents: Parameters<typeof writeDocuments>[1]): Promise<string> {
  await writeDocuments(folder, documents)
  return folder
}
