/** A part of what a model wrote: thoughts, or words meant for the reader. */
export interface WrittenPart {
  readonly type: 'text' | 'reasoning'
  readonly text: string
}

export interface ThinkingHabits {
  /**
   * True for a model whose chat template opens the thoughts in the prompt, so that a reply begins in the middle of
   * them and holds the closing tag alone. Until that tag comes, nothing is said; without one, all of it was the answer.
   */
  readonly beginsInThought: boolean
}

const names = ['think', 'thinking', 'thought', 'reasoning']
const opening = new RegExp(`(?<!\`)<(${names.join('|')})>`, 'i')
const anyClosing = new RegExp(`(?<!\`)</(?:${names.join('|')})>`, 'i')
const openings = names.map((name) => `<${name}>`)
const closings = names.map((name) => `</${name}>`)

/**
 * Tells the thoughts of a model from its answer where an endpoint sends both as content: `<think>…</think>`, at the
 * start or between two parts of the answer, cut into chunks anywhere. Thoughts that are never closed go on to the end.
 * The tags and the white space behind them are dropped; one in back quotes is just a word.
 */
export class ThinkTags {
  #state: 'unknown' | 'answering' | 'thinking'
  /** What closes the thoughts that are open. */
  #closing = '</think>'
  #isBehindTag = false
  #held = ''
  #last = ''

  constructor(habits: ThinkingHabits = { beginsInThought: false }) {
    this.#state = habits.beginsInThought ? 'unknown' : 'answering'
  }

  /** The endpoint sends thoughts in a field of their own: then content is the answer from its first word. */
  thoughtsCameApart(): void {
    if (this.#state === 'unknown') this.#state = 'answering'
  }

  /** What can be said for sure after this chunk; the rest is held until the next. */
  push(content: string): readonly WrittenPart[] {
    this.#held += content
    const parts: WrittenPart[] = []
    for (let part = this.#next(); part !== undefined; part = this.#next()) if (part.text !== '') parts.push(part)
    return parts
  }

  /** What was held because a tag might have followed. */
  end(): readonly WrittenPart[] {
    const text = this.#isBehindTag ? this.#held.trimStart() : this.#held
    this.#held = ''
    if (text === '') return []
    return [{ type: this.#state === 'thinking' ? 'reasoning' : 'text', text }]
  }

  #next(): WrittenPart | undefined {
    if (this.#isBehindTag) this.#held = this.#held.trimStart()
    if (this.#held === '') return undefined
    if (this.#state === 'unknown') return this.#wait()
    return this.#state === 'thinking' ? this.#think() : this.#answer()
  }

  /** Thoughts or answer: the first tag tells. */
  #wait(): WrittenPart | undefined {
    const opened = opening.exec(this.#held)
    const closed = anyClosing.exec(this.#held)
    if (opened !== null && (closed === null || opened.index < closed.index)) {
      this.#state = 'answering'
      return { type: 'text', text: '' }
    }
    if (closed === null) return undefined
    const thoughts = this.#give('reasoning', closed.index)
    this.#passTag(closed[0].length, 'answering')
    return thoughts
  }

  #answer(): WrittenPart | undefined {
    const opened = opening.exec(this.#context())
    if (opened === null) return this.#giveAllBut(lengthOfBegunTag(this.#held, openings), 'text')
    const text = this.#give('text', opened.index - this.#last.length)
    this.#closing = `</${opened[1]?.toLowerCase()}>`
    this.#passTag(opened[0].length, 'thinking')
    return text
  }

  #think(): WrittenPart | undefined {
    const end = this.#held.toLowerCase().indexOf(this.#closing)
    if (end < 0) return this.#giveAllBut(lengthOfBegunTag(this.#held, closings), 'reasoning')
    const thoughts = this.#give('reasoning', end)
    this.#passTag(this.#closing.length, 'answering')
    return thoughts
  }

  /** What is held, behind the character before it, which decides whether a tag stands in back quotes. */
  #context(): string {
    return this.#last + this.#held
  }

  #passTag(length: number, next: 'answering' | 'thinking'): void {
    this.#held = this.#held.slice(length)
    this.#last = ''
    this.#isBehindTag = true
    this.#state = next
  }

  #giveAllBut(kept: number, type: WrittenPart['type']): WrittenPart | undefined {
    const sure = this.#held.length - kept
    return sure === 0 ? undefined : this.#give(type, sure)
  }

  #give(type: WrittenPart['type'], length: number): WrittenPart {
    const text = this.#held.slice(0, length)
    this.#held = this.#held.slice(length)
    if (text !== '') {
      this.#isBehindTag = false
      this.#last = text.slice(-1)
    }
    return { type, text }
  }
}

/** How many of the last characters may be the beginning of a tag. */
function lengthOfBegunTag(text: string, tags: readonly string[]): number {
  const longest = Math.max(...tags.map(({ length }) => length)) - 1
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const end = text.slice(-length).toLowerCase()
    if (tags.some((tag) => tag.startsWith(end))) return length
  }
  return 0
}

/**
 * Whether a model's chat template opens the thoughts itself. Without a reasoning parser, vLLM sends its replies as content
 * that begins in the middle of a thought.
 */
export function opensThoughtsInPrompt(model: string): boolean {
  return /(?:^|[/_-])(?:qwq|(?:deepseek-)?r1|thinking)(?:$|[._:-])/i.test(model)
}
