import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StoredObject {
  readonly body: string
  readonly modifiedAt: Date
  /** What the listing says of its size, where that is not true. */
  readonly listedBytes?: number
}

/** A service that lists and gives objects of one bucket, as S3 does, and checks every signature. */
export interface S3Server {
  readonly endpoint: string
  readonly objects: Map<string, StoredObject>
  /** Keys in the order they were asked for. */
  readonly gets: string[]
  /** Keys whose answer breaks off half-way. */
  readonly broken: Set<string>
  lists: number
  /** Statuses that the next requests are refused with. */
  readonly refusals: number[]
  close(): Promise<void>
}

export interface S3ServerSettings {
  readonly bucket: string
  /** Everybody may read unless given. */
  readonly keyPair?: { readonly name: string; readonly secret: string }
  readonly pageSize?: number
  readonly region?: string
}

export async function startS3Server(settings: S3ServerSettings): Promise<S3Server> {
  const objects = new Map<string, StoredObject>()
  const state = { objects, gets: [] as string[], broken: new Set<string>(), refusals: [] as number[], lists: 0 }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://s3')
    const refusal = state.refusals.shift()
    const key = decodeURIComponent(url.pathname.slice(settings.bucket.length + 2))
    if (refusal !== undefined) sendError(response, refusal, 'SlowDown', 'Reduce your request rate.')
    else if (!isSigned(request, url, settings)) {
      sendError(response, 403, 'SignatureDoesNotMatch', 'The request signature does not match.')
    } else if (!url.pathname.startsWith(`/${settings.bucket}/`)) {
      sendError(response, 404, 'NoSuchBucket', 'The bucket does not exist.')
    } else if (key === '') {
      state.lists += 1
      response.writeHead(200, { 'content-type': 'application/xml' }).end(listing(objects, url, settings))
    } else {
      state.gets.push(key)
      give(response, objects.get(key), state.broken.has(key))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

function give(response: ServerResponse, object: StoredObject | undefined, breaksOff: boolean): void {
  if (object === undefined) {
    sendError(response, 404, 'NoSuchKey', 'The key does not exist.')
    return
  }
  const bytes = Buffer.from(object.body)
  response.writeHead(200, {
    'content-length': bytes.length,
    'etag': etagOf(object),
    'last-modified': object.modifiedAt.toUTCString(),
  })
  if (!breaksOff) response.end(bytes)
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
}

function listing(objects: ReadonlyMap<string, StoredObject>, url: URL, settings: S3ServerSettings): string {
  const prefix = url.searchParams.get('prefix') ?? ''
  const from = Number(url.searchParams.get('continuation-token') ?? 0)
  const size = settings.pageSize ?? 1000
  const sorted = [...objects]
    .filter(([key]) => key.startsWith(prefix))
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const page = sorted.slice(from, from + size)
  const isTruncated = from + size < sorted.length
  const contents = page.map(
    ([key, object]) =>
      `<Contents><Key>${encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/')}</Key>` +
      `<LastModified>${object.modifiedAt.toISOString()}</LastModified>` +
      `<ETag>${etagOf(object).replaceAll('"', '&quot;')}</ETag><Size>${object.listedBytes ?? Buffer.byteLength(object.body)}</Size>` +
      `<Owner><ID>1</ID></Owner></Contents>`,
  )
  const next = isTruncated ? `<NextContinuationToken>${from + size}</NextContinuationToken>` : ''
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>${settings.bucket}</Name><EncodingType>url</EncodingType><IsTruncated>${isTruncated}</IsTruncated>` +
    `${contents.join('')}${next}</ListBucketResult>`
  )
}

function etagOf({ body }: StoredObject): string {
  return `"${createHash('md5').update(body).digest('hex')}"`
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`)
}

/** Checks AWS Signature Version 4 from the request as it arrived. */
function isSigned(request: IncomingMessage, url: URL, { keyPair, region = 'us-east-1' }: S3ServerSettings): boolean {
  if (keyPair === undefined) return true
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/
  const match = pattern.exec(request.headers.authorization ?? '')
  if (match === null) return false
  const [, keyId = '', day = '', signedRegion = '', names = '', signature = ''] = match
  const time = String(request.headers['x-amz-date'])
  if (keyId !== keyPair.name || signedRegion !== region || !time.startsWith(day)) return false
  const parameters = [...url.searchParams].map(([name, value]) => `${strict(name)}=${strict(value)}`).toSorted()
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => strict(decodeURIComponent(part)))
      .join('/'),
    parameters.join('&'),
    ...names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', time, `${day}/${region}/s3/aws4_request`, digest].join('\n')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${keyPair.secret}`)
  return hmac(key, toSign).toString('hex') === signature
}

function strict(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
