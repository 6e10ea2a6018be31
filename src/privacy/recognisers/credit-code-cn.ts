import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const length = 18

/** The check of GB 32100-2015: a sum with powers of three, modulo 31. */
export function creditCodeHolds(characters: string): boolean {
  if (characters.length !== length) return false
  let sum = 0
  let weight = 1
  for (const character of characters.slice(0, length - 1)) {
    const value = alphabet.indexOf(character)
    if (value === -1) return false
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return characters.at(-1) === alphabet[(31 - (sum % 31)) % 31]
}

const gap = '[ \\n-]?'
/** Registering authority, sort of body, six digits for the place, nine for the body, the check; spaced anywhere. */
const shapes: readonly NumberShape[] = [
  {
    pattern: new RegExp(
      `(?<![A-Za-z0-9_])(?=(?<number>[1-9ANYany]${gap}[1-59](?:${gap}[0-9]){6}(?:${gap}[0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy]){10})(?![A-Za-z0-9_]))[1-9ANYany]`,
      'g',
    ),
    holds: creditCodeHolds,
    named: 0.99,
    alone: 0.95,
  },
]

const words = cues({
  for:
    latinWords(
      'uscc|unified social credit (?:code|identifier|number)|credit code|tax(?:payer)? (?:id|number)|business licen[cs]e',
    ) + '|信用代码|信用编码|税号|纳税人识别号|营业执照|注册号|组织机构代码',
})

/** Chinese unified social credit codes of companies and other bodies, GB 32100-2015. */
export const creditCodeCn: Recogniser = {
  kind: 'CREDIT_CODE_CN',
  languages: 'any',
  examples: {
    matches: [
      '统一社会信用代码«91350100M000100Y43»',
      '信用代码：«９１３５０１００Ｍ０００１００Ｙ４３»，请核对',
      'USCC «91350100m000100y43»',
      '«9135 0100 M000 100Y 43» 已注册',
      '甲方«91350100M000100Y43»乙方',
    ],
    passes: [
      '统一社会信用代码91350100M000100Y44',
      '信用代码9135010OM000100Y43',
      '91350100M000100Y431',
      'hash a91350100M000100Y43f',
    ],
  },
  find: findNumbers('CREDIT_CODE_CN', shapes, words),
  identityOf: charactersOf,
}
