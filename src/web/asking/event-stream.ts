/** One event of a stream: its name (`message` when the sender gave none) and its data lines joined by `\n`. */
export interface StreamEvent {
  readonly event: string
  readonly data: string
}

// A carriage return at the end of what has arrived may be the first half of CRLF, so it waits.
const lineEnd = /\r\n|\n|\r(?!$)/

/**
 * Reads `text/event-stream` as the HTML standard describes it ("Interpreting an event stream"): any
 * of the three line ends, comments, several data lines to an event, characters split across chunks.
 * An event that the stream ends in the middle of is dropped. Leaving the loop early cancels the body.
 *
 * @param onBytes called whenever anything arrives, comments included
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => undefined,
): AsyncGenerator<StreamEvent, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let event = ''
  let data: string[] = []

  function takeLine(line: string): StreamEvent | undefined {
    if (line === '') {
      const finished = data.length > 0 ? { event: event || 'message', data: data.join('\n') } : undefined
      event = ''
      data = []
      return finished
    }
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    if (field === 'data') data.push(value)
    return undefined
  }

  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (!done) onBytes()
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      const lines = rest.split(lineEnd)
      rest = lines.pop() ?? ''
      if (done && rest.endsWith('\r')) lines.push(rest.slice(0, -1))
      for (const line of lines) {
        const finished = takeLine(line)
        if (finished) yield finished
      }
      if (done) return
    }
  } finally {
    await reader.cancel()
  }
}
