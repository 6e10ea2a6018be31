import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { administrator } from '../src/access/sign-in.ts'
import type { RankedSentence } from '../src/answering/sentences/rank-sentences.ts'
import { rankSentences } from '../src/answering/sentences/rank-sentences.ts'
import { evidencePassages } from '../src/answering/retrieval/retrieve.ts'
import type { Lorekeep } from '../src/compose.ts'
import type { Answer } from '../src/domain/answers/answer.ts'
import { pageAt } from '../src/domain/documents/page-start.ts'
import { defaultGate, evidenceScore } from '../src/domain/answers/evidence-gate.ts'
import { aurocOf, crossValidate, type EvidenceSample, fitThreshold } from '../src/evaluation/fit-gate.ts'
import { readGoldenQuestions } from '../src/evaluation/golden-question.ts'
import { resolveSource } from '../ingest/sources/resolve-source.ts'
import { benchData } from './bench-data.ts'
import { measureCompression } from './evidence-parts/compression.ts'
import { measureSupport } from './evidence-parts/support.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'

// Measures through the real pipeline: does the gate refuse questions whose passage is withheld, does the first of the
// chosen sentences hold the answer, and does every quote stand in its document where its citation says?
// And are sentences told apart that a text carries, and ones that it does not? `support develop` shows, for the half of the
// documents that rules may be made on, which are not.
// And what does compression leave of the evidence?
// npm run eval:evidence [-- en zh samples support [develop] compression]

interface XquadQuestion {
  readonly question: string
  readonly answer: string
  readonly document: string
}

const falseRefusals = 0.05
const questionsAsked = 200
const signal = new AbortController().signal
const all = ['en', 'zh', 'samples', 'support', 'compression']
const named = process.argv.slice(2).filter((name) => all.includes(name))
const sets = named.length > 0 ? named : all

for (const language of ['en', 'zh'] as const) if (sets.includes(language)) await measureXquad(language)
if (sets.includes('samples')) await measureSamples()
if (sets.includes('support')) {
  const develops = process.argv.includes('develop')
  await measureSupport(develops ? 'even' : 'odd', develops)
}
if (sets.includes('compression')) await measureCompression()

async function measureXquad(language: 'en' | 'zh'): Promise<void> {
  await withTemporaryLorekeep(async (lorekeep, folder) => {
    const documents = join(folder, 'documents')
    const questions = await writeXquad(language, documents)
    await ingest(lorekeep, documents)
    await measureGate(`XQuAD ${language}`, lorekeep, questions)
    await measureExtraction(`XQuAD ${language}`, lorekeep, questions)
    const asked = questions.filter((_, index) => index % Math.ceil(questions.length / questionsAsked) === 0)
    await measureQuotes(
      `XQuAD ${language}`,
      lorekeep,
      asked.map(({ question }) => question),
    )
  })
}

async function measureSamples(): Promise<void> {
  await withTemporaryLorekeep(async (lorekeep) => {
    await ingest(lorekeep, resolve('data/documents'))
    const file = 'data/golden-questions.jsonl'
    const golden = readGoldenQuestions(await readFile(resolve(file), 'utf8'), file)
    await measureQuotes(
      'sample documents',
      lorekeep,
      golden.map(({ question }) => question),
    )
    await measurePages(lorekeep)
  })
}

/** As a customer's calibration does it: the threshold is that of other questions on the same documents. */
async function measureGate(label: string, lorekeep: Lorekeep, questions: readonly XquadQuestion[]): Promise<void> {
  const samples: EvidenceSample[] = []
  for (const { question, document } of questions) {
    samples.push(...(await lorekeep.gatherEvidence({ question, documents: [document] }, administrator, signal)))
  }
  const scores = (answerable: boolean) =>
    samples
      .filter((sample) => sample.answerable === answerable)
      .map(({ features }) => evidenceScore(features, defaultGate.weights))
  const [answerable, withheld] = [scores(true), scores(false)]
  const below = (values: readonly number[], threshold: number) =>
    values.filter((score) => score < threshold).length / values.length
  const threshold = fitThreshold(answerable, falseRefusals)
  console.log(
    `${label}: not calibrated AUROC ${short(aurocOf(answerable, withheld))}, refused wrongly ${short(below(answerable, defaultGate.threshold))} ` +
      `and rightly ${short(below(withheld, defaultGate.threshold))}; default weights, threshold ${threshold.toFixed(2)} at 5 % false ones: ${short(below(withheld, threshold))}`,
  )
  const quality = crossValidate(samples, falseRefusals)
  console.log(
    `${label}: calibrated on other questions (five folds) AUROC ${short(quality.auroc)}, refused wrongly ${short(quality.falseRefusals)}, ` +
      `refused rightly ${short(quality.trueRefusals)} (${answerable.length} questions with their passage, ${withheld.length} without)`,
  )
}

