import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { administrator } from '../src/access/sign-in.ts'
import { languageOf } from '../src/domain/language.ts'
import { resolveSource } from '../ingest/sources/resolve-source.ts'
import { formatScores, rankOf, scoreRanks } from './ranking-scores.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'

// Asks the golden questions of the sample documents: are the right documents found, is the gold
// passage quoted, and are unanswerable questions refused?

interface GoldenQuestion {
  readonly question: string
  readonly documents: readonly string[]
  readonly passage?: string
  readonly status: 'answered' | 'abstained'
}

const lines = (await readFile(resolve('data/golden-questions.jsonl'), 'utf8')).trim().split('\n')
const questions = lines.map((line) => JSON.parse(line) as GoldenQuestion)
const isVerbose = process.argv.includes('--verbose')

await withTemporaryLorekeep(async (lorekeep) => {
  const { source, place } = await resolveSource({ path: resolve('data/documents'), name: 'samples' }, [])
  const signal = new AbortController().signal
  await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
  const results = []
  for (const golden of questions) {
    const passages = await lorekeep.retrieve(golden.question, administrator, {}, 20, signal)
    const answer = await lorekeep.ask({ question: golden.question }, administrator, () => undefined, signal)
    const documents = [...new Set(passages.map((passage) => passage.source))]
    const stored = await lorekeep.journal.get(answer.id)
    results.push({
      golden,
      answer,
      evidence: stored?.explanation.evidence,
      rank: rankOf(documents, (document) => golden.documents.includes(document)),
      cites: answer.citations.some((citation) => golden.documents.includes(citation.source)),
      quotes: answer.citations.some(
        ({ quote }) => quote.includes(golden.passage ?? '\0') || (golden.passage ?? '').includes(quote),
      ),
    })
  }
  for (const language of ['en', 'zh'] as const) {
    const own = results.filter(({ golden }) => languageOf(golden.question) === language)
    const answerable = own.filter(({ golden }) => golden.status === 'answered')
    const unanswerable = own.filter(({ golden }) => golden.status === 'abstained')
    const share = (count: number, of: number) => `${count} of ${of}`
    console.log(`${language}: right document retrieved ${formatScores(scoreRanks(answerable.map(({ rank }) => rank)))}`)
    console.log(
      `${language}: answered ${share(answerable.filter(({ answer }) => answer.status === 'answered').length, answerable.length)}, ` +
        `right document cited ${share(answerable.filter(({ cites }) => cites).length, answerable.length)}, ` +
        `gold passage quoted ${share(answerable.filter(({ quotes }) => quotes).length, answerable.length)}, ` +
        `unanswerable refused ${share(unanswerable.filter(({ answer }) => answer.status === 'abstained').length, unanswerable.length)}`,
    )
  }
  const times = results.map(({ answer }) => answer.timings.totalMs).toSorted((a, b) => a - b)
  console.log(`answer p50 ${times[Math.floor(times.length / 2)]} ms, p95 ${times[Math.floor(times.length * 0.95)]} ms`)
  if (isVerbose) {
    for (const { golden, answer, evidence, rank, quotes } of results) {
      const facts = [
        answer.status,
        `rank ${rank}`,
        quotes ? 'quoted' : 'not quoted',
        `coverage ${evidence?.coverage.toFixed(2)}`,
        `similarity ${evidence?.similarity.toFixed(2)}`,
      ]
      console.log(
        `\n${golden.status === 'abstained' ? '∅ ' : ''}${golden.question}\n  ${facts.join(' · ')}\n  gold: ${golden.passage ?? ''}\n  said: ${answer.text.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
      )
    }
  }
})
