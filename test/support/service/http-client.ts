/** What a service answered: its status, and its body as JSON where it is some. */
export interface Reply<T = Record<string, unknown>> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export interface HttpClient {
  get<T = Record<string, unknown>>(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply<T>>
  post<T = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply<T>>
  delete(path: string): Promise<Reply>
}

/** A client that signs its requests with a token; an empty token sends none. */
export function createHttpClient(url: string, token: string): HttpClient {
  const request = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token !== '' && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as never }
  }
  return {
    get: (path, headers) => request('GET', path, undefined, headers),
    post: (path, body, headers) => request('POST', path, body, headers),
    delete: (path) => request('DELETE', path),
  }
}

/** An event of a stream of server-sent events. */
export interface StreamedEvent {
  readonly event: string
  readonly data: Record<string, unknown>
}

/** The events of a finished stream. */
export function parseEvents(text: string): readonly StreamedEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event:'))
    .map((block) => {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/s.exec(block) ?? []
      return { event, data: JSON.parse(data) as Record<string, unknown> }
    })
}
