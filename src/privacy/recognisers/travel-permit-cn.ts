import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

const shapes: readonly NumberShape[] = [
  // Residents of Hong Kong (H) and Macao (M) to the mainland; the mainland's to Hong Kong and Macao (C, W) and Taiwan (L, T).
  { pattern: standingAlone('[HMhm]\\d{8}(?:\\d{2})?|[CWTLcwtl][A-Za-z]?\\d{7,8}'), named: 0.9 },
  // Residents of Taiwan to the mainland: eight digits, older ones ten with a letter.
  { pattern: standingAlone('\\d{8}|\\d{10}(?: ?\\([A-Za-z]\\))?'), named: 0.8 },
]

const words = cues({
  for:
    latinWords(
      'home return permits?|mainland travel permits?|taiwan compatriot permits?|mtp|exit-entry permits?|two-way permits?',
    ) + '|通行证|回乡证|台胞证|港澳证|往来证|回鄉證|台胞證|通行證',
  against: '订单|电话|手机|有效期|签发|编号规则',
})

/** Permits to travel between the mainland of China and Hong Kong, Macao and Taiwan. */
export const travelPermitCn: Recogniser = {
  kind: 'TRAVEL_PERMIT_CN',
  languages: ['zh', 'en'],
  examples: {
    matches: [
      '港澳居民来往内地通行证：«H12345678»',
      '回乡证号«M1234567801»',
      '台胞证«12345678»请核对',
      '往来港澳通行证号码为«C12345678»',
      '往来港澳通行证«ＣＡ１２３４５６７»',
      'home return permit no. «H0123456701»',
    ],
    passes: ['H12345678', '通行证办理电话62345678', '通行证有效期10年', '台胞证签发日期20240517'],
  },
  find: findNumbers('TRAVEL_PERMIT_CN', shapes, words, 24),
  identityOf: charactersOf,
}
