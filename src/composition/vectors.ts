import { createChromaVectorIndexes } from '../adapters/chroma/chroma-vector-indexes.ts'
import { createEmbeddedChroma } from '../adapters/chroma/embedded-chroma.ts'
import { createLiveVectorIndex } from '../adapters/system/live-vector-index.ts'
import type { GuardedEmbedder } from '../ports/guarded-embedder.ts'
import type { ProcessLock } from '../ports/process-lock.ts'
import type { VectorIndexes } from '../ports/vector-index.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'
import type { Secrets } from './secrets.ts'

/** The collection in the Chroma server that is ours alone. */
const ownCollection = 'lorekeep-chunks'

export type Vectors = ReturnType<typeof composeVectors>

/** Chroma: a process of our own, or the server that is named. */
export function composeVectors(
  { environment, installation, clock, log }: Foundation,
  { owner }: Secrets,
  { registry }: Records,
  embedder: GuardedEmbedder,
  lock: ProcessLock,
) {
  const { chroma: remote, dataDir } = environment
  const embedded =
    remote === undefined
      ? createEmbeddedChroma({ dataDir, cliPath: installation.chromaCli, lock, log, clock })
      : undefined
  const opened = createChromaVectorIndexes({
    connect: async () =>
      embedded === undefined ? { url: remote?.url ?? '' } : { url: await embedded.url(), folder: embedded.folder },
    // Vectors belong to the database that knows their versions: no other installation may take a collection for its own.
    firstCollection: remote === undefined ? ownCollection : `${ownCollection}-${owner.slice(0, 16)}`,
    ...(remote?.tenant !== undefined && { tenant: remote.tenant }),
    ...(remote?.database !== undefined && { database: remote.database }),
    ...(remote?.token !== undefined && { token: remote.token }),
    log,
  })
  const live = createLiveVectorIndex(async () => {
    const identity = await registry.indexIdentity()
    const { dimension } = identity ?? (await embedder.identity())
    return opened.open(identity?.collection || opened.firstCollection, dimension)
  })
  const indexes: VectorIndexes = { ...opened, live }
  return {
    indexes,
    /** For a long-running service: keeps the embedded Chroma alive. */
    watch: () => embedded?.watch(),
    close: async () => {
      await opened.close()
      await embedded?.release()
    },
  }
}
