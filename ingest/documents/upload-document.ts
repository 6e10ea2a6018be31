import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { accessLabelOf } from '../../src/domain/access/access-label.ts'
import { type Classification, defaultClassification } from '../../src/domain/access/classification.ts'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { SourceFiles } from '../../src/ports/source-files.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import type { Ingest } from '../ingest.ts'
import type { FileResult } from '../../src/domain/ingest/ingest-report.ts'
import { sidecarOf as sidecarPath } from '../labels/label-files.ts'
import { loaderFor, readFormats } from '../loaders/loaders.ts'

/** A document that somebody sends over HTTP, with the labels it is to have. */
export interface Upload {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly groups: readonly string[]
  readonly classification?: Classification
  readonly title?: string
}

/**
 * Keeps an uploaded file in the data folder, with its labels in a sidecar file, and ingests it. A
 * file of the same name is replaced.
 * @throws LorekeepError `unsupported-media-type`, `document-unreadable`; nothing is kept then
 */
export type UploadDocument = (upload: Upload, actor: string, signal: AbortSignal) => Promise<RegisteredDocument>

export const uploadsSource = 'uploads'

export function createUploadDocument(
  folder: string,
  ingest: Ingest,
  registry: DocumentRegistry,
  sourceFiles: SourceFiles,
): UploadDocument {
  return async (upload, actor, signal) => {
    const name = safeName(upload.fileName)
    if (loaderFor(name)?.load === undefined) {
      throw new LorekeepError('unsupported-media-type', `${name} is of a kind that cannot be read.`, {
        hint: `${readFormats} are read. Of an archive, upload the files that it holds, or ingest the folder it lies in.`,
      })
    }
    const path = join(folder, name)
    await mkdir(folder, { recursive: true })
    const former = await setAside(path)
    const failure = await keepAndIngest().catch(async (error: unknown) => {
      await former.restore()
      throw error
    })
    const { document: own, duplicate } = await sourceFiles.at(uploadsSource, name)
    // A copy of what was uploaded before is stored once: its document stands for both.
    const document = own ?? (duplicate && (await registry.get(duplicate.documentId, { all: true })))
    if (failure === undefined && document !== undefined) {
      await former.discard()
      return document
    }
    await former.restore()
    // What stood here before may have left the index for the file that is gone again.
    if (former.wasThere) await ingestOne(ingest, folder, path, actor, signal)
    else await sourceFiles.forget(uploadsSource, [name])
    throw new LorekeepError('document-unreadable', failure?.reason ?? `${name} could not be read.`, {
      ...(failure?.hint !== undefined && { hint: failure.hint }),
    })

    async function keepAndIngest(): Promise<FileResult | undefined> {
      await writeInOneStep(sidecarPath(path), stringify(sidecarOf(upload)))
      await writeInOneStep(path, upload.bytes)
      return ingestOne(ingest, folder, path, actor, signal)
    }
  }
}

async function ingestOne(
  ingest: Ingest,
  folder: string,
  path: string,
  actor: string,
  signal: AbortSignal,
): Promise<FileResult | undefined> {
  const source: Source = {
    name: uploadsSource,
    root: folder,
    origin: { kind: 'folder' },
    accessLabel: accessLabelOf([]),
    classification: defaultClassification,
    include: [],
    exclude: [],
  }
  const report = await ingest({ source, places: [path], actor }, () => undefined, signal)
  const name = basename(path)
  return report.failures.find((failure) => failure.path === name)
}

/** What stood in an upload's place. */
interface Former {
  readonly wasThere: boolean
  discard(): Promise<void>
  restore(): Promise<void>
}

/** Keeps a file and its sidecar under other names, so that a bad upload cannot cost a good document. */
async function setAside(path: string): Promise<Former> {
  const kept = [path, sidecarPath(path)].map((file) => ({
    file,
    aside: join(dirname(file), `.${basename(file)}.former`),
  }))
  const moved: boolean[] = []
  for (const { file, aside } of kept) moved.push(await renameIfThere(file, aside))
  return {
    wasThere: moved[0] === true,
    async discard() {
      for (const { aside } of kept) await rm(aside, { force: true })
    },
    async restore() {
      for (const { file, aside } of kept) {
        await rm(file, { force: true })
        await renameIfThere(aside, file)
      }
    },
  }
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return false
  }
}

function sidecarOf({ groups, classification, title }: Upload): Readonly<Record<string, unknown>> {
  return { groups, ...(classification !== undefined && { classification }), ...(title !== undefined && { title }) }
}

/** The last part of a file name, without anything that could lead elsewhere. */
function safeName(fileName: string): string {
  const name = basename(fileName.replaceAll('\\', '/'))
    .normalize('NFC')
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, '_')
  if (name === '' || name.startsWith('.')) {
    throw new LorekeepError('bad-request', `"${fileName}" is not a usable file name.`, {
      hint: 'Give the file a name such as leave-policy.pdf',
    })
  }
  return name
}

async function writeInOneStep(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.part`
  await writeFile(beside, content, { mode: 0o600 })
  await rename(beside, path)
}
