import { languageOf } from '../../../domain/language.ts'
import type { AttackKind, CarrierSet } from './attack.ts'
import { chineseAttacks } from './chinese-attacks.ts'
import { type CleanScore, type InjectionScore, scoreClean, scoreInjection } from './score-injection.ts'

/** What there is to measure with; a set that is missing is left out. */
export interface InjectionData {
  readonly attacks: readonly AttackKind[]
  /** Texts that English attacks are planted in. */
  readonly carriers: readonly CarrierSet[]
  /** Passages in which nobody planted anything. */
  readonly clean: readonly CarrierSet[]
}

export interface InjectionScores {
  readonly planted: readonly InjectionScore[]
  readonly clean: readonly CleanScore[]
}

/** Each attack goes into so many texts, three times into each. */
const carriersForEach = 10
/** Of a set of passages, every so many carries an attack. */
const everyPassage = 50

/** English attacks in the texts that come with them and in the passages, Chinese ones of our own in Chinese passages. */
export function measureInjection({ attacks, carriers, clean }: InjectionData): InjectionScores {
  const some = ({ name, texts }: CarrierSet): CarrierSet => ({
    name,
    texts: texts.filter((_, index) => index % everyPassage === 0),
  })
  const into = (kinds: readonly AttackKind[], set: CarrierSet) => scoreInjection(set.name, kinds, set, carriersForEach)
  return {
    planted: [
      ...(attacks.length === 0
        ? []
        : [...carriers, ...clean.filter((set) => !isChinese(set)).map(some)].map((set) => into(attacks, set))),
      ...clean.filter(isChinese).map((set) => into(chineseAttacks, some(set))),
    ],
    clean: clean.map(({ name, texts }) => scoreClean(name, texts)),
  }
}

function isChinese({ texts }: CarrierSet): boolean {
  return languageOf(texts.slice(0, 20).join('\n')) === 'zh'
}
