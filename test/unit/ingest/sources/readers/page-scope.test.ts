import { describe, expect, test } from '@jest/globals'
import { createPageScope } from '../../../../../ingest/sources/readers/web/page-scope.ts'

describe('the scope of a web source', () => {
  test.each([
    ['https://a.example.com/docs/', 'https://a.example.com/docs/x/y.html', true],
    ['https://a.example.com/docs/', 'https://a.example.com/documents/', false],
    ['https://a.example.com/docs/index.html', 'https://a.example.com/docs/leave', true],
    ['https://a.example.com/docs', 'https://a.example.com/docs', true],
    ['https://a.example.com/docs', 'https://a.example.com/docs/leave', true],
    ['https://a.example.com/docs', 'https://a.example.com/docs-old', false],
    ['https://a.example.com/', 'https://b.example.com/', false],
    ['https://a.example.com/', 'http://a.example.com/x', true],
    ['https://a.example.com/', 'https://a.example.com:8443/x', false],
    ['https://a.example.com/', 'https://a.example.com.evil.test/', false],
  ])('begins at %s, and %s is below it: %s', (start, address, isBelow) => {
    expect(createPageScope([start], []).isBelowStart(address)).toBe(isBelow)
  })

  test('takes every page of the host of a sitemap, but follows no links there', () => {
    const scope = createPageScope([], ['https://a.example.com/maps/sitemap.xml'])
    expect(scope.includes('https://a.example.com/any/page')).toBe(true)
    expect(scope.includes('https://b.example.com/any/page')).toBe(false)
    expect(scope.isBelowStart('https://a.example.com/any/page')).toBe(false)
  })
})
