import { describe, expect, test } from '@jest/globals'
import { findSensitive } from '../../../support/find-sensitive.ts'

function peopleIn(text: string): readonly string[] {
  return findSensitive(text)
    .filter(({ kind }) => kind === 'PERSON')
    .map(({ start, end }) => text.slice(start, end))
}

describe('names in Latin letters in Chinese text', () => {
  test.each([
    ['请联系Anna Kowalska处理报销。', ['Anna Kowalska']],
    ['同事Giulia说下周休假。', ['Giulia']],
    ['導演Tashiko的新片', ['Tashiko']],
    ['请JamesCameron签字。', ['JamesCameron']],
    ['客户约翰·史密斯（John Smith）来电。', ['约翰·史密斯', 'John Smith']],
    ['Tony（王涛）负责报销。', ['Tony', '王涛']],
    ['我们的Sky (李晓峰) 夺冠。', ['Sky', '李晓峰']],
  ])(
    'are found right beside it, behind a role, without their space, and beside the Chinese spelling: %s',
    (text, names) => {
      expect(peopleIn(text)).toEqual(names)
    },
  )

  test.each([
    ['用Jenkins部署到Kubernetes，再打开Chrome。', []],
    ['由Hilton酒店提供早餐。', []],
    ['王芳（HR）和张伟（CEO）签字。', ['王芳', '张伟']],
    ['李雪梅（manager）批准。', ['李雪梅']],
    ['JavaScript和PowerPoint的培训在周三。', []],
  ])('are told from products, firms and what somebody is: %s', (text, names) => {
    expect(peopleIn(text)).toEqual(names)
  })
})
