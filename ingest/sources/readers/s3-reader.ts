import { createWriteStream, type Dirent } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pLimit from 'p-limit'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import { isLabelFile } from '../../labels/label-files.ts'
import { loaderFor } from '../../loaders/loaders.ts'
import { mostBytes } from '../../loaders/parsing/read-regular-file.ts'
import { comparePaths } from '../../../src/domain/documents/compare-paths.ts'
import type { Credentials } from './credentials.ts'
import { originOf } from './origin-of.ts'
import { type BucketClient, createBucketClient } from './s3/bucket-client.ts'
import type { ListedObject } from './s3/bucket-answers.ts'
import { isPassedOver, objectPath, problemOfPath } from './s3/object-path.ts'
import type { SourceReader, UnreadablePlace } from './source-reader.ts'
import { walkFolder } from './walk-folder.ts'
import { excludedBy, wantedBy } from './wanted-by.ts'

const downloadsAtOnce = 4

/** An object that is to be kept, at a path below the source's root. */
interface WantedObject extends ListedObject {
  readonly path: string
}

/** What could not be had of a bucket, and why. */
type Failure = Omit<UnreadablePlace, 'path'>

/**
 * A bucket of an S3-compatible service. The copy mirrors it: an object lies at its key below the
 * prefix, with its time, and a hidden file beside it holds its ETag. Objects as they were are not
 * fetched again, deleted ones leave. The endpoint is the administrator's choice and may lie in a
 * private network. A file of labels that cannot be had ends the refresh, for without it documents would
 * get the wider labels of the source.
 */
export function createS3Reader(credentials: Credentials): SourceReader {
  return {
    async refresh(source, onEvent, signal) {
      const origin = originOf(source, 's3')
      const keyPair = origin.credential === undefined ? undefined : credentials.keyPair(origin.credential)
      const client = createBucketClient(origin, keyPair)
      await mkdir(source.root, { recursive: true, mode: 0o700 })
      const failures: UnreadablePlace[] = []
      const mirror = createMirror(source, client, failures, signal)
      let done = 0
      for await (const objects of client.list(signal)) {
        done += objects.length
        await mirror.take(wantedObjects(source, objects, failures))
        onEvent({ type: 'fetching', what: origin.bucket, done })
      }
      await mirror.finish()
      return { failures }
    },
    walk: walkFolder,
    locate: async ({ root }, path) => join(root, path),
  }
}

/**
 * The objects of a page that are documents or labels; documents that cannot be kept are noted.
 * @throws LorekeepError `source-unavailable` for labels that cannot be kept
 */
function wantedObjects(
  source: Source,
  objects: readonly ListedObject[],
  failures: UnreadablePlace[],
): readonly WantedObject[] {
  const isWanted = wantedBy(source)
  const isExcluded = excludedBy(source)
  const { prefix } = originOf(source, 's3')
  return objects.flatMap((object) => {
    const path = objectPath(object.key, prefix)
    if (isPassedOver(path)) return []
    if (!isLabelFile(path) && loaderFor(path) === undefined) return []
    const problem = problemOfPath(path)
    if (problem === undefined) return isLabelFile(path) || isWanted(path) ? [{ ...object, path }] : []
    if (isExcluded(path) && !isLabelFile(path)) return []
    const failure = notKeepable(object, problem)
    if (isLabelFile(path)) throw labelsMissing(failure, false)
    failures.push({ path, ...failure })
    return []
  })
}

/** Goes through the bucket and the copies side by side, both in order of path. */
function createMirror(source: Source, client: BucketClient, failures: UnreadablePlace[], signal: AbortSignal) {
  const { root } = source
  const copies = copiesBelow(root, '')
  const limit = pLimit(downloadsAtOnce)
  let copy: string | undefined
  let hasBegun = false
  let last: string | undefined

  async function nextCopy(): Promise<void> {
    const next = await copies.next()
    copy = next.done === true ? undefined : next.value
    hasBegun = true
  }

  /** Deletes copies in front of a path: the bucket does not have them. */
  async function dropBefore(path: string | undefined): Promise<void> {
    if (!hasBegun) await nextCopy()
    const isBefore = (other: string) => path === undefined || comparePaths(other, path) < 0
    while (copy !== undefined && isBefore(copy)) {
      signal.throwIfAborted()
      await rm(etagFileOf(join(root, copy)), { force: true })
      await rm(join(root, copy), { force: true })
      await nextCopy()
    }
    if (copy === path) await nextCopy()
  }

  return {
    async take(objects: readonly WantedObject[]): Promise<void> {
      const changed: WantedObject[] = []
      for (const object of objects) {
        if (last !== undefined && comparePaths(object.path, last) <= 0) throw notInOrder(source)
        last = object.path
        await dropBefore(object.path)
        if (!(await isSame(root, object))) changed.push(object)
      }
      // Labels first: where they cannot be had, documents need not be fetched.
      await fetchAll(changed.filter(({ path }) => isLabelFile(path)))
      await fetchAll(changed.filter(({ path }) => !isLabelFile(path)))
    },
    async finish(): Promise<void> {
      if (last === undefined && failures.length === 0 && !(await copiesBelow(root, '').next()).done) {
        throw nothingLeft(source)
      }
      await dropBefore(undefined)
    },
  }

  /** Returns when none of them is being fetched any more, also where one fails. */
  async function fetchAll(objects: readonly WantedObject[]): Promise<void> {
    const outcomes = await Promise.allSettled(objects.map((object) => limit(() => fetchOrNote(object))))
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  }

  async function fetchOrNote(object: WantedObject): Promise<void> {
    try {
      await fetchObject(client, root, object, signal)
    } catch (error) {
      signal.throwIfAborted()
      const failure = problemOf(error, object)
      if (isLabelFile(object.path)) throw labelsMissing(failure, mayPass(error, failure), error)
      failures.push({ path: object.path, ...failure })
    }
  }
}

