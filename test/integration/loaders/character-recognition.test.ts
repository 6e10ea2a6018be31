import { describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { loadImage } from '../../../ingest/loaders/ocr/load-image.ts'
import { loadPdf } from '../../../ingest/loaders/pdf/load-pdf.ts'
import { onlyReading } from '../../../ingest/loaders/reading.ts'
import { fixture, shown } from './fixture.ts'

const english = [
  'heading1: Rules for visitors',
  'paragraph: Valid from 1 March 2026 at the works in Halden, for guests and suppliers alike.',
  'paragraph: Visitors sign in at the front desk and wear their badge where it can be seen. The host meets them there and stays with them until they leave the building again.',
  'paragraph: Photographs are allowed in the lobby only. Ask Marta Lindqvist, extension 4417, before you take equipment of more than 250 euros out of the calibration laboratory.',
]
const chinese = [
  'heading1: 差旅费报销须知',
  'paragraph: 员工应当在出差结束后三十日内提交报销申请，并附上全部发票原件。单笔金额超过5000元的费用，须经部门负责人和财务总监共同批准后方可报销。',
  'paragraph: 出租车费用按实际发生额报销，但市内交通每日不超过120元。',
]

describe('a picture', () => {
  test('of an English page is read by columns, with its spaces, and its table by rows', async () => {
    const document = await loadImage(await fixture('scan-english.png'))
    expect(shown(document).slice(0, 4)).toEqual(english)
    expect(shown(document).slice(4).join('\n')).toMatch(
      /^table: \| Badge \| Colour \| Valid for \|\n\| Guest \| yellow \| 1 ?day \|$/,
    )
    expect(document.title).toBe('Rules for visitors')
  })

  test('of a Chinese page is read, and its lines are joined without spaces', async () => {
    expect(shown(await loadImage(await fixture('scan-chinese.png')))).toEqual(chinese)
  })

  test('is turned as its EXIF data says', async () => {
    const { bytes } = await fixture('scan-chinese.png')
    const turned = await sharp(bytes).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer()
    expect(shown(await loadImage({ bytes: turned, path: 'photo.jpg' }))).toEqual(chinese)
  })

  test.each([90, 180, 270])('that was scanned %i degrees turned is read all the same', async (degrees) => {
    const { bytes } = await fixture('scan-english.png')
    const turned = await sharp(bytes).rotate(degrees).png().toBuffer()
    expect(shown(await loadImage({ bytes: turned, path: 'turned.png' }))).toContain(english[1])
  })

  test('of several pages keeps the page numbers and tells of its progress', async () => {
    const { bytes: first } = await fixture('scan-chinese.png')
    const second = await sharp((await fixture('scan-english.png')).bytes)
      .resize(1000, 420, { fit: 'cover', position: 'top' })
      .toBuffer()
    const both = await sharp([first, second], { join: { across: 1, animated: true } })
      .tiff()
      .toBuffer()
    let progress = 0
    const { text, pages } = await loadImage(
      { bytes: both, path: 'both.tif' },
      { ...onlyReading, progress: () => void progress++ },
    )
    expect(pages.map(({ page, start }) => [page, text.slice(start, start + 7)])).toEqual([
      [1, '差旅费报销须知'],
      [2, 'Rules f'],
    ])
    expect(progress).toBe(2)
  })

  test('that shows nothing to read is refused, with what to do', async () => {
    const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#abc' } })
      .png()
      .toBuffer()
    await expect(loadImage({ bytes, path: 'empty.png' })).rejects.toMatchObject({
      code: 'document-unreadable',
      message: '"empty.png" shows no text that can be read.',
      hint: expect.stringContaining('200 dots per inch'),
    })
  })

  test.each([
    [
      'something else',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      /is not a PNG, JPEG or TIFF picture/,
    ],
    ['cut off', async () => (await fixture('scan-english.png')).bytes.subarray(0, 4000), /is damaged/],
  ])('that is %s is refused', async (_, read, message) => {
    await expect(loadImage({ bytes: await read(), path: 'odd.png' })).rejects.toMatchObject({
      code: 'document-unreadable',
      message: expect.stringMatching(message),
    })
  })

  test('with more pixels than can be held is refused before it is unpacked', async () => {
    const bytes = await sharp({ create: { width: 12_000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    await expect(loadImage({ bytes, path: 'vast.png' })).rejects.toMatchObject({
      code: 'too-large',
      message: '"vast.png" has more than 80 million pixels.',
    })
  })
})

describe('a PDF with scanned pages', () => {
  test('has those read from their picture, in their place, and says which', async () => {
    const bytes = await twoPages('Printed page about parking.', (await fixture('scan-english.png')).bytes)
    let progress = 0
    const document = await loadPdf({ bytes, path: 'mixed.pdf' }, { ...onlyReading, progress: () => void progress++ })
    expect(shown(document)[0]).toContain('Printed page about parking.')
    expect(document.text).toContain(english[3]?.slice('paragraph: '.length))
    expect(document.pages.map(({ page, start }) => [page, document.text.slice(start, start + 7)])).toEqual([
      [1, 'Printed'],
      [2, 'Rules f'],
    ])
    expect(document.warnings).toEqual(['Page 2 was read by character recognition.'])
    expect(progress).toBe(3)
  })
})

/** A PDF whose first page is text and whose second is a picture. */
async function twoPages(words: string, picture: Uint8Array): Promise<Uint8Array> {
  const { data, info } = await sharp(picture).greyscale().jpeg({ quality: 90 }).toBuffer({ resolveWithObject: true })
  const text = `BT /F1 12 Tf 60 760 Td (${words}) Tj ET`
  const image = `q 500 0 0 ${Math.round((500 * info.height) / info.width)} 45 400 cm /Im1 Do Q`
  const stream = (content: string) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
  const page = (content: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 7 0 R >> /XObject << /Im1 8 0 R >> >> /Contents ${content} 0 R >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>',
    page(5),
    page(6),
    stream(text),
    stream(image),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Type /XObject /Subtype /Image /Width ${info.width} /Height ${info.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`,
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}
