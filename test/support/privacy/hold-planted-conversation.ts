import { createOpenAiChatModel } from '../../../src/adapters/openai/openai-chat-model.ts'
import { findHiddenBy, rulesForQuestion } from '../../../src/privacy/hiding.ts'
import { redact } from '../../../src/privacy/redact.ts'
import { createRestorer, restore } from '../../../src/privacy/restore.ts'
import { createVault } from '../../../src/privacy/vault.ts'
import type { ChatModelFactory } from '../../../src/ports/chat-model.ts'
import { createAsking } from '../asking.ts'
import { reply } from '../openai-server/behaviours.ts'
import type { OpenAiServer } from '../openai-server/openai-server.ts'
import { findFor } from '../find-sensitive.ts'
import { passageOf } from '../passages.ts'
import { policyWith } from '../policies.ts'
import { providerOf } from '../providers.ts'
import { companyOfConversations, type PlantedConversation, withoutSpelling } from './planted-conversation.ts'

/** Everything may go to the cloud as far as it is redacted; models on the premises see it as it is. */
const policy = policyWith({ ...companyOfConversations, onPrem: 'raw' })
const findHidden = findHiddenBy(findFor(policy.companyRules), rulesForQuestion(policy))

/** What went wrong with a conversation; nothing, if all is well. */
export interface Mishaps {
  readonly leaked: readonly string[]
  /** Texts that redaction and restoring did not give back letter for letter, or not wherever the stream was cut. */
  readonly changed: readonly string[]
  /** Answers in which a placeholder was left, and questions that did not reach the cloud. */
  readonly unanswered: readonly string[]
}

const placeholder = /\[[A-Z][A-Z_]*_\d+\]/g

/** Makes a cloud server answer with every placeholder that the last message holds. */
function answerWithPlaceholders(cloud: OpenAiServer): void {
  cloud.byDefault(
    reply(
      ({ messages }) => {
        const last = messages.at(-1)?.content
        const named = [...new Set(typeof last === 'string' ? last.match(placeholder) : [])]
        return `The refund concerns ${named.join(' and ')} [1].`
      },
      { chunks: 9 },
    ),
  )
}

/**
 * Asks the questions of a conversation one after the other, through the real pipeline, of a cloud server that records.
 * @param onPrem a model on the premises that is asked before it, and sees raw text
 */
export async function holdPlantedConversation(
  { turns, planted }: PlantedConversation,
  cloud: OpenAiServer,
  onPrem?: ChatModelFactory,
): Promise<Mishaps> {
  cloud.reset()
  answerWithPlaceholders(cloud)
  let passages: readonly string[] = []
  const { ask } = createAsking({
    policy,
    providers: [
      ...(onPrem === undefined ? [] : [providerOf('on-prem')]),
      providerOf('cloud', { baseUrl: cloud.baseUrl }),
    ],
    models: (provider) =>
      (provider.tier === 'cloud' ? createOpenAiChatModel : (onPrem ?? createOpenAiChatModel))(provider),
    passages: () =>
      passages.map((text, index) =>
        passageOf(text, { chunkId: `v${index}:0`, documentId: `d${index}`, version: `v${index}`, title: 'Refunds' }),
      ),
  })
  const unanswered: string[] = []
  let conversationId: string | undefined
  for (const turn of turns) {
    passages = turn.passages
    const answer = await ask(turn.question, conversationId === undefined ? {} : { conversationId })
    conversationId = answer.conversationId
    if (answer.route.tier !== 'cloud' || answer.text.match(placeholder) !== null) unanswered.push(turn.question)
  }
  const received = withoutSpelling(cloud.everythingReceived())
  const texts = turns.flatMap((turn) => [turn.question, ...turn.passages])
  return {
    leaked: planted.map(({ value }) => value).filter((value) => received.includes(withoutSpelling(value))),
    changed: texts.filter((text) => !comesBack(text)),
    unanswered,
  }
}

/**
 * Whether redaction is undone by restoring, also where the stream is cut in two at any UTF-16 code unit. A value that a
 * text spells in two ways comes back in the first one.
 */
function comesBack(text: string): boolean {
  const vault = createVault()
  const { text: redacted, spans } = redact(text, vault, findHidden)
  const restored = restore(redacted, vault)
  const isSpelledTwice = new Set(spans.map(({ placeholder: one }) => one)).size < spans.length
  if (isSpelledTwice ? withoutSpelling(restored) !== withoutSpelling(text) : restored !== text) return false
  for (let cut = 0; cut <= redacted.length; cut += 1) {
    const restorer = createRestorer(vault)
    const streamed = restorer.push(redacted.slice(0, cut)) + restorer.push(redacted.slice(cut)) + restorer.end()
    if (streamed !== restored) return false
  }
  return true
}
