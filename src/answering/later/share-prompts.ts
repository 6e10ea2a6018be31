import type { DelegatedRequest, PromptPart } from '../../ports/delegation-store.ts'
import type { Log } from '../../ports/log.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import { countPrompt, withMargin } from '../generation/count-usage.ts'
import { groupQuestions } from '../together/group-questions.ts'
import { ownNumbers, prepareSharedCall, promptWeightsOf, shareKeyOf } from '../together/shared-call.ts'
import type { ReplyMaterial } from '../together/shared-prompt.ts'
import type { ParkedPrompt } from './parked-question.ts'

/** A parked question of a batch. */
export interface ParkedQuestion {
  readonly number: number
  readonly answerId: string
  readonly prompt: ParkedPrompt
}

/** Says which parked questions are put to their provider in one request, by the number of each. */
export type SharePrompts = (parked: readonly ParkedQuestion[]) => Promise<ReadonlyMap<number, PromptPart>>

interface Sharing extends ParkedQuestion {
  readonly material: ReplyMaterial
}

/**
 * Puts questions on the same evidence together, as in a call at once, where that spares tokens and the joined texts may go
 * there. What is set aside for each by itself is enough for all of them together.
 */
export function createSharePrompts(parts: { readonly counter: TokenCounter; readonly log: Log }): SharePrompts {
  return async (parked) => {
    const shared = new Map<number, PromptPart>()
    const open = parked.flatMap((one): Sharing[] => {
      const { material } = one.prompt
      return material === undefined ? [] : [{ ...one, material }]
    })
    const groups = groupQuestions(
      open.map(({ prompt, material }) => ({ key: shareKeyOf(prompt.provider, material), evidence: material.evidence })),
    )
    for (const group of groups.map((places) => places.flatMap((at) => open[at] ?? []))) {
      for (const [number, part] of await partsOf(group, parts)) shared.set(number, part)
    }
    return shared
  }
}

/** None where the questions are to be asked one by one. */
async function partsOf(
  group: readonly Sharing[],
  { counter, log }: { readonly counter: TokenCounter; readonly log: Log },
): Promise<readonly (readonly [number, PromptPart])[]> {
  const [leader] = group
  if (leader === undefined || group.length < 2) return []
  const { provider } = leader.prompt
  const materials = group.map(({ material }) => material)
  const call = prepareSharedCall(log, leader.answerId, materials, provider)
  if (call === undefined) return []
  const promptTokens = await countPrompt(call.messages, provider.model, counter)
  if (promptTokens >= group.reduce((sum, { prompt }) => sum + prompt.promptTokens, 0)) return []
  const mostTokens = withMargin(promptTokens, counter.isExactFor(provider.model))
  if (mostTokens + provider.maxOutputTokens * group.length > provider.contextTokens) return []
  const promptWeights = promptWeightsOf(materials)
  const vault = JSON.stringify(call.vault.state())
  return group.map(({ number, material }, at) => [
    number,
    {
      leader: leader.number,
      place: at + 1,
      messages: call.messages,
      promptTokens,
      vault,
      ownNumbers: ownNumbers(call.evidence, material).map((own) => own ?? null),
      promptWeights,
    },
  ])
}

/** The requests that a provider is sent for questions, each with how many of them it asks. */
export function requestsOf(
  questions: readonly { readonly number: number; readonly request?: DelegatedRequest }[],
): readonly { readonly number: number; readonly messages: DelegatedRequest['messages']; readonly questions: number }[] {
  return questions.flatMap(({ number, request }) => {
    if (request === undefined) return []
    const { part } = request
    if (part === undefined) return [{ number, messages: request.messages, questions: 1 }]
    return part.place === 1 ? [{ number, messages: part.messages, questions: part.promptWeights.length }] : []
  })
}
