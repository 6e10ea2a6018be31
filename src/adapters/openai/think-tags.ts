/** A part of what a model wrote: thoughts, or words meant for the reader. */
export interface WrittenPart {
  readonly type: 'text' | 'reasoning'
  readonly text: string
}

const opening = '<think>'
const closing = '</think>'

/**
 * Tells the thoughts of a model from its answer where an endpoint sends both as content: `<think>…</think>` at the very
 * start, cut into chunks anywhere. The tags and the white space around them are dropped.
 */
export class ThinkTags {
  #state: 'start' | 'opened' | 'thinking' | 'closed' | 'answering' = 'start'
  #held = ''

  /** What can be said for sure after this chunk; the rest is held until the next. */
  push(content: string): readonly WrittenPart[] {
    this.#held += content
    const parts: WrittenPart[] = []
    for (let part = this.#next(); part !== undefined; part = this.#next()) if (part.text !== '') parts.push(part)
    return parts
  }

  /** What was held because a tag might have followed. */
  end(): readonly WrittenPart[] {
    const text = this.#held
    this.#held = ''
    if (text === '' || this.#state === 'opened' || this.#state === 'closed') return []
    return [{ type: this.#state === 'thinking' ? 'reasoning' : 'text', text }]
  }

  #next(): WrittenPart | undefined {
    if (this.#state === 'start') return this.#start()
    if (this.#state === 'opened') return this.#skipSpace('thinking')
    if (this.#state === 'thinking') return this.#think()
    if (this.#state === 'closed') return this.#skipSpace('answering')
    return this.#held === '' ? undefined : this.#give('text', this.#held.length)
  }

  #start(): WrittenPart | undefined {
    const begun = this.#held.trimStart()
    if (begun.startsWith(opening)) {
      this.#held = begun.slice(opening.length)
      this.#state = 'opened'
      return this.#give('reasoning', 0)
    }
    if (opening.startsWith(begun)) return undefined
    this.#state = 'answering'
    return this.#give('text', this.#held.length)
  }

  #think(): WrittenPart | undefined {
    const end = this.#held.indexOf(closing)
    if (end < 0) {
      const sure = this.#held.length - lengthOfBegunTag(this.#held)
      return sure === 0 ? undefined : this.#give('reasoning', sure)
    }
    const thoughts = this.#give('reasoning', end)
    this.#held = this.#held.slice(closing.length)
    this.#state = 'closed'
    return thoughts
  }

  #skipSpace(next: 'thinking' | 'answering'): WrittenPart | undefined {
    this.#held = this.#held.trimStart()
    if (this.#held === '') return undefined
    this.#state = next
    return this.#give('text', 0)
  }

  #give(type: WrittenPart['type'], length: number): WrittenPart {
    const text = this.#held.slice(0, length)
    this.#held = this.#held.slice(length)
    return { type, text }
  }
}

/** How many of the last characters may be the beginning of the closing tag. */
function lengthOfBegunTag(text: string): number {
  for (let length = Math.min(closing.length - 1, text.length); length > 0; length--) {
    if (closing.startsWith(text.slice(-length))) return length
  }
  return 0
}
