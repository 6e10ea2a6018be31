import { type Request, type Response, Router } from 'express'
import multer from 'multer'
import { basename } from 'node:path'
import type { ReadOriginal } from '../../../ingest/documents/read-original.ts'
import type { RemoveDocuments } from '../../../ingest/documents/remove-documents.ts'
import type { UploadDocument } from '../../../ingest/documents/upload-document.ts'
import { groupsOf, parseGroupName } from '../../domain/access/access-label.ts'
import type { RegisteredDocument } from '../../domain/documents/document.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { readableLabels } from '../../domain/access/principal.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { contentSchema, pageSchema, uploadSchema } from '../schemas.ts'
import { readQuery } from '../validate.ts'
import * as z from 'zod'

const maxUploadBytes = 100 * 1024 * 1024
const ingestTimeLimitMs = 10 * 60 * 1000
const originalTimeLimitMs = 60_000

export interface DocumentRouteParts {
  readonly registry: DocumentRegistry
  readonly sourceFiles: SourceFiles
  readonly readOriginal: ReadOriginal
  readonly remove: RemoveDocuments
  readonly upload: UploadDocument
}

/** The registry as the caller may see it, uploads, deletions, and the documents themselves. */
export function documentRoutes({ registry, sourceFiles, readOriginal, remove, upload }: DocumentRouteParts): Router {
  const labelsFor = async (response: Response) => readableLabels(principalOf(response), await registry.labelsInUse())
  const find = async (request: Request, response: Response) => {
    const id = String(request.params['id'])
    const document = await registry.get(id, await labelsFor(response))
    if (document === undefined) throw notFound(id)
    return document
  }
  const receive = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: maxUploadBytes, files: 1, fields: 10 },
  })

  return Router()
    .get('/documents', async (request, response) => {
      const { limit, offset, source } = readQuery(pageSchema, request)
      const labels = await labelsFor(response)
      const { documents, total } = await registry.list({
        labels,
        limit,
        offset,
        ...(source !== undefined && { source }),
      })
      const failures = labels.all ? await sourceFiles.failures(source) : []
      response.json({ documents: documents.map(publicDocument), total, failures })
    })
    .get('/documents/:id', async (request, response) => {
      response.json(publicDocument(await find(request, response)))
    })
    .get('/documents/:id/content', async (request, response) => {
      const { format, version } = readQuery(contentSchema, request)
      const document = await find(request, response)
      if (format === 'text') await sendText(registry, document, version ?? document.version, response)
      else await sendOriginal(readOriginal, document, response)
    })
    .post('/documents', requireAdmin, receive.single('file'), async (request, response) => {
      if (request.file === undefined) {
        throw new LorekeepError('bad-request', 'No file was sent.', {
          hint: 'Send the document as the multipart field "file".',
        })
      }
      const labels = readUpload(request.body)
      const fileName = Buffer.from(request.file.originalname, 'latin1').toString('utf8')
      const signal = AbortSignal.timeout(ingestTimeLimitMs)
      const document = await upload(
        { fileName, bytes: request.file.buffer, ...labels },
        principalOf(response).id,
        signal,
      )
      response.status(201).json(publicDocument(document))
    })
    .delete('/documents/:id', requireAdmin, async (request, response) => {
      await remove(
        { documentIds: [String(request.params['id'])] },
        principalOf(response).id,
        AbortSignal.timeout(ingestTimeLimitMs),
      )
      response.status(204).end()
    })
}

function readUpload(body: unknown) {
  const parsed = uploadSchema.safeParse(body ?? {})
  if (!parsed.success) {
    throw new LorekeepError('bad-request', `The form is not valid: ${z.prettifyError(parsed.error)}`, {
      hint: 'Fields are file, title, groups (with commas between) and classification.',
    })
  }
  const { groups, classification, title } = parsed.data
  const names = (groups ?? '').split(',').filter((name) => name.trim() !== '')
  return {
    groups: names.map(parseGroupName),
    ...(classification !== undefined && { classification }),
    ...(title !== undefined && { title }),
  }
}

/** A document as clients see it: groups by name, no internal stamps. */
function publicDocument(document: RegisteredDocument) {
  const { accessLabel, labelsFingerprint: _fingerprint, sketch: _sketch, ...rest } = document
  return { ...rest, groups: groupsOf(accessLabel) }
}

async function sendText(registry: DocumentRegistry, document: RegisteredDocument, version: string, response: Response) {
  const extracted = await registry.extracted(document.id, version)
  if (extracted === undefined) {
    throw new LorekeepError('document-not-found', `Version ${version} of “${document.title}” is not kept any more.`, {
      hint: 'The answer that cites it keeps the quoted words.',
    })
  }
  response.json({
    documentId: document.id,
    title: document.title,
    version,
    isCurrent: version === document.version,
    ...extracted,
  })
}

/** The file itself, if it is still the one that was indexed. Never run as a page of ours. */
async function sendOriginal(readOriginal: ReadOriginal, document: RegisteredDocument, response: Response) {
  const bytes = await readOriginal(document, AbortSignal.timeout(originalTimeLimitMs))
  if (bytes === undefined) {
    throw new LorekeepError(
      'conflict',
      `The original of “${document.title}” has been changed or removed since it was indexed.`,
      {
        hint: 'Ask for ?format=text to see the indexed text, or ingest its folder again.',
      },
    )
  }
  response.set({
    'Content-Type': document.mediaType.startsWith('text/') ? 'text/plain; charset=utf-8' : document.mediaType,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(basename(document.path))}`,
  })
  response.send(Buffer.from(bytes))
}

function notFound(id: string): LorekeepError {
  return new LorekeepError('document-not-found', `There is no document ${id}.`, {
    hint: 'It may have been removed, or you may not be allowed to read it.',
  })
}
