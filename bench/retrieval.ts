import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure } from './retrieval-parts/engine.ts'
import { measureGrowth } from './retrieval-parts/growth.ts'
import { measureLatency } from './retrieval-parts/latency.ts'
import { withLorekeep } from './retrieval-parts/lorekeep-engine.ts'
import { withPeers } from './retrieval-parts/peers.ts'
import { measureRedacted } from './retrieval-parts/redacted.ts'
import { handbookSet, mixedXquadSet, type QuestionSet, xquadSet } from './retrieval-parts/question-set.ts'

// Measures retrieval through the real pipeline: files on disk, ingest, Chroma, SQLite, search.
// Every figure is hit@1 / hit@5 / MRR@10.

const sets: Readonly<Record<string, readonly (() => Promise<QuestionSet>)[]>> = {
  handbook: [handbookSet],
  xquad: [
    () => xquadSet('en', 'en'),
    () => xquadSet('zh', 'zh'),
    () => xquadSet('zh', 'en'),
    () => xquadSet('en', 'zh'),
    () => mixedXquadSet('zh'),
    () => mixedXquadSet('en'),
  ],
}
const modelFolder = join(tmpdir(), 'lorekeep-models', 'minilm-l6-v2-int8-1')

const asked = process.argv.slice(3)
const isAsked = (part: string) =>
  asked.filter((option) => !option.startsWith('--')).length === 0 || asked.includes(part)
for (const [part, loaders] of Object.entries(sets)) {
  if (!isAsked(part)) continue
  for (const load of loaders) {
    const set = await load()
    await withLorekeep(set, (engine) => measure(engine, set))
    if (asked.includes('--side-by-side')) await withPeers(set, modelFolder, (engine) => measure(engine, set))
  }
}
if (asked.includes('growth')) await measureGrowth()
if (asked.includes('latency')) await measureLatency()
if (asked.includes('redacted')) await measureRedacted()

const peak = process.resourceUsage().maxRSS / 1024
console.log(`peak memory of this process: ${peak.toFixed(0)} MB`)
