import { describe, expect, test } from '@jest/globals'
import { loaderFor } from '../../../../ingest/loaders/loaders.ts'

describe('the format of a file', () => {
  test('is told by its extension in any case', () => {
    expect(loaderFor('hr/Leave.MD')?.mediaType).toBe('text/markdown')
    expect(loaderFor('a.b/手册.pdf')?.mediaType).toBe('application/pdf')
    expect(loaderFor('page.htm')?.mediaType).toBe('text/html')
  })

  test('tells whether it holds other files, or only them', () => {
    const abilities = (path: string) => {
      const format = loaderFor(path)
      return { loads: format?.load !== undefined, unpacks: format?.unpack !== undefined }
    }
    expect(abilities('归档.ZIP')).toEqual({ loads: false, unpacks: true })
    expect(abilities('a.eml')).toEqual({ loads: true, unpacks: true })
    expect(abilities('a.msg')).toEqual({ loads: true, unpacks: true })
    expect(abilities('page.aspx')).toEqual({ loads: true, unpacks: false })
  })

  test('is unknown for others, folders with dots among them', () => {
    expect(loaderFor('sheet.xlsx')).toBeUndefined()
    expect(loaderFor('notes.md/readme')).toBeUndefined()
    expect(loaderFor('README')).toBeUndefined()
  })
})
