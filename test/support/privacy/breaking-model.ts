import { LorekeepError } from '../../../src/domain/errors.ts'
import type { ChatModelFactory } from '../../../src/ports/chat-model.ts'
import type { Random } from '../../../src/evaluation/seeded-random.ts'

/** A model that repeats what it was told, evidence and question, and breaks off somewhere. */
export function breakingModel(random: Random): ChatModelFactory {
  return (provider) => ({
    provider,
    async *stream({ messages }) {
      const told = (messages.at(-1)?.content ?? '').replaceAll(/<[^>]*>/g, '')
      yield { type: 'text', text: `Here is it: ${told.slice(0, Math.floor(random() * told.length))}` }
      throw new LorekeepError('model-timeout', 'It broke off.')
    },
  })
}
