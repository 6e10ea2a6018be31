import type { Answer } from '../../domain/answers/answer.ts'
import type { Language } from '../../domain/language.ts'
import { ageText } from './age-text.ts'
import { moneyText } from './money-text.ts'
import { textsOf } from './texts.ts'

/**
 * What a reader should know about how an answer came about, most important first: where it was made,
 * whether and since when it was kept from before, what was hidden, what left the building, what it cost.
 */
export function originText(answer: Answer, language: Language): readonly string[] {
  const texts = textsOf[language].origin
  const { route, privacy, usage, cache } = answer
  const hidden = Object.values(privacy.redactions).reduce((sum, n) => sum + n, 0)
  const parts: string[] = []

  if (cache === 'hit') {
    const { cachedAt, createdAt } = answer
    parts.push(
      cachedAt === undefined ? texts.cached : texts.cachedSince(ageText(Math.max(0, createdAt - cachedAt), language)),
    )
  } else if (answer.status === 'answered') {
    if (route.tier === 'extractive') parts.push(texts.extractive)
    else parts.push(route.tier === 'cloud' ? texts.cloud(route.model) : texts.onPrem(route.model))
  }
  if (privacy.leftTheBuilding) {
    parts.push(hidden > 0 ? texts.leftHidden(hidden) : texts.left)
  } else {
    if (hidden > 0) parts.push(texts.hidden(hidden))
    parts.push(texts.nothingLeft)
  }
  parts.push(usage.costMicros === 0 ? texts.free : texts.cost(moneyText(usage.costMicros, usage.currency, language)))
  if (cache === 'hit' && usage.baselineMicros > usage.costMicros) {
    const saved = usage.baselineMicros - usage.costMicros
    parts.push(texts.saved(moneyText(saved, usage.currency, language)))
  }
  return parts
}
