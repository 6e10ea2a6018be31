import { createLinkLimiter } from '../../privacy/injection/limit-links.ts'
import { createInstructionFilter } from '../../privacy/injection/withhold-instructions.ts'
import type { Restorer } from '../../privacy/restore.ts'
import { instructions } from '../prompt/assemble-prompt.ts'
import { continueRequests } from '../continuation/continue-prompt.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import { sharedInstructions } from '../together/shared-prompt.ts'

/**
 * A restorer whose text links only to what the evidence or the question links to, and does not recite the instructions
 * of the prompt: what a planted instruction that was overlooked would want.
 */
export function limitReply(restorer: Restorer, evidence: readonly RetrievedPassage[], question: string): Restorer {
  const links = createLinkLimiter([question, ...evidence.flatMap(({ text, source }) => [text, source])])
  const recited = createInstructionFilter(
    [instructions, sharedInstructions, continueRequests].flatMap((texts) => Object.values(texts)),
  )
  return {
    push: (text) => links.push(recited.push(restorer.push(text))),
    end: () => links.push(recited.push(restorer.end())) + links.push(recited.end()) + links.end(),
  }
}
