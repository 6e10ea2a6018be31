import { join } from 'node:path'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import { administrator } from '../../src/access/sign-in.ts'
import type { Lorekeep } from '../../src/compose.ts'
import type { Principal } from '../../src/domain/access/principal.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'
import { type Engine, print } from './engine.ts'
import { type QuestionSet, writeDocuments } from './question-set.ts'

/** Lorekeep the whole way: files on disk, ingest, Chroma, SQLite, search as the service does it. */
export function withLorekeep<T>(
  set: QuestionSet,
  work: (engine: Engine, lorekeep: Lorekeep) => Promise<T>,
): Promise<T> {
  return withTemporaryLorekeep(async (lorekeep, folder) => {
    const documents = join(folder, 'documents')
    await writeDocuments(documents, set.documents)
    const { source, place } = await resolveSource({ path: documents, name: 'bench', groups: ['staff'] }, [])
    const report = await lorekeep.ingest(
      { source, places: [place], actor: 'bench' },
      () => undefined,
      new AbortController().signal,
    )
    print(
      set.name,
      'Lorekeep',
      `${report.files} files, ${report.failed} failed, ${report.chunksWritten} chunks in ${(report.milliseconds / 1000).toFixed(0)} s`,
    )
    return work(lorekeepEngine(lorekeep), lorekeep)
  })
}

/** Searches as somebody whose access labels every search is held against. */
export function employeeEngine(lorekeep: Lorekeep): Engine {
  const employee: Principal = { id: 'user:bench', kind: 'user', name: 'An employee', groups: ['staff'] }
  return { ...lorekeepEngine(lorekeep, employee), name: 'Lorekeep, an employee' }
}

function lorekeepEngine(lorekeep: Lorekeep, principal: Principal = administrator): Engine {
  return {
    name: 'Lorekeep',
    search: async (question, limit) => {
      const signal = AbortSignal.timeout(60_000)
      const passages = await lorekeep.search(question, principal, {}, limit, signal)
      return passages.map(({ source, text }) => ({ document: source, text }))
    },
  }
}
