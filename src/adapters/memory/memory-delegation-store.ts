import { type Batch, isOver } from '../../domain/batch/batch.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import type { DelegatedQuestion, DelegationStore } from '../../ports/delegation-store.ts'

/** Delegations, and their questions, that are remembered as long as the process lasts. */
export type KeptDelegations = Map<string, { delegation: Delegation; questions: readonly DelegatedQuestion[] }>

/** @param batchOf the batch that a delegation belongs to */
export function createMemoryDelegationStore(
  kept: KeptDelegations,
  batchOf: (id: string) => Promise<Batch | undefined>,
): DelegationStore {
  const unsettled = () => [...kept.values()].filter(({ delegation }) => delegation.state !== 'settled')
  return {
    prepare: async (delegation, questions) => void kept.set(delegation.id, { delegation, questions }),
    open: async (batch) => openDelegations(kept, batch),
    numbers: async (batch) =>
      new Set(
        unsettled()
          .filter(({ delegation }) => delegation.batch === batch)
          .flatMap(({ questions }) => questions.map(({ number }) => number)),
      ),
    note: async (id, change) => {
      const known = kept.get(id)
      if (known !== undefined) known.delegation = { ...known.delegation, ...change }
    },
    questions: async (id) => kept.get(id)?.questions ?? [],
    drop: async (id, number) => {
      const known = kept.get(id)
      if (known !== undefined) known.questions = known.questions.filter((question) => question.number !== number)
    },
    leftBehind: async (limit) => {
      const found: Delegation[] = []
      for (const { delegation } of unsettled()) {
        const batch = await batchOf(delegation.batch)
        if (batch !== undefined && isOver(batch)) found.push(delegation)
      }
      return found.slice(0, limit)
    },
  }
}

export function openDelegations(kept: KeptDelegations, batch: string): readonly Delegation[] {
  return [...kept.values()]
    .map(({ delegation }) => delegation)
    .filter((delegation) => delegation.batch === batch && delegation.state !== 'settled')
}
