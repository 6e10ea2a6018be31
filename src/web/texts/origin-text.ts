import type { Answer } from '../../domain/answer.ts'
import type { Language } from '../../domain/language.ts'
import { moneyText } from './money-text.ts'
import { textsOf } from './texts.ts'

/**
 * What a reader should know about how an answer came about, most important first: where it was made,
 * whether it was kept from before, what was hidden, what left the building, what it cost.
 */
export function originText(answer: Answer, language: Language): readonly string[] {
  const texts = textsOf[language].origin
  const { route, privacy, usage, cache } = answer
  const hidden = Object.values(privacy.redactions).reduce((sum, n) => sum + n, 0)
  const parts: string[] = []

  if (cache === 'hit') {
    parts.push(texts.cached)
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
  return parts
}
