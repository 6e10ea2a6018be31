import { describe, expect, test } from '@jest/globals'
import { loaderFor } from '../../../../ingest/loaders/loaders.ts'

describe('the format of a file', () => {
  test('is told by its extension in any case', () => {
    expect(loaderFor('hr/Leave.MD')?.mediaType).toBe('text/markdown')
    expect(loaderFor('a.b/手册.pdf')?.mediaType).toBe('application/pdf')
    expect(loaderFor('page.htm')?.mediaType).toBe('text/html')
  })

  test('is unknown for others, folders with dots among them', () => {
    expect(loaderFor('sheet.xlsx')).toBeUndefined()
    expect(loaderFor('notes.md/readme')).toBeUndefined()
    expect(loaderFor('README')).toBeUndefined()
  })
})
