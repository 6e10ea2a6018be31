import { describe, expect, test } from '@jest/globals'
import { isDocumentAddress, originalOf } from '../../../../src/web/app/api.ts'
import { signInToken } from '../../../../src/web/app/sign-in-token.ts'

describe('the sign-in field', () => {
  test.each([
    ['http://127.0.0.1:8080/sign-in?token=abc.def-1', 'abc.def-1'],
    ['  https://lorekeep.example/sign-in?from=x&token=a%2Bb#top \n', 'a+b'],
    ['token=abc', 'abc'],
    ['abc.def_-1==', 'abc.def_-1=='],
  ])('finds the token in %j', (pasted, token) => {
    expect(signInToken(pasted)).toBe(token)
  })

  test.each(['', '   ', 'http://127.0.0.1:8080/', 'two words'])('finds none in %j', (pasted) => {
    expect(signInToken(pasted)).toBeUndefined()
  })
})

describe('links in answers', () => {
  const home = 'https://lorekeep.example/'

  test.each([
    '/api/v1/documents/1/content',
    'https://lorekeep.example/api/v1/documents/1/content#page=3',
    originalOf('a b', 2),
  ])('%s leads to a document of the service', (address) => {
    expect(isDocumentAddress(address, home)).toBe(true)
  })

  test.each([
    'https://evil.example/api/v1/documents/1',
    '//evil.example/api/v1/documents/1',
    'javascript:alert(1)//api/v1/documents/',
    '/api/v1/sign-out',
    '/api/v1/documents/../sign-out',
    'http://[',
  ])('%s does not', (address) => {
    expect(isDocumentAddress(address, home)).toBe(false)
  })
})
