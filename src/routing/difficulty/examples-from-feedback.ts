import type { RoutingExample } from '../../domain/routing/difficulty.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import type { RatedAnswer } from '../../ports/answer-journal.ts'

/**
 * What readers' thumbs say of difficulty: a question that a model which is not strong answered well is a simple one, one
 * that it answered badly is hard. A strong model's answers say nothing of that, nor do quoted ones.
 */
export function examplesFromFeedback(
  rated: readonly RatedAnswer[],
  { providers }: ModelCatalogue,
): readonly RoutingExample[] {
  const modest = new Set(providers.filter(({ strong }) => !strong).map(({ name }) => name))
  return rated
    .filter(({ answer }) => answer.status === 'answered' && modest.has(answer.route.provider))
    .map(({ explanation, feedback }) => ({
      question: explanation.standaloneQuestion,
      difficulty: feedback.rating === 'up' ? 'simple' : 'hard',
    }))
}
