import { messageOf } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { estimateTokens } from '../../domain/text/token-estimate.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { Log } from '../../ports/log.ts'
import { createVault, type Vault } from '../../privacy/vault.ts'
import { leaks } from '../prompt/leaks.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import { joinedEvidence, prepareSharedPrompt, type ReplyMaterial } from './shared-prompt.ts'

/** The messages of a shared call, and what is needed to make single answers of the reply. */
export interface SharedCall {
  readonly messages: readonly ChatMessage[]
  readonly evidence: readonly RetrievedPassage[]
  readonly vault: Vault
}

/** What must be the same for questions that share a call. */
export function shareKeyOf({ name, model }: ModelProvider, { language, policy }: ReplyMaterial): string {
  return JSON.stringify([name, model, language, policy.version])
}

/** Undefined when the questions may not be put together: redaction failed, or their texts joined must stay in the house. */
export function prepareSharedCall(
  log: Log,
  answerId: string,
  [first, ...others]: readonly ReplyMaterial[],
  provider: ModelProvider,
): SharedCall | undefined {
  if (first === undefined) return undefined
  const evidence = joinedEvidence([first, ...others])
  const vault = createVault()
  try {
    const prompt = prepareSharedPrompt([first, ...others], evidence, vault)
    if (provider.tier === 'on-prem' && first.policy.onPrem === 'raw') {
      return { messages: prompt.raw, evidence, vault: createVault() }
    }
    if (provider.tier === 'cloud' && prompt.onPremOnlyKinds.length > 0) return undefined
    if (leaks(prompt.redacted, prompt.texts, vault, first.policy.companyRules)) return undefined
    return { messages: prompt.redacted, evidence, vault }
  } catch (error) {
    log.error('redaction.failed', { answerId, error: messageOf(error) })
    return undefined
  }
}

/** What each question has of a shared prompt, in tokens as estimated. Evidence of several counts for each in part. */
export function promptWeightsOf(materials: readonly ReplyMaterial[]): readonly number[] {
  return materials.map(({ question, evidence }) => {
    const ofEvidence = evidence.reduce((sum, { chunkId, text }) => {
      const users = materials.filter((material) => material.evidence.some((other) => other.chunkId === chunkId))
      return sum + estimateTokens(text) / users.length
    }, 0)
    return estimateTokens(question) + ofEvidence + 1
  })
}

/** What a question has of a shared reply, in tokens as estimated. */
export function completionWeight(part: string | undefined): number {
  return estimateTokens(part ?? '') + 1
}

/** By the number of evidence in a shared prompt, the number that it has for a question alone; undefined for that of others. */
export function ownNumbers(
  evidence: readonly RetrievedPassage[],
  material: ReplyMaterial,
): readonly (number | undefined)[] {
  const own = material.evidence.map(({ chunkId }) => chunkId)
  return evidence.map(({ chunkId }) => (own.includes(chunkId) ? own.indexOf(chunkId) + 1 : undefined))
}
