import type { ModelTask } from '../threads/model-protocol.ts'

/** Texts to be scored by how well they answer a question. */
export interface RerankTask extends ModelTask {
  readonly question: string
}
