import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import type { RetrievedPassage } from '../../src/answering/retrieval/retrieved-passage.ts'
import type { Lorekeep } from '../../src/compose.ts'
import type { Principal } from '../../src/domain/access/principal.ts'
import { reply } from '../../test/support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../../test/support/openai-server/openai-server.ts'
import type { SourceText } from '../evidence-parts/change.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'
import { type CascadeCase, cascadeCases } from './cascade-cases.ts'
import { type CascadeOutcome, reportCascade } from './cascade-report.ts'

const asker: Principal = { id: 'user:bench', kind: 'user', name: 'Bench', groups: ['everyone'] }
const { signal } = new AbortController()

/** A sentence that nothing carries goes to the next model; values are not what is measured here. */
const policy = {
  cloud: { public: 'redact', internal: 'redact', confidential: 'redact', restricted: 'never' },
  onPrem: 'raw',
  unsupported: 'answer-again',
}
const models = {
  currency: 'USD',
  baselineModel: 'strong',
  // No question goes to the strong model before the weak one was heard.
  hardFrom: 1,
  prices: [
    { model: 'weak', tier: 'on-prem', input: 0.1, output: 0.4, validFrom: '2024-01-01' },
    { model: 'strong', tier: 'cloud', input: 2.5, output: 10, validFrom: '2024-01-01' },
  ],
}

/**
 * Each question goes to the weak model first, and to the strong one where the check of support finds fault, through the
 * whole pipeline and to a strict server that keeps what it is asked. What other ways of choosing would have come to
 * follows from that, since no model's answer depends on who was asked before.
 * @param difficultyOf the log odds that a question is hard
 */
export async function measureCascade(difficultyOf: (question: string) => Promise<number>, most: number): Promise<void> {
  const cases = await cascadeCases(most)
  const server = await startOpenAiServer({ models: ['weak', 'strong'] })
  let evidence: readonly RetrievedPassage[] = []
  const measure = async (lorekeep: Lorekeep, folder: string): Promise<readonly CascadeOutcome[]> => {
    const passagesOf = await publish(lorekeep, folder, [...new Set(cases.map((one) => one.evidence))])
    const outcomes: CascadeOutcome[] = []
    for (const one of cases) {
      evidence = await passagesOf(one.evidence)
      outcomes.push(await ask(lorekeep, server, one, await difficultyOf(one.question)))
    }
    return outcomes
  }
  const outcomes = await withTemporaryLorekeep(
    measure,
    {
      ONPREM_BASE_URL: server.baseUrl,
      ONPREM_MODEL: 'weak',
      CLOUD_BASE_URL: server.baseUrl,
      CLOUD_MODEL: 'strong',
    },
    { files: { POLICY_FILE: policy, MODELS_FILE: models }, standIns: { retrieve: async () => evidence } },
  )
  await server.close()
  reportCascade(outcomes)
}

async function ask(
  lorekeep: Lorekeep,
  server: OpenAiServer,
  one: CascadeCase,
  difficulty: number,
): Promise<CascadeOutcome> {
  server.reset()
  server.byDefault(({ model }) => reply(`${model === 'weak' ? one.byWeak : one.byStrong} [1]`))
  const { route } = await lorekeep.ask({ question: one.question, isSingle: true }, asker, () => undefined, signal)
  const asked = server.requests.map(({ body }) => (body as { readonly model?: string } | undefined)?.model)
  return {
    difficulty,
    change: one.change,
    weakIsRight: one.weakIsRight,
    wentUp: asked.includes('strong'),
    endsRight: route.provider === 'cloud' || one.weakIsRight,
  }
}

/** The texts as documents; the passages of each, as if a search were sure of them. */
async function publish(lorekeep: Lorekeep, folder: string, texts: readonly SourceText[]) {
  const documents = join(folder, 'documents')
  await mkdir(documents)
  for (const [at, { text }] of texts.entries()) await writeFile(join(documents, `${at}.md`), text)
  const { source, place } = await resolveSource({ path: documents, name: 'bench' }, [])
  await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
  const listed = await lorekeep.registry.list({ labels: { all: true }, limit: texts.length, offset: 0 })
  return async (wanted: SourceText): Promise<readonly RetrievedPassage[]> => {
    const path = `${texts.indexOf(wanted)}.md`
    const document = listed.documents.find((one) => one.path === path)
    if (document === undefined) throw new Error(`${path} was not ingested.`)
    const chunks = await lorekeep.registry.chunksOf(document.id)
    const passages = await lorekeep.registry.passages(
      chunks.map(({ chunk }) => chunk.id),
      { all: true },
    )
    // Under an id without vectors of tokens, so that the likeness given here counts: nothing of it is about the sum.
    return passages.map((passage) => ({
      ...passage,
      chunkId: `given:${passage.chunkId}`,
      score: 1,
      dense: 1,
      keyword: 1,
    }))
  }
}
