import { Parser } from 'htmlparser2'
import { LorekeepError } from '../../../../src/domain/errors.ts'

/** An object as a listing has it. */
export interface ListedObject {
  readonly key: string
  readonly bytes: number
  /** In ms since the epoch. */
  readonly modifiedAt: number
  /** Names the content; empty where the service gives none. */
  readonly etag: string
}

/** A page of a listing, and the token of the next one. */
export interface Listing {
  readonly objects: readonly ListedObject[]
  readonly next?: string
}

export interface ServiceError {
  readonly code?: string
  readonly message?: string
}

/** Reads the answer to ListObjectsV2. @throws LorekeepError `source-unavailable` for anything else */
export function readListing(xml: string, bucket: string): Listing {
  const objects: Record<string, string>[] = []
  const fields: Record<string, string> = {}
  readElements(xml, (path, text) => {
    const [root, name = '', field] = path
    if (root !== 'ListBucketResult') return
    if (name === 'Contents' && field === undefined) objects.push({})
    else if (name === 'Contents' && field !== undefined && path.length === 3) (objects.at(-1) ?? {})[field] = text
    else if (path.length === 2) fields[name] = text
  })
  if (fields['IsTruncated'] === undefined) {
    throw new LorekeepError('source-unavailable', `What answers for the bucket ${bucket} is no S3 service.`, {
      hint: 'Check the endpoint: it is the address of the service without the bucket.',
      retryable: false,
    })
  }
  const isEncoded = fields['EncodingType'] === 'url'
  const next = fields['IsTruncated'] === 'true' ? fields['NextContinuationToken'] : undefined
  return {
    objects: objects.map((object) => ({
      key: isEncoded ? decodeURIComponent((object['Key'] ?? '').replaceAll('+', ' ')) : (object['Key'] ?? ''),
      bytes: Number(object['Size'] ?? 0),
      modifiedAt: Date.parse(object['LastModified'] ?? ''),
      etag: object['ETag'] ?? '',
    })),
    ...(next !== undefined && { next }),
  }
}

/** What a service says of a request that it refuses; nothing for an answer that is none of its. */
export function readServiceError(xml: string): ServiceError {
  const fields: Record<string, string> = {}
  readElements(xml, ([root, name = '', ...rest], text) => {
    if (root === 'Error' && rest.length === 0) fields[name] = text
  })
  const { Code: code, Message: message } = fields
  return { ...(code !== undefined && { code }), ...(message !== undefined && { message }) }
}

/** Tells each element's path when it opens with no text, and again with its text when it closes. */
function readElements(xml: string, tell: (path: readonly string[], text: string) => void): void {
  const path: string[] = []
  let text = ''
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(name)
        text = ''
        if (name === 'Contents') tell(path, '')
      },
      ontext(part) {
        text += part
      },
      onclosetag(name) {
        if (name !== 'Contents') tell(path, text)
        path.pop()
        text = ''
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
}
