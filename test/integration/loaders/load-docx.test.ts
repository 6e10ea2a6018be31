import { describe, expect, test } from '@jest/globals'
import { loadDocx } from '../../../ingest/loaders/office/load-docx.ts'
import { fixture, shown } from './fixture.ts'

describe('a Word document', () => {
  test('has headings, lists, tables as rows and footnotes at the end, but no comments, deletions or contents', async () => {
    const document = await loadDocx(await fixture('visitor-rules.docx'))
    expect(document.title).toBe('Visitor rules')
    expect(shown(document)).toEqual([
      'heading1: Visitor rules',
      'heading1: Reception',
      'paragraph: Visitors sign in at the front desk[1] and wear a badge.',
      'list: - Show a photo ID.\n- Name your host.',
      'heading1: 车间参观',
      'paragraph: 参观车间须由安全员陪同。',
      'table: | Area | Limit |\n| Laboratory | 4 people |',
      'list: 1. Open from 07:30.',
    ])
  })

  test.each([
    ['protected.docx', 'is protected by a password or in the old .doc format'],
    ['cut-off.docx', 'is not a .docx file or was cut off'],
    ['no-document.docx', 'is not a Word document'],
    ['empty.docx', 'holds no text'],
  ])('[P8] such as %s is refused because it %s', async (name, reason) => {
    await expect(loadDocx(await fixture(name))).rejects.toMatchObject({
      code: 'document-unreadable',
      message: `"${name}" ${reason}.`,
      hint: expect.any(String),
    })
  })
})
