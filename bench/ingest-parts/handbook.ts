import { embeddingText } from '../../ingest/chunking/embedding-text.ts'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import type { Lorekeep } from '../../src/compose.ts'
import { benchData } from '../bench-data.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'
import { questionText } from '../../src/domain/privacy/sourced-text.ts'

/**
 * Ingests the handbook twice. How much of the first run is the model's is measured by embedding the
 * very same texts once more, alone.
 */
export async function measureHandbook(): Promise<void> {
  await withTemporaryLorekeep(async (lorekeep) => {
    const { source, place } = await resolveSource({ path: benchData('sourcegraph-handbook'), name: 'handbook' }, [])
    const signal = new AbortController().signal
    const ingest = () => lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
    await lorekeep.embedder.embed([questionText('warm up')], 'document')
    const first = await ingest()
    const second = await ingest()
    const model = await embedAgain(lorekeep)
    const share = model.seconds / (first.milliseconds / 1000)
    console.log(
      `handbook: ${first.files} files, ${first.chunksWritten} chunks in ${(first.milliseconds / 1000).toFixed(1)} s; ` +
        `the model alone takes ${model.seconds.toFixed(1)} s for the same ${model.texts} texts: ${(share * 100).toFixed(0)} %`,
    )
    console.log(`second run: ${second.unchanged} unchanged in ${(second.milliseconds / 1000).toFixed(2)} s`)
  })
}

async function embedAgain({ registry, embedder }: Lorekeep) {
  const texts = new Set<string>()
  for (let after: string | undefined; ;) {
    const page = await registry.page(after, 100)
    for (const { id, title } of page) {
      for (const { chunk } of await registry.chunksOf(id)) texts.add(embeddingText(title, chunk))
    }
    after = page.at(-1)?.id
    if (page.length < 100) break
  }
  const startedAt = performance.now()
  const all = [...texts]
  for (let from = 0; from < all.length; from += 256)
    await embedder.embed(all.slice(from, from + 256).map(questionText), 'document')
  return { texts: all.length, seconds: (performance.now() - startedAt) / 1000 }
}
