import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { accessLabelOf } from '../../../src/domain/access/access-label.ts'
import type { IngestEvent, IngestReport } from '../../../src/domain/ingest/ingest-report.ts'
import type { Policy } from '../../../src/domain/privacy/policy.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import { createMemoryAnswerCache } from '../../../src/adapters/memory/memory-answer-cache.ts'
import { createMemoryEmbedder } from '../../../src/adapters/memory/memory-embedder.ts'
import { createMemoryProcessLock } from '../../../src/adapters/memory/memory-process-lock.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { createMemoryVectorIndex } from '../../../src/adapters/memory/memory-vector-index.ts'
import { createLiveVectorIndex } from '../../../src/adapters/system/live-vector-index.ts'
import type { GuardedEmbedder } from '../../../src/ports/guarded-embedder.ts'
import type { Log } from '../../../src/ports/log.ts'
import type { VectorIndex, VectorIndexes } from '../../../src/ports/vector-index.ts'
import type { Records } from '../../../src/ports/records.ts'
import { createIngest, type IngestParts, type IngestRequest } from '../../../ingest/ingest.ts'
import { createFolderReader } from '../../../ingest/sources/readers/folder-reader.ts'
import { fingerprintFile } from '../../../ingest/loaders/parsing/fingerprint-file.ts'
import { parseFile } from '../../../ingest/loaders/parsing/parse-file.ts'
import type { ParserPool } from '../../../ingest/loaders/parsing/parser-pool.ts'
import { unpackFile } from '../../../ingest/loaders/parsing/unpack-file.ts'
import { createVerify, type VerifyRequest } from '../../../ingest/verify/verify.ts'
import { openEmbedder } from '../../../src/privacy/outgoing/guard-embedder.ts'
import { policyWith } from '../policies.ts'
import { plainAnalyzer } from '../plain-analyzer.ts'

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} }
const usual: Policy = { ...policyWith(), raises: {} }

interface HarnessOptions {
  readonly records?: Records
  readonly embedderId?: string
  readonly policy?: Policy
  /** Another one, whose files and vectors this one works on. */
  readonly like?: { readonly root: string; readonly collections: Map<string, VectorIndex> }
}

/** The real ingest over real files, with adapters in memory unless others are given. */
export function createIngestHarness(given: HarnessOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lorekeep-ingest-'))
  const root = given.like?.root ?? join(folder, 'documents')
  const records = given.records ?? createMemoryRecords()
  let policy = given.policy ?? usual
  const embedded: string[] = []
  const parsed: string[] = []
  const collections = given.like?.collections ?? new Map<string, VectorIndex>()
  const open = (collection: string) => {
    const index = collections.get(collection) ?? createMemoryVectorIndex()
    collections.set(collection, index)
    return index
  }
  const live = createLiveVectorIndex(async () => open((await records.registry.indexIdentity())?.collection ?? 'first'))
  const indexes: VectorIndexes = {
    live,
    firstCollection: 'first',
    open,
    drop: async (collection) => void collections.delete(collection),
  }
  const embedder = recording(openEmbedder(createMemoryEmbedder()), embedded, given.embedderId)
  const parser: ParserPool = {
    fingerprint: (absolutePath) => fingerprintFile(absolutePath),
    parse: async (absolutePath, path, counting) => {
      parsed.push(path)
      return parseFile(absolutePath, path, counting)
    },
    unpack: unpackFile,
    close: async () => undefined,
  }
  const reader = createFolderReader()
  const parts: IngestParts = {
    ...records,
    indexes,
    vectors: live,
    embedder,
    analyzer: plainAnalyzer,
    parser,
    audit: records.auditLog,
    lock: createMemoryProcessLock(),
    policy: { current: () => policy },
    clock: () => Date.now(),
    log: quiet,
    readers: { folder: reader, git: reader, web: reader, s3: reader },
    workFolder: join(folder, 'work'),
  }
  const source: Source = {
    name: 'handbook',
    root,
    origin: { kind: 'folder' },
    accessLabel: accessLabelOf(['staff']),
    classification: 'internal',
    include: [],
    exclude: [],
  }
  const ingest = createIngest(parts)
  const cache = createMemoryAnswerCache(10)
  const verify = createVerify({ ...parts, ingest, keywords: records.keywordIndex, cache })
  let writes = 0

  return {
    root,
    parts,
    source,
    keywords: records.keywordIndex,
    cache,
    collections,
    /** As if another policy had been saved. */
    follow(other: Policy): void {
      policy = other
    },
    /** Every text that was embedded, and the path of every file that was parsed. */
    embedded,
    parsed,
    /** Writes files; each write has another time, as on a file system. */
    async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
      for (const [path, content] of Object.entries(files)) {
        const file = join(root, path)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, content)
        writes += 1
        const time = 1_700_000_000 + writes
        await utimes(file, time, time)
      }
    },
    ingest(
      request: Partial<IngestRequest> = {},
      onEvent: (event: IngestEvent) => void = () => undefined,
    ): Promise<IngestReport> {
      const signal = new AbortController().signal
      return ingest({ source, places: [root], actor: 'tester', ...request }, onEvent, signal)
    },
    verify: (repair = false) => verify({ repair, actor: 'tester' }, () => undefined, new AbortController().signal),
    verifyRequest: (request: VerifyRequest) => verify(request, () => undefined, new AbortController().signal),
    /** The same embedder under another identity. */
    embedderNamed: (id: string) => recording(openEmbedder(createMemoryEmbedder()), embedded, id),
    async paths(): Promise<readonly string[]> {
      return (await records.registry.ofSource(source.name)).map(({ path }) => path)
    },
    async document(path: string) {
      return (await records.registry.ofSource(source.name)).find((document) => document.path === path)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function recording(embedder: GuardedEmbedder, embedded: string[], id: string | undefined): GuardedEmbedder {
  const { tokens } = embedder
  return {
    ...embedder,
    identity: async (signal) => ({ ...(await embedder.identity(signal)), ...(id !== undefined && { id }) }),
    embed: (texts, purpose, signal) => {
      if (purpose === 'document') embedded.push(...texts.map(({ text }) => text))
      return embedder.embed(texts, purpose, signal)
    },
    ...(tokens !== undefined && {
      tokens: {
        ...tokens,
        encodeDocuments: (texts, signal) => {
          embedded.push(...texts)
          return tokens.encodeDocuments(texts, signal)
        },
      },
    }),
  }
}
