import { AwsV4Signer } from 'aws4fetch'
import { setTimeout as pause } from 'node:timers/promises'
import { LorekeepError, messageOf } from '../../../../src/domain/errors.ts'
import type { SourceOrigin } from '../../../../src/domain/documents/source.ts'
import type { Login } from '../credentials.ts'
import { type ListedObject, readListing, readServiceError, type ServiceError } from './bucket-answers.ts'

type BucketOrigin = Extract<SourceOrigin, { readonly kind: 's3' }>

/** A bucket that can be listed and read, of AWS or a compatible service. */
export interface BucketClient {
  /**
   * All objects below the prefix, a page of at most 1,000 at a time, in code-point order of key.
   * @throws LorekeepError `source-unavailable`
   */
  list(signal: AbortSignal): AsyncIterable<readonly ListedObject[]>
  /** @returns the answer with its body unread; undefined when the object is gone. @throws LorekeepError `source-unavailable` */
  get(key: string, signal: AbortSignal): Promise<Response | undefined>
}

const attempts = 3
const firstPauseMs = 250
const defaultRegion = 'us-east-1'

/** Requests are signed (AWS Signature Version 4) when there is a key pair, anonymous otherwise. */
export function createBucketClient(origin: BucketOrigin, keyPair: Login | undefined): BucketClient {
  const base = bucketAddress(origin)

  async function send(url: URL, signal: AbortSignal): Promise<Response> {
    signal.throwIfAborted()
    for (let attempt = 1; ; attempt += 1) {
      const { response, failure } = await tryToSend(url, signal)
      if (response !== undefined && (attempt === attempts || !mayPass(response.status))) return response
      if (response === undefined && attempt === attempts) throw noAnswer(origin, base, failure)
      await response?.body?.cancel()
      await pause(firstPauseMs * 2 ** (attempt - 1), undefined, { signal })
    }
  }

  /** A server that is silent for five minutes is given up: the limit of the platform's `fetch`. */
  async function tryToSend(url: URL, signal: AbortSignal): Promise<{ response?: Response; failure?: unknown }> {
    const headers = keyPair === undefined ? {} : await sign(url, keyPair)
    // `fetch` never lets go of a signal; given that of the whole run, it would gather a listener for each object.
    const stopping = new AbortController()
    const stop = () => stopping.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    try {
      return { response: await fetch(url, { headers, signal: stopping.signal, redirect: 'manual' }) }
    } catch (failure) {
      signal.throwIfAborted()
      return { failure }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  async function sign(url: URL, { name, secret }: Login): Promise<Headers> {
    const signer = new AwsV4Signer({
      url: url.href,
      accessKeyId: name,
      secretAccessKey: secret,
      service: 's3',
      region: origin.region ?? defaultRegion,
    })
    return (await signer.sign()).headers
  }

  return {
    async *list(signal) {
      let token: string | undefined
      do {
        const url = new URL(base)
        url.searchParams.set('list-type', '2')
        url.searchParams.set('encoding-type', 'url')
        if (origin.prefix !== undefined) url.searchParams.set('prefix', origin.prefix)
        if (token !== undefined) url.searchParams.set('continuation-token', token)
        const response = await send(url, signal)
        const text = await response.text()
        if (response.status !== 200) throw refused(origin, response, readServiceError(text))
        const listing = readListing(text, origin.bucket)
        yield listing.objects
        token = listing.next
      } while (token !== undefined)
    },
    async get(key, signal) {
      const url = new URL(base)
      url.pathname += key.split('/').map(encodeStrictly).join('/')
      const response = await send(url, signal)
      if (response.status === 200) return response
      const failure = readServiceError(await response.text())
      if (response.status === 404) return undefined
      throw refused(origin, response, failure)
    },
  }
}

/** The address of the bucket, with a slash at its end. */
function bucketAddress({ bucket, endpoint, region = defaultRegion }: BucketOrigin): string {
  if (endpoint?.includes('{bucket}')) return withSlash(endpoint.replace('{bucket}', bucket))
  if (endpoint !== undefined) return `${withSlash(endpoint)}${bucket}/`
  // A certificate of AWS covers one part in front of its name, and a bucket with dots is several.
  return bucket.includes('.')
    ? `https://s3.${region}.amazonaws.com/${bucket}/`
    : `https://${bucket}.s3.${region}.amazonaws.com/`
}

function withSlash(address: string): string {
  return address.endsWith('/') ? address : `${address}/`
}

/** As signatures need it: everything but letters, digits and `-._~`. */
function encodeStrictly(part: string): string {
  return encodeURIComponent(part).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Whether asking again may give another answer. */
function mayPass(status: number): boolean {
  return status >= 500 || status === 429
}

/** `fetch` says that it failed, and its cause says why. */
function noAnswer({ bucket }: BucketOrigin, base: string, failure: unknown): LorekeepError {
  const reason = messageOf((failure as { readonly cause?: unknown }).cause ?? failure)
  return new LorekeepError('source-unavailable', `The bucket ${bucket} at ${base} does not answer: ${reason}.`, {
    hint: 'Check endpoint and connection; the last good copies stay in the index.',
    cause: failure,
  })
}

function refused({ bucket }: BucketOrigin, response: Response, failure: ServiceError): LorekeepError {
  const said = [failure.code, failure.message].filter((part) => part !== undefined).join(': ')
  const region = response.headers.get('x-amz-bucket-region')
  const hint =
    response.status >= 300 && response.status < 400
      ? `The bucket lies elsewhere${region === null ? '' : `, in ${region}`}: define the source with its --region or --endpoint.`
      : response.status === 403 || response.status === 401
        ? 'Name a credential with --credential whose key may list and read the bucket.'
        : 'Check bucket, endpoint and region; the last good copies stay in the index.'
  return new LorekeepError(
    'source-unavailable',
    `The bucket ${bucket} answered with ${response.status}${said === '' ? '' : ` (${said})`}.`,
    { hint, retryable: mayPass(response.status) },
  )
}
