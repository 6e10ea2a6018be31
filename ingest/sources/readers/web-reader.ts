import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import { comparePaths } from '../../../src/domain/documents/compare-paths.ts'
import type { Credentials } from './credentials.ts'
import { originOf } from './origin-of.ts'
import type { FoundFile, SourceReader, WalkNotes } from './source-reader.ts'
import { wantedBy } from './wanted-by.ts'
import { type ResolveHost, resolveHost } from './web/checked-lookup.ts'
import { crawlPages } from './web/crawl.ts'
import { createHttpGet } from './web/http-get.ts'
import { type KeptPage, openKeptPages, readManifest } from './web/kept-pages.ts'
import { fileNameOf, globPathOf } from './web/page-address.ts'
import { createPoliteGet, type PoliteGetParts } from './web/polite-get.ts'

export interface WebReaderParts {
  readonly credentials: Credentials
  readonly version: string
  readonly resolve?: ResolveHost
  readonly pause?: PoliteGetParts['pause']
  /** Between two requests to a host that wishes for nothing else. */
  readonly pauseMs?: number
}

const maxPageBytes = 100 * 1024 * 1024
const silenceMs = 30_000
const totalMs = 300_000

/**
 * Pages of web sites. A copy of each lies in the source's folder; a document's path is the address,
 * in the spelling that the page calls its own.
 */
export function createWebReader(parts: WebReaderParts): SourceReader {
  return {
    async refresh(source, onEvent, signal) {
      const { allowPrivate } = originOf(source, 'web')
      const resolve = parts.resolve ?? resolveHost
      const httpGet = createHttpGet({ allowPrivate, resolve, maxBytes: maxPageBytes, silenceMs, totalMs })
      try {
        const web = createPoliteGet({
          httpGet,
          userAgent: `Lorekeep/${parts.version}`,
          pauseMs: parts.pauseMs ?? 1000,
          pause: parts.pause ?? ((ms, signal) => pause(ms, undefined, { signal })),
          clock: Date.now,
          ...loginOf(source),
        })
        const onProgress = (done: number, total: number) =>
          onEvent({ type: 'fetching', what: source.name, done, total })
        return await crawlPages(source, await openKeptPages(source.root), web, onProgress, signal)
      } finally {
        httpGet.close()
      }
    },
    walk: walkPages,
    async locate({ root }, address) {
      const page = new Map(documentsOf(await readManifest(root))).get(address)
      // A page that is not kept has no file; nor does this name, which no copy has.
      return join(root, page?.file ?? 'no-copy')
    },
  }

  function loginOf(source: Source): Pick<PoliteGetParts, 'login'> {
    const { credential, start, sitemaps } = originOf(source, 'web')
    if (credential === undefined) return {}
    const origins = new Set([...start, ...sitemaps].map((address) => new URL(address).origin))
    return { login: { origins, login: parts.credentials.login(credential) } }
  }
}

/** Globs are compared with the path of the address, without host. */
async function* walkPages(source: Source, places: readonly string[], notes: WalkNotes): AsyncGenerator<FoundFile> {
  for (const place of places) {
    if (!existsSync(place)) {
      throw new LorekeepError('path-not-found', `There is no file or folder ${place}, or it cannot be opened.`, {
        hint: `Run: lorekeep ingest ${JSON.stringify(source.name)}`,
      })
    }
  }
  const isWanted = wantedBy(source)
  const isAsked = (absolutePath: string) =>
    places.some((place) => absolutePath === place || absolutePath.startsWith(place + sep))
  for (const [address, page] of documentsOf(await readManifest(source.root))) {
    const absolutePath = join(source.root, page.file)
    if (!isAsked(absolutePath) || !isWanted(globPathOf(address))) continue
    try {
      const { size, mtimeMs } = await stat(absolutePath)
      yield { absolutePath, path: address, name: nameOf(address, page), bytes: size, modifiedAt: Math.trunc(mtimeMs) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error
      notes.unreadable({
        path: address,
        code: 'path-not-found',
        reason: `The copy cannot be read: ${messageOf(error)}.`,
      })
    }
  }
}

/** Pages by the address that they call their own: one document for each, in order of address. */
function documentsOf(pages: readonly KeptPage[]): readonly (readonly [string, KeptPage])[] {
  const documents = new Map<string, KeptPage>()
  for (const page of pages) {
    const address = page.canonical ?? page.address
    if (page.address === address || !documents.has(address)) documents.set(address, page)
  }
  return [...documents].toSorted(([a], [b]) => comparePaths(a, b))
}

function nameOf(address: string, { file }: KeptPage): string {
  const extension = file.slice(file.lastIndexOf('.'))
  const name = fileNameOf(address)
  return name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`
}
