import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { administrator } from '../src/access/sign-in.ts'
import type { Lorekeep } from '../src/compose.ts'
import type { RetrievedPassage } from '../src/answering/retrieved-passage.ts'
import { resolveSource } from '../ingest/sources/resolve-source.ts'
import type { IngestReport } from '../src/domain/ingest-report.ts'
import { benchData } from './bench-data.ts'
import { formatScores, rankOf, type RankingScores, scoreRanks } from './ranking-scores.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'

// Measures retrieval through the real pipeline: files on disk, ingest, Chroma, SQLite, search.
// Every figure is hit@1 / hit@5 / MRR@10.

const passagesAsked = 50

interface HandbookQuestion {
  readonly question: string
  readonly doc: string
  readonly heading_line: number
  readonly answer_text: string
  readonly ambiguous?: boolean
}

const handbook = await withTemporaryLorekeep(async (lorekeep, folder) => {
  const { documents, questions } = await stripHandbook(join(folder, 'handbook'))
  const report = await ingest(lorekeep, documents)
  const byDocument: (number | undefined)[] = []
  const bySection: (number | undefined)[] = []
  const times: number[] = []
  for (const { question, doc, answer_text: answer } of questions) {
    const startedAt = performance.now()
    const passages = await search(lorekeep, question)
    times.push(performance.now() - startedAt)
    byDocument.push(rankOf([...new Set(passages.map(({ source }) => source))], (source) => source === doc))
    const opening = wordsOf(answer).slice(0, 60)
    bySection.push(rankOf(passages, (passage) => passage.source === doc && wordsOf(passage.text).includes(opening)))
  }
  return {
    report,
    byDocument: scoreRanks(byDocument),
    bySection: scoreRanks(bySection),
    times: times.toSorted((a, b) => a - b),
  }
})
print('handbook, stripped, right document', handbook.byDocument)
print('handbook, stripped, right section', handbook.bySection)
const { report, times } = handbook
console.log(
  `handbook ingest: ${report.files} files (${report.added} added, ${report.failed} failed), ${report.chunksWritten} chunks ` +
    `in ${(report.milliseconds / 1000).toFixed(0)} s; search p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`,
)

for (const [label, passages, questions] of [
  ['XQuAD en→en', 'en', 'en'],
  ['XQuAD zh→zh', 'zh', 'zh'],
  ['XQuAD zh→en', 'en', 'zh'],
  ['XQuAD en→zh', 'zh', 'en'],
] as const) {
  print(label, await measureXquad(passages, questions))
}

const peak = process.resourceUsage().maxRSS / 1024
console.log(`peak memory of this process: ${peak.toFixed(0)} MB`)

async function measureXquad(passageLanguage: string, questionLanguage: string): Promise<RankingScores> {
  const paragraphs = await readXquad(passageLanguage)
  const asked = await readXquad(questionLanguage)
  return withTemporaryLorekeep(async (lorekeep, folder) => {
    const documents = join(folder, 'documents')
    await mkdir(documents)
    for (const [index, { context }] of paragraphs.entries()) await writeFile(join(documents, `${index}.txt`), context)
    await ingest(lorekeep, documents)
    const ranks: (number | undefined)[] = []
    for (const [index, { questions }] of asked.entries()) {
      for (const question of questions) {
        const found = await search(lorekeep, question)
        ranks.push(rankOf([...new Set(found.map(({ source }) => source))], (source) => source === `${index}.txt`))
      }
    }
    return scoreRanks(ranks)
  })
}

async function readXquad(
  language: string,
): Promise<readonly { readonly context: string; readonly questions: readonly string[] }[]> {
  const file = join(benchData('xquad'), `xquad.${language}.json`)
  const { data } = JSON.parse(await readFile(file, 'utf8')) as {
    data: { paragraphs: { context: string; qas: { question: string }[] }[] }[]
  }
  return data.flatMap(({ paragraphs }) =>
    paragraphs.map(({ context, qas }) => ({ context, questions: qas.map(({ question }) => question) })),
  )
}

/** Copies the handbook without the headings that the questions were made from. */
async function stripHandbook(target: string) {
  const source = benchData('sourcegraph-handbook')
  const lines = (await readFile(join(source, 'qa_from_headings.jsonl'), 'utf8')).trim().split('\n')
  const all = lines.map((line) => JSON.parse(line) as HandbookQuestion)
  const headings = new Map<string, Set<number>>()
  for (const { doc, heading_line: line } of all) headings.set(doc, (headings.get(doc) ?? new Set()).add(line))
  for (const entry of await readdir(join(source, 'content'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue
    const absolutePath = join(entry.parentPath, entry.name)
    const path = absolutePath.slice(source.length + 1)
    const text = await readFile(absolutePath, 'utf8')
    const drop = headings.get(path)
    const kept = text.split('\n').filter((_, index) => drop === undefined || !drop.has(index + 1))
    await mkdir(dirname(join(target, path)), { recursive: true })
    await writeFile(join(target, path), kept.join('\n'))
  }
  return { documents: target, questions: all.filter(({ ambiguous }) => ambiguous !== true) }
}

async function ingest(lorekeep: Lorekeep, folder: string): Promise<IngestReport> {
  const { source, place } = await resolveSource({ path: folder, name: 'bench' }, [])
  return lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, new AbortController().signal)
}

function search(lorekeep: Lorekeep, question: string): Promise<readonly RetrievedPassage[]> {
  return lorekeep.retrieve(question, administrator, {}, passagesAsked, AbortSignal.timeout(60_000))
}

/** Letters and digits only, so that wrapping and markup do not matter. */
function wordsOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
}

function print(label: string, scores: RankingScores): void {
  console.log(`${label.padEnd(36)} ${formatScores(scores)}`)
}
