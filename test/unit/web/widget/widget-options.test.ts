import { describe, expect, test } from '@jest/globals'
import { widgetOptions } from '../../../../src/web/widget/widget-options.ts'

const script = 'https://lorekeep.example/widget.js'
const page = { address: 'https://shop.example/help/', languages: ['zh-CN', 'en'] }
const required = { tokenUrl: '/lorekeep-token' }

describe('the attributes of the widget', () => {
  test('the token address is one of the page', () => {
    expect(widgetOptions(script, required, page)).toEqual({
      script,
      tokenUrl: 'https://shop.example/lorekeep-token',
      language: 'zh',
    })
  })

  test('a given language and title win', () => {
    expect(widgetOptions(script, { ...required, language: 'en', title: ' Ask us ' }, page)).toMatchObject({
      language: 'en',
      title: 'Ask us',
    })
  })

  test('without a token address the author of the page is told what is missing', () => {
    expect(() => widgetOptions(script, {}, page)).toThrow('data-token-url')
  })

  test('a token address elsewhere is refused, since that would hand the visitor to a third party', () => {
    expect(() => widgetOptions(script, { tokenUrl: 'https://evil.example/t' }, page)).toThrow('https://evil.example')
  })
})
