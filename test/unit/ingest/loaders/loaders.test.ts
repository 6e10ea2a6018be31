import { describe, expect, test } from '@jest/globals'
import { loaderFor, readFormats } from '../../../../ingest/loaders/loaders.ts'

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
    expect(loaderFor('plan.dwg')).toBeUndefined()
    expect(loaderFor('notes.md/readme')).toBeUndefined()
    expect(loaderFor('README')).toBeUndefined()
  })

  test.each([
    ['plan.doc', '"plan.doc" is in the old Word format, which is not read.', 'Open it in Word and save it as .docx.'],
    ['数据.XLS', '"数据.XLS" is in the old Excel format, which is not read.', 'Open it in Excel and save it as .xlsx.'],
    [
      '报告.wps',
      '"报告.wps" is in the WPS Writer format, which is not read.',
      'Open it in WPS Office and save it as .docx.',
    ],
    [
      'a.odp',
      '"a.odp" is in the OpenDocument format, which is not read.',
      'Open it in LibreOffice and save it as .pptx.',
    ],
  ])('[P8] of %s is known, to say how the file can be saved in another one', async (path, message, hint) => {
    const loading = loaderFor(path)?.load?.({ path, bytes: Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0) })
    await expect(loading).rejects.toMatchObject({ code: 'document-unreadable', message, hint })
  })

  test('that is refused is not among those that messages list as read', () => {
    expect(readFormats).toMatch(/^Markdown, plain text, .*Word \(\.docx\).* and [^,]+$/)
    expect(readFormats).not.toContain('.doc)')
  })
})
