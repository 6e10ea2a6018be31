import { describe, expect, test } from '@jest/globals'
import { compareWording, wordsInOrder } from '../../../../src/answering/support/compare-wording.ts'

function departure(claim: string, sentence: string, elsewhere = '') {
  return compareWording(wordsInOrder(claim), wordsInOrder(sentence), elsewhere).departure
}

describe('a copied sentence is turned', () => {
  test.each([
    ['Claims are due after the trip.', 'Claims are due before the trip.'],
    ['The most expensive offer is taken.', 'The least expensive offer is taken.'],
    ['The gate opens in the northern yard.', 'The gate opens in the southern yard.'],
    ['The request was unsuccessful.', 'The request was successful.'],
    ['Guests may not park in the yard.', 'Guests may park in the yard.'],
    ["The pump can't run dry.", 'The pump can run dry.'],
    ['注册资本十万元以下的企业应当备案。', '注册资本十万元以上的企业应当备案。'],
    ['供应商可以转包。', '供应商不得转包。'],
    ['情节严重的，从轻处罚。', '情节严重的，从重处罚。'],
    ['符合条件的申请予以退回。', '不符合条件的申请予以退回。'],
    ['仓库没有监控。', '仓库有监控。'],
  ])('%s — %s', (claim, sentence) => {
    expect(departure(claim, sentence)).toBe('turned')
  })
})

describe('a copied sentence', () => {
  const elsewhere = 'Nora Lind signs in Leeds. The deposit is 40 euros. 财务部保管合同。'

  test.each([
    ['has the number of another fact', 'The fee is 40 euros.', 'The fee is 25 euros.', 'exchanged'],
    ['has the name of another person', 'Only Nora Lind signs.', 'Only Amir Shah signs.', 'exchanged'],
    ['says of one department what is said of another', '财务部负责盖章。', '法务部负责盖章。', 'moved'],
  ])('%s', (_, claim, sentence, expected) => {
    expect(departure(claim, sentence, elsewhere)).toBe(expected)
  })

  test.each([
    ['word for word', 'The fee is 25 euros.', 'The fee is 25 euros.'],
    ['in another order', 'Claims are due in May, for all staff.', 'For all staff, claims are due in May.'],
    ['with another word for the same', 'The fee is about 25 euros.', 'The fee is roughly 25 euros.'],
    ['shortened', 'The fee is 25 euros.', 'The fee, which is never refunded, is 25 euros.'],
    ['换一种说法', '申请大约需要三天。', '申请约需要三天。'],
  ])('departs in nothing %s', (_, claim, sentence) => {
    expect(departure(claim, sentence, elsewhere)).toBeUndefined()
  })
})
