import type { ChatEvent } from '../../ports/chat-model.ts'

const opening = '<think>'
const closing = '</think>'

/** Tells what a model thinks from what it says. */
export interface ThinkingFilter {
  push(text: string): readonly ChatEvent[]
  end(): readonly ChatEvent[]
}

/**
 * Finds a `<think>…</think>` block at the start of a reply, as Qwen and DeepSeek write it when the
 * server does not take it out, however the stream is cut. Holds back no more than half a tag.
 */
export function createThinkingFilter(): ThinkingFilter {
  let state: 'start' | 'thinking' | 'speaking' = 'start'
  let held = ''

  const speak = (text: string): ChatEvent[] => (text === '' ? [] : [{ type: 'text', text }])
  const think = (text: string): ChatEvent[] => (text === '' ? [] : [{ type: 'reasoning', text }])

  const read = (): ChatEvent[] => {
    if (state === 'start') {
      const begun = held.trimStart()
      if (begun.startsWith(opening)) {
        state = 'thinking'
        held = begun.slice(opening.length)
      } else if (opening.startsWith(begun)) {
        return []
      } else {
        state = 'speaking'
      }
    }
    if (state === 'thinking') {
      const end = held.indexOf(closing)
      if (end === -1) {
        const kept = lengthOfBeginning(held, closing)
        const thought = held.slice(0, held.length - kept)
        held = held.slice(held.length - kept)
        return think(thought)
      }
      const thought = held.slice(0, end)
      held = held.slice(end + closing.length).trimStart()
      state = 'speaking'
      return [...think(thought), ...read()]
    }
    const said = held
    held = ''
    return speak(said)
  }

  return {
    push(text) {
      if (text === '') return []
      held += text
      return read()
    },
    end() {
      const rest = held
      held = ''
      return state === 'thinking' ? think(rest) : speak(rest)
    },
  }
}

/** How many characters at the end of a text may be the beginning of a tag. */
function lengthOfBeginning(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (tag.startsWith(text.slice(-length))) return length
  }
  return 0
}
