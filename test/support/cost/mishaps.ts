import { oneOf, type Random } from '../../../src/evaluation/seeded-random.ts'
import {
  type ChatBehaviour,
  closeBeforeHeaders,
  delayed,
  fail,
  reply,
  type ReplyOptions,
  stallBeforeHeaders,
  type UsageDialect,
} from '../openai-server/behaviours.ts'

/** The ways an answer can go, as far as they cost differently. */
export const mishaps = [
  'streamed',
  'shortened',
  'left',
  'failed-over',
  'timed-out',
  'continued',
  'lost',
  'hedged',
  'too-late',
  'cached',
] as const

export type Mishap = (typeof mishaps)[number]

/** What the models do, one after the other as they are asked; a model that is asked more often does the last again. */
export type Script = Readonly<Record<'first' | 'second' | 'third', ChatBehaviour>>

const whole = 'Everyone gets 25 days of leave in every year, and 5 more days after the tenth year [1].'
const beginnings = [3, 5, 8]
const dialects: readonly UsageDialect[] = ['openai', 'continuous', 'last-choice', 'none']

/** How the three models behave so that an answer goes this way. */
export function scriptFor(mishap: Mishap, random: Random): Script {
  const fine = { first: answering(random), second: answering(random), third: answering(random) }
  const sent = oneOf(beginnings, random) ?? 3
  switch (mishap) {
    case 'streamed':
    case 'shortened':
    case 'cached':
      return fine
    case 'left':
      return { ...fine, first: broken(sent, 'stall', random) }
    case 'failed-over':
      return { ...fine, first: refusing(random) }
    case 'hedged':
      return { ...fine, first: stallBeforeHeaders(), second: delayed(500, fine.second) }
    case 'timed-out':
    case 'too-late':
      return { ...fine, first: stallBeforeHeaders() }
    case 'continued': {
      const rest = broken(sent, oneOf(['end', 'error-event', 'stall'] as const, random) ?? 'end', random)
      return random() < 0.5
        ? { ...fine, first: rest }
        : { ...fine, first: rest, second: broken(sent + 2, 'end', random) }
    }
    case 'lost':
      return { first: broken(sent, 'end', random), second: refusing(random), third: fail(500) }
  }
}

/** Where the reader of an answer that is `left` has seen all that was sent of it. */
export function shownBeforeLeaving(text: string): boolean {
  return beginnings.some((count) => text.trim() === firstWords(count))
}

function firstWords(count: number): string {
  return whole.split(' ').slice(0, count).join(' ')
}

/** A whole answer; what only a report can tell, such as cached tokens, is there only where it is reported. */
function answering(random: Random): ChatBehaviour {
  const usage = oneOf(dialects, random) ?? 'openai'
  const thinks = random() < 0.3
  const reported: ReplyOptions = {
    ...(random() < 0.5 && { cachedTokens: Math.floor(random() * 60) }),
    ...(thinks && {
      reasoning: {
        text: 'Is it 25 or 30 days?',
        as: oneOf(['reasoning_content', 'hidden'] as const, random) ?? 'hidden',
      },
      reportReasoningTokens: true,
    }),
  }
  return reply(whole, { usage, withoutDone: random() < 0.2, ...(usage !== 'none' && reported) })
}

function broken(afterChunks: number, by: 'stall' | 'end' | 'error-event', random: Random): ChatBehaviour {
  return reply(whole, { usage: random() < 0.3 ? 'continuous' : 'openai', interrupted: { afterChunks, by } })
}

function refusing(random: Random): ChatBehaviour {
  const refusals = [fail(500), fail(503, {}, { 'retry-after-ms': '5' }), fail(429), fail(401), closeBeforeHeaders()]
  return oneOf(refusals, random) ?? fail(500)
}
