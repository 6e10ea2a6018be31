import { describe, expect, test } from '@jest/globals'
import { loadDocx } from '../../../ingest/loaders/office/load-docx.ts'
import {
  list,
  listKind,
  type OfficeParts,
  paragraph,
  part,
  run,
  style,
  wordFile,
  wordTable,
  zipOf,
} from '../../support/files/office-files.ts'
import { fixture, shown } from './fixture.ts'

async function read(body: string, parts: OfficeParts = {}): Promise<readonly string[]> {
  return shown(await loadDocx({ bytes: wordFile(body, parts), path: 'a.docx' }))
}

const headings = part('w:styles', [1, 2, 3].map((level) => style(`H${level}`, `heading ${level}`)).join(''))

function numbering(inside: string): string {
  return part('w:numbering', inside)
}

describe('a Word document', () => {
  test('has headings, lists, tables as rows and notes below the text they belong to, but no comments, deletions or contents', async () => {
    const document = await loadDocx(await fixture('visitor-rules.docx'))
    expect(document.title).toBe('Visitor rules')
    expect(shown(document)).toEqual([
      'heading1: Visitor rules',
      'heading1: Reception',
      'paragraph: Visitors sign in at the front desk[1] and wear a badge.',
      'paragraph: [1] Open from 07:30.',
      'list: - Show a photo ID.\n- Name your host.',
      'heading1: 车间参观',
      'paragraph: 参观车间须由安全员陪同。',
      'table: | Area | Limit |\n| Laboratory | 4 people |',
    ])
  })

  test('tells headings by the names of styles in many languages, by styles they are based on and by outline level', async () => {
    const styles = [
      style('a', '标题 2'),
      style('b', 'Überschrift 3'),
      style('c', 'Own', '<w:basedOn w:val="a"/>'),
      style('d', 'Section', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
      style('e', '标题'),
    ].join('')
    const body = [
      paragraph('员工手册', { style: 'e' }),
      paragraph('Einleitung', { style: 'b' }),
      paragraph('范围', { style: 'a' }),
      paragraph('Derived', { style: 'c' }),
      paragraph('Outline', { style: 'd' }),
      paragraph('By hand', { more: '<w:outlineLvl w:val="1"/>' }),
    ].join('')
    const document = await loadDocx({ bytes: wordFile(body, { styles: part('w:styles', styles) }), path: 'a.docx' })
    expect(document.title).toBe('员工手册')
    expect(shown(document)).toEqual([
      'heading1: 员工手册',
      'heading3: Einleitung',
      'heading2: 范围',
      'heading2: Derived',
      'heading1: Outline',
      'heading2: By hand',
    ])
  })

  test('keeps the numbers that Word gives to headings, in English and Chinese, since people cite them', async () => {
    const body = [
      paragraph('Scope', { style: 'H1', list: 1 }),
      paragraph('People', { style: 'H2', list: 1, level: 1 }),
      paragraph('Places', { style: 'H2', list: 1, level: 1 }),
      paragraph('Duties', { style: 'H1', list: 1 }),
      paragraph('Drivers', { style: 'H2', list: 1, level: 1 }),
      paragraph('总则', { style: 'H1', list: 2 }),
      paragraph('附则', { style: 'H1', list: 2 }),
      paragraph('本办法自发布之日起施行。', { list: 3 }),
    ].join('')
    const lists = [
      listKind(0, ['decimal', '%1'], ['decimal', '%1.%2']),
      listKind(1, ['chineseCountingThousand', '第%1章']),
      listKind(2, ['chineseCountingThousand', '第%1条']),
      list(1, 0),
      list(2, 1),
      list(3, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="12"/></w:lvlOverride>'),
    ].join('')
    expect(await read(body, { styles: headings, numbering: numbering(lists) })).toEqual([
      'heading1: 1 Scope',
      'heading2: 1.1 People',
      'heading2: 1.2 Places',
      'heading1: 2 Duties',
      'heading2: 2.1 Drivers',
      'heading1: 第一章 总则',
      'heading1: 第二章 附则',
      'paragraph: 第十二条 本办法自发布之日起施行。',
    ])
  })

  test('takes the number of a heading from its style, unless the heading is taken out of the list', async () => {
    const numbered = style('N2', 'heading 2', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    const lists = listKind(0, ['upperLetter', 'Part %1'], ['decimal', '%2.', '<w:pStyle w:val="N2"/>']) + list(1, 0)
    const body =
      paragraph('One', { style: 'N2' }) +
      paragraph('Two', { style: 'N2' }) +
      paragraph('Bare', { style: 'N2', list: 0 })
    expect(await read(body, { styles: part('w:styles', numbered), numbering: numbering(lists) })).toEqual([
      'heading2: 1. One',
      'heading2: 2. Two',
      'heading2: Bare',
    ])
  })

  test('nests lists, goes on counting after an interruption and starts anew where it is told to', async () => {
    const lists = [
      listKind(0, ['decimal', '%1.'], ['lowerLetter', '%2)']),
      listKind(1, ['bullet', '·']),
      list(1, 0),
      list(2, 1),
      list(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ].join('')
    const body = [
      paragraph('Pack', { list: 1 }),
      paragraph('boxes', { list: 1, level: 1 }),
      paragraph('labels', { list: 1, level: 1 }),
      paragraph('Ship', { list: 1 }),
      paragraph('a bullet', { list: 2 }),
      paragraph('Then wait.'),
      paragraph('Collect', { list: 1 }),
      paragraph('Other', { list: 3 }),
    ].join('')
    expect(await read(body, { numbering: numbering(lists) })).toEqual([
      'list: 1. Pack\n  a) boxes\n  b) labels\n2. Ship\n- a bullet',
      'paragraph: Then wait.',
      'list: 3. Collect\n1. Other',
    ])
  })

  test('repeats a cell that covers several rows in each, and leaves columns in place where one covers several', async () => {
    const merged = (value: string, kind: string) => `<w:tcPr><w:vMerge w:val="${kind}"/></w:tcPr>${paragraph(value)}`
    const table = wordTable([
      ['Plant', 'Line', 'Limit'],
      [merged('苏州', 'restart'), 'A', '4'],
      [merged('', 'continue'), 'B', '6'],
      [`<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph('Total')}`, '10'],
    ])
    expect(await read(table)).toEqual([
      'table: | Plant | Line | Limit |\n| 苏州 | A | 4 |\n| 苏州 | B | 6 |\n| Total |  | 10 |',
    ])
  })

  test('keeps the rows of a table in a cell below the row that holds it, and looks through tables that only lay out', async () => {
    const inner = wordTable([['x', 'y']])
    const nested = wordTable([
      ['Name', 'Detail'],
      ['Anna', `${inner}${paragraph('see')}`],
    ])
    const layout = wordTable([[paragraph('One cell only.') + paragraph('Two lines.')]])
    expect(await read(nested + layout)).toEqual([
      'table: | Name | Detail |\n| Anna | see |\n| x | y |',
      'paragraph: One cell only.',
      'paragraph: Two lines.',
    ])
  })

  test('reads inserted text, results of fields, links, smart tags, controls and the first choice of alternatives', async () => {
    const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`
    const body = paragraph(
      [
        `<w:ins>${run('Inserted ')}</w:ins><w:del><w:r><w:delText>deleted </w:delText></w:r></w:del>`,
        `${field('begin')}<w:r><w:instrText>PAGE \\* X</w:instrText></w:r>${field('separate')}${run('7 ')}${field('end')}`,
        `<w:hyperlink>${run('our pages ')}</w:hyperlink><w:smartTag>${run('smart ')}</w:smartTag>`,
        `<w:sdt><w:sdtPr/><w:sdtContent>${run('control ')}</w:sdtContent></w:sdt>`,
        `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('Click here')}</w:sdtContent></w:sdt>`,
        `<mc:AlternateContent><mc:Choice>${run('choice')}</mc:Choice><mc:Fallback>${run('fallback')}</mc:Fallback></mc:AlternateContent>`,
        run(' hidden', '<w:vanish/>'),
      ].join(''),
    )
    expect(await read(body)).toEqual(['paragraph: Inserted 7 our pages smart control choice'])
  })

  test('leaves out a table of contents, whether from the gallery, as a field or by its styles', async () => {
    const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`
    const gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    const body = [
      `<w:sdt>${gallery}<w:sdtContent>${paragraph('Scope 2')}</w:sdtContent></w:sdt>`,
      paragraph(
        `${field('begin')}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>${field('separate')}${run('Scope 3')}`,
      ),
      paragraph(`${run('Duties 4')}${field('end')}`),
      paragraph('目录项 5', { style: 'T' }),
      paragraph('The text.'),
    ].join('')
    expect(await read(body, { styles: part('w:styles', style('T', 'toc 1')) })).toEqual(['paragraph: The text.'])
  })

  test('puts text boxes, diagrams and notes behind the paragraph they hang on', async () => {
    const box = `<w:r><w:pict><w:txbxContent>${paragraph('注意高温')}</w:txbxContent></w:pict></w:r>`
    const note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    const footnotes = part('w:footnotes', `<w:footnote w:id="2">${paragraph('Since 2020.')}</w:footnote>`)
    expect(await read(paragraph(`${run('Keep off')}${note}${box}`), { footnotes })).toEqual([
      'paragraph: Keep off[1]',
      'paragraph: 注意高温',
      'paragraph: [1] Since 2020.',
    ])
  })

  test('writes formulas, powers and symbols so that they keep their meaning', async () => {
    const formula =
      '<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>'
    const power = run('6', '<w:vertAlign w:val="superscript"/>')
    const ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    expect(await read(paragraph(`${run('10')}${power}${run(' of ')}${formula}${run(' ')}${ticked}`))).toEqual([
      'paragraph: 10⁶ of (a+b)/2 ☑',
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

  test('[P8] with a part that is no XML is refused as damaged', async () => {
    await expect(read('<w:p><w:r><w:t>5 < 6</w:t></w:r></w:p>')).rejects.toThrow('"a.docx" is damaged: ')
  })

  test('[P8] that is a workbook by another name is refused', async () => {
    const bytes = zipOf({ 'xl/workbook.xml': '<workbook/>' })
    await expect(loadDocx({ bytes, path: 'a.docx' })).rejects.toThrow('"a.docx" is not a Word document.')
  })
})