async function isSame(root: string, { path, bytes, modifiedAt, etag }: WantedObject): Promise<boolean> {
  const file = join(root, path)
  try {
    const { size, mtimeMs } = await stat(file)
    if (size !== bytes || Math.trunc(mtimeMs) !== modifiedAt) return false
    return (await readFile(etagFileOf(file), 'utf8')) === etag
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

/** Writes an object beside its place and moves it there when it is whole. */
async function fetchObject(client: BucketClient, root: string, object: WantedObject, signal: AbortSignal) {
  if (object.bytes > mostBytes) throw tooLarge()
  const file = join(root, object.path)
  const beside = join(dirname(file), `.${basename(file)}.part`)
  const response = await client.get(object.key, signal)
  if (response?.body == null) {
    await rm(etagFileOf(file), { force: true })
    await rm(file, { force: true })
    return
  }
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await pipeline(Readable.fromWeb(response.body), createWriteStream(beside, { mode: 0o600 }), {
      signal,
    })
    const { size } = await stat(beside)
    const announced = response.headers.get('content-length')
    if (announced !== null && Number(announced) !== size) throw cutOff(object, size, Number(announced))
    const modifiedAt = Date.parse(response.headers.get('last-modified') ?? '')
    // The listing knows the time to the millisecond; it is the object's unless that was replaced since.
    const isAsListed = (response.headers.get('etag') ?? '') === object.etag
    const time = new Date(isAsListed || Number.isNaN(modifiedAt) ? object.modifiedAt : modifiedAt)
    await utimes(beside, time, time)
    await rm(etagFileOf(file), { force: true })
    await rename(beside, file)
    await writeFile(etagFileOf(file), response.headers.get('etag') ?? '', { mode: 0o600 })
  } finally {
    await rm(beside, { force: true })
  }
}

/** The paths of all copies, in code-point order. Holds a folder's entries in memory at a time. */
async function* copiesBelow(root: string, folder: string): AsyncGenerator<string, void> {
  const keyOf = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name)
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => comparePaths(keyOf(a), keyOf(b)))) {
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) yield* copiesBelow(root, `${folder}${entry.name}/`)
    else yield `${folder}${entry.name}`
  }
}

function etagFileOf(file: string): string {
  return join(dirname(file), `.${basename(file)}.etag`)
}

function problemOf(error: unknown, { key }: WantedObject): Failure {
  if (error instanceof LorekeepError) {
    const { code, message, hint } = error
    return { code, reason: `The object ${JSON.stringify(key)} was not fetched. ${message}`, ...(hint && { hint }) }
  }
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EEXIST' || code === 'ENOTEMPTY') {
    const reason = `The object ${JSON.stringify(key)} cannot be kept as a file: its key is also that of a folder.`
    return { code: 'path-not-found', reason, hint: 'Give it another key.' }
  }
  // The connection broke, or the disk is full: the former copy stays.
  return {
    code: 'source-unavailable',
    reason: `The object ${JSON.stringify(key)} was not fetched: ${messageOf(error)}.`,
    hint: 'It is tried again in the next run; the last good copy stays.',
  }
}

function mayPass(error: unknown, { code }: Failure): boolean {
  return error instanceof LorekeepError ? error.retryable : code === 'source-unavailable'
}

function notKeepable({ key }: ListedObject, problem: string): Failure {
  const reason = `The object ${JSON.stringify(key)} cannot be kept as a file: ${problem}.`
  return { code: 'path-not-found', reason, hint: 'Give it another key.' }
}

function tooLarge(): LorekeepError {
  return new LorekeepError('too-large', `It is larger than ${mostBytes / 2 ** 20} MB, which is not read.`, {
    hint: 'Split the document, or leave it out.',
  })
}

function labelsMissing({ reason, hint }: Failure, retryable: boolean, cause?: unknown): LorekeepError {
  return new LorekeepError('source-unavailable', `${reason} It holds labels, so no document was taken up.`, {
    hint: hint ?? 'See that the object can be read, then run the ingest again.',
    retryable,
    cause,
  })
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}

function cutOff({ key }: WantedObject, got: number, announced: number): LorekeepError {
  return new LorekeepError('source-unavailable', `${key} broke off after ${got} of ${announced} bytes.`, {
    hint: 'It is tried again in the next run; the last good copy stays.',
  })
}

function notInOrder(source: Source): LorekeepError {
  const { bucket } = originOf(source, 's3')
  return new LorekeepError('source-unavailable', `The bucket ${bucket} does not list its objects in order of key.`, {
    hint: 'Directory buckets and some compatible services do not; copy the objects into a general purpose bucket.',
    retryable: false,
  })
}

function nothingLeft(source: Source): LorekeepError {
  const name = JSON.stringify(source.name)
  return new LorekeepError('conflict', `The bucket of the source ${name} has no document now. Nothing was changed.`, {
    hint: `If they are really gone, run: lorekeep source remove ${name}`,
  })
}