async function measureExtraction(label: string, lorekeep: Lorekeep, questions: readonly XquadQuestion[]) {
  let [asked, first, amongThree] = [0, 0, 0]
  for (const { question, answer, document } of questions) {
    const passages = await lorekeep.retrieve(question, administrator, {}, evidencePassages, signal)
    if (!passages.some(({ source }) => source === document)) continue
    const ranked = rankSentences(await lorekeep.compareQuestion(question, passages, signal))
    const holds = ({ of, sentence }: RankedSentence) => of.passage.source === document && sentence.text.includes(answer)
    asked += 1
    if (ranked.slice(0, 1).some(holds)) first += 1
    if (ranked.slice(0, 3).some(holds)) amongThree += 1
  }
  console.log(
    `${label}: the answer stands in the first sentence ${short(first / asked)}, in the first three ${short(amongThree / asked)} (${asked} questions)`,
  )
}

/** Every quote of every answer, letter for letter at its offsets in its version, on its page. */
async function measureQuotes(label: string, lorekeep: Lorekeep, questions: readonly string[]): Promise<void> {
  const times: number[] = []
  const checked = { quotes: 0, exact: 0, paged: 0, onPage: 0 }
  for (const question of questions) {
    const answer = await lorekeep.ask({ question }, administrator, () => undefined, signal)
    times.push(answer.timings.totalMs)
    await checkCitations(lorekeep, answer, checked)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  console.log(
    `${label}: ${checked.exact} of ${checked.quotes} quotes stand letter for letter at their offsets, ` +
      `${checked.onPage} of ${checked.paged} on their page; an answer took ${at(0.5)} ms at the median, ${at(0.95)} ms at p95 (${questions.length} questions)`,
  )
}

async function checkCitations(
  lorekeep: Lorekeep,
  { citations }: Answer,
  checked: { quotes: number; exact: number; paged: number; onPage: number },
): Promise<void> {
  for (const { documentId, version, quote, start, end, page } of citations) {
    const extracted = await lorekeep.registry.extracted(documentId, version)
    checked.quotes += 1
    if (extracted?.text.slice(start, end) === quote) checked.exact += 1
    if (page === undefined) continue
    checked.paged += 1
    if (pageAt(extracted?.pages ?? [], start) === page) checked.onPage += 1
  }
}

/** Every chunk of every PDF, as a citation of it would be: letter for letter, on its page. */
async function measurePages(lorekeep: Lorekeep): Promise<void> {
  let [chunks, right, files] = [0, 0, 0]
  for (const document of await lorekeep.registry.ofSource('bench')) {
    if (document.mediaType !== 'application/pdf') continue
    files += 1
    const extracted = await lorekeep.registry.extracted(document.id, document.version)
    for (const { chunk } of await lorekeep.registry.chunksOf(document.id)) {
      chunks += 1
      const page = pageAt(extracted?.pages ?? [], chunk.start)
      if (extracted?.text.slice(chunk.start, chunk.end) === chunk.text && page === chunk.page) right += 1
    }
  }
  console.log(
    `sample documents: ${right} of ${chunks} chunks of ${files} PDF files stand where they say, on their page`,
  )
}

async function writeXquad(language: string, folder: string): Promise<readonly XquadQuestion[]> {
  const { data } = JSON.parse(await readFile(join(benchData('xquad'), `xquad.${language}.json`), 'utf8')) as {
    data: { paragraphs: { context: string; qas: { question: string; answers: { text: string }[] }[] }[] }[]
  }
  await mkdir(folder)
  const questions: XquadQuestion[] = []
  for (const { context, qas } of data.flatMap(({ paragraphs }) => paragraphs)) {
    const document = `${(await readdir(folder)).length}.txt`
    await writeFile(join(folder, document), context)
    questions.push(...qas.map(({ question, answers }) => ({ question, answer: answers[0]?.text ?? '', document })))
  }
  return questions
}

async function ingest(lorekeep: Lorekeep, folder: string): Promise<void> {
  const { source, place } = await resolveSource({ path: folder, name: 'bench' }, [])
  await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
}

function short(value: number): string {
  return value.toFixed(3).replace(/^0/, '')
}
