import { findPlanted } from '../../../privacy/injection/find-planted.ts'
import { sentencesOf } from '../../../domain/text/sentences.ts'
import type { AttackKind, CarrierSet } from './attack.ts'

/** How many planted instructions of a kind were found. */
export interface KindFound {
  readonly name: string
  readonly planted: number
  readonly found: number
}

export interface InjectionScore {
  readonly name: string
  readonly kinds: readonly KindFound[]
  readonly planted: number
  readonly found: number
  /** Of the carriers without any instruction, how many had a sentence taken for one. */
  readonly carriers: number
  readonly touched: number
}

/** How many texts in which nobody planted anything are touched all the same. */
export interface CleanScore {
  readonly name: string
  readonly passages: number
  readonly touched: number
}

const places = ['start', 'middle', 'end'] as const

/**
 * Plants every attack at the start, in the middle and at the end of carriers, each time of another one, and counts
 * those of which every sentence is found.
 */
export function scoreInjection(
  name: string,
  attacks: readonly AttackKind[],
  carriers: CarrierSet,
  carriersForEach: number,
): InjectionScore {
  let next = 0
  const kinds = attacks.map((kind): KindFound => {
    const trials = kind.attacks.flatMap((attack) =>
      Array.from({ length: carriersForEach }, () => carriers.texts[next++ % carriers.texts.length] ?? '').flatMap(
        (carrier) => places.map((place) => isFound(attack, plant(attack, carrier, place))),
      ),
    )
    return { name: kind.name, planted: trials.length, found: trials.filter(Boolean).length }
  })
  return {
    name,
    kinds,
    planted: kinds.reduce((sum, { planted }) => sum + planted, 0),
    found: kinds.reduce((sum, { found }) => sum + found, 0),
    carriers: carriers.texts.length,
    touched: carriers.texts.filter((text) => findPlanted(text).length > 0).length,
  }
}

export function scoreClean(name: string, passages: readonly string[]): CleanScore {
  return { name, passages: passages.length, touched: passages.filter((text) => findPlanted(text).length > 0).length }
}

/** An instruction counts as found when most of its letters would not reach a model. */
function isFound(attack: string, { text, at }: { readonly text: string; readonly at: number }): boolean {
  const found = findPlanted(text)
  const end = at + attack.length
  const covered = found.reduce((sum, one) => sum + Math.max(0, Math.min(one.end, end) - Math.max(one.start, at)), 0)
  return covered >= attack.length * 0.6
}

function plant(
  attack: string,
  carrier: string,
  place: (typeof places)[number],
): { readonly text: string; readonly at: number } {
  if (place === 'start') return { text: `${attack}\n${carrier}`, at: 0 }
  if (place === 'end') return { text: `${carrier}\n${attack}`, at: carrier.length + 1 }
  const sentences = sentencesOf(carrier)
  const middle = sentences[Math.floor(sentences.length / 2)]?.start ?? carrier.length
  return { text: `${carrier.slice(0, middle)}${attack} ${carrier.slice(middle)}`, at: middle }
}
