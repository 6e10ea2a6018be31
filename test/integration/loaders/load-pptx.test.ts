import { describe, expect, test } from '@jest/globals'
import { loadPptx } from '../../../ingest/loaders/office/load-pptx.ts'
import { bullet, part, powerPointFile, shape, type SlideParts, wordFile } from '../../support/files/office-files.ts'
import { shown } from './fixture.ts'

async function read(...slides: readonly SlideParts[]) {
  return loadPptx({ bytes: powerPointFile(slides), path: 'a.pptx' })
}

describe('a presentation', () => {
  test('is read in the order of the slides, each a page under its title', async () => {
    const document = await read(
      { shapes: shape('ctrTitle', 'Safety briefing') + shape('subTitle', 'For new colleagues') },
      { shapes: shape('body', 'Wear a helmet.') + shape('title', 'In the plant') },
      { shapes: shape(undefined, 'No title here.') },
    )
    expect(document.title).toBe('Safety briefing')
    expect(shown(document)).toEqual([
      'heading1: Safety briefing',
      'paragraph: For new colleagues',
      'heading1: In the plant',
      'paragraph: Wear a helmet.',
      'heading1: Slide 3',
      'paragraph: No title here.',
    ])
    const pageOf = (words: string) =>
      document.pages.findLast(({ start }) => start <= document.text.indexOf(words))?.page
    expect(['Safety', 'colleagues', 'helmet', 'Slide 3'].map(pageOf)).toEqual([1, 1, 2, 3])
  })

  test('names slides without a title and marks notes in its own language', async () => {
    const document = await read({
      shapes: shape(undefined, '进入车间须戴安全帽'),
      notes: shape('sldImg', '') + shape('body', '提醒访客登记') + shape('sldNum', '1'),
    })
    expect(shown(document)).toEqual([
      'heading1: 第 1 页',
      'paragraph: 进入车间须戴安全帽',
      'paragraph: 备注：提醒访客登记',
    ])
  })

  test('keeps lists with their levels and numbers, tables as rows, groups and diagrams', async () => {
    const numbered = (text: string) => bullet(text, 0, '<a:buAutoNum type="arabicParenR"/>')
    const cell = (text: string, merge = '') => `<a:tc ${merge}><a:txBody>${bullet(text)}</a:txBody></a:tc>`
    const table = `<a:tbl><a:tr>${cell('Plant')}${cell('Limit')}</a:tr><a:tr>${cell('苏州')}${cell('4')}</a:tr><a:tr>${cell('', 'vMerge="1"')}${cell('6')}</a:tr></a:tbl>`
    const frame = (inside: string) =>
      `<p:graphicFrame><a:graphic><a:graphicData>${inside}</a:graphicData></a:graphic></p:graphicFrame>`
    const point = (id: string, text: string) => `<dgm:pt modelId="${id}"><dgm:t>${bullet(text)}</dgm:t></dgm:pt>`
    const diagram = part(
      'dgm:dataModel',
      `<dgm:ptLst><dgm:pt modelId="0" type="doc"/>${point('2', 'Assess')}${point('1', 'Report')}${point('3', 'by phone')}</dgm:ptLst>
       <dgm:cxnLst><dgm:cxn srcId="0" destId="2" srcOrd="1"/><dgm:cxn srcId="0" destId="1" srcOrd="0"/><dgm:cxn srcId="1" destId="3" srcOrd="0"/></dgm:cxnLst>`,
    )
    const document = await read({
      shapes: [
        shape('title', 'Rules'),
        shape('body', bullet('First') + bullet('in detail', 1) + bullet('Second')),
        `<p:grpSp>${shape(undefined, numbered('one') + numbered('two'))}</p:grpSp>`,
        frame(table),
        frame('<dgm:relIds r:dm="r2"/>'),
      ].join(''),
      diagram,
    })
    expect(shown(document)).toEqual([
      'heading1: Rules',
      'list: - First\n  - in detail\n- Second',
      'list: 1) one\n2) two',
      'table: | Plant | Limit |\n| 苏州 | 4 |\n| 苏州 | 6 |',
      'list: - Report\n  - by phone\n- Assess',
    ])
  })

  test('leaves out hidden slides with a warning, and dates, footers and slide numbers without one', async () => {
    const document = await read(
      { shapes: shape('title', 'Shown') + shape('dt', '1 May') + shape('ftr', 'Confidential') + shape('sldNum', '1') },
      { shapes: shape('title', 'Draft'), isHidden: true },
      { shapes: shape('title', 'Last') + shape(undefined, '<a:p><a:fld type="slidenum"><a:t>3</a:t></a:fld></a:p>') },
    )
    expect(shown(document)).toEqual(['heading1: Shown', 'heading1: Last'])
    expect(document.pages.map(({ page }) => page)).toEqual([1, 3])
    expect(document.warnings).toEqual(['Hidden slides that were left out: 2.'])
  })

  test('[P8] that is something else or holds no words is refused', async () => {
    const word = loadPptx({ bytes: wordFile('<w:p/>'), path: 'a.pptx' })
    await expect(word).rejects.toThrow('"a.pptx" is not a PowerPoint presentation.')
    await expect(read({ shapes: '' })).rejects.toThrow('"a.pptx" holds no text.')
  })
})
