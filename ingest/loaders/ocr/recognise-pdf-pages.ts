import { isUsableText } from '../pdf/is-usable-text.ts'
import type { PdfContent, PdfPage } from '../pdf/pdf-page.ts'
import { rangesOf } from '../pdf/page-ranges.ts'
import type { Bitmap } from './bitmap.ts'
import { onlyReading, type Reading } from '../reading.ts'
import { type PagePicture, picturePdfPages, type UndrawnPage } from './picture-pdf-pages.ts'
import { sharedRecogniser } from './recogniser.ts'

/** Of 256 greys, what counts as dark; and how many such pixels a short word has at 200 dots per inch. */
const darkest = 160
const leastDark = 60

export interface WithRecognisedPages {
  readonly content: PdfContent
  /** Which pages were read from their picture. */
  readonly warnings: readonly string[]
}

/**
 * Reads the pages that hold no usable text, such as scans, from their picture, one at a time. A page on
 * which nothing can be read that way stays as it is.
 * @param bytes the file that the content was read from
 */
export async function recognisePdfPages(
  bytes: Uint8Array,
  content: PdfContent,
  reading: Reading = onlyReading,
): Promise<WithRecognisedPages> {
  const numbers = content.pages
    .filter(({ lines, damage }) => damage === undefined && !isUsableText(textOf(lines)))
    .map(({ number }) => number)
  const recognised = new Map<number, PdfPage>()
  if (numbers.length === 0) return { content, warnings: [] }
  const problems: string[] = []
  const pictures = picturePdfPages(bytes, numbers)
  try {
    // A page at a time, so that another file need not wait for all of them.
    while (await reading.alone(async () => recogniseNext(await pictures.next()))) reading.progress()
  } finally {
    await pictures.return(undefined)
  }
  const pages = content.pages.map((page) => recognised.get(page.number) ?? page)
  return { content: { ...content, pages }, warnings: [...recognisedPagesWarning([...recognised.keys()]), ...problems] }

  /** @returns whether there was one */
  async function recogniseNext({ value: picture, done }: IteratorResult<PagePicture | UndrawnPage, void>) {
    if (done === true || picture === undefined) return false
    const { number } = picture
    if ('problem' in picture) problems.push(`Page ${number} cannot be drawn: ${picture.problem}`)
    else if (!isBlank(picture.bitmap)) {
      const page = await (await sharedRecogniser()).recognise(number, picture.bitmap, picture.scale)
      if (isUsableText(textOf(page.lines))) recognised.set(number, page)
    }
    return true
  }
}

/** Whether so little is dark that there can be no word. */
function isBlank({ pixels }: Bitmap): boolean {
  let dark = 0
  for (const pixel of pixels) if (pixel < darkest) dark += 1
  return dark < leastDark
}

function textOf(lines: PdfPage['lines']): string {
  return lines.map((line) => line.text).join('\n')
}

/** "Pages 2-4 and 7 were read by character recognition." */
function recognisedPagesWarning(numbers: readonly number[]): readonly string[] {
  if (numbers.length === 0) return []
  const ranges = rangesOf(numbers)
  return [
    numbers.length === 1
      ? `Page ${ranges} was read by character recognition.`
      : `Pages ${ranges} were read by character recognition.`,
  ]
}
