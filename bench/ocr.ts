import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { picturePdfPages } from '../ingest/loaders/ocr/picture-pdf-pages.ts'
import { openRecogniser, type Recogniser } from '../ingest/loaders/ocr/recogniser.ts'
import type { PdfPage } from '../ingest/loaders/pdf/pdf-page.ts'
import { readPdf } from '../ingest/loaders/pdf/read-pdf.ts'
import { benchData } from './bench-data.ts'
import { compareTexts, type Comparison } from './edit-distance.ts'

// Pictures pages spread over two manuals, recognises them, and compares with the text that the files hold.
const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    pages: { type: 'string', default: '12' },
    threads: { type: 'string', default: '1' },
    manual: { type: 'string' },
    errors: { type: 'boolean', default: false },
  },
})

const manuals = [
  { name: 'English (debian-policy)', file: 'debian-policy/policy.pdf' },
  { name: 'Chinese (debian-reference)', file: 'debian-reference-zh-cn/debian-reference.zh-cn.pdf' },
]
/** Emptier pages, such as the last of a chapter, say little about accuracy. */
const leastCharacters = 400

const folder = benchData('debian-docs')
const engine = await openRecogniser(Number(options.threads))
for (const { name, file } of manuals) {
  if (options.manual === undefined || file.includes(options.manual)) await measure(name, join(folder, file), engine)
}
console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${options.threads} thread(s)`)

async function measure(name: string, path: string, recogniser: Recogniser): Promise<void> {
  const bytes = await readFile(path)
  const { pages } = await readPdf({ bytes, path })
  const sample = spread(pages.filter((page) => textOf(page).length > leastCharacters))
  const numbers = sample.map((page) => page.number)
  const started = performance.now()
  const recognised: PdfPage[] = []
  for await (const picture of picturePdfPages(bytes, numbers)) {
    if ('problem' in picture) throw new Error(`Page ${picture.number} cannot be drawn: ${picture.problem}`)
    recognised.push(await recogniser.recognise(picture.number, picture.bitmap, picture.scale))
  }
  const minutes = (performance.now() - started) / 60_000
  const strict = sample.map((page, at) => compareTexts(textOf(page), textOf(recognised[at])))
  const folded = sample.map((page, at) => compareTexts(fold(textOf(page)), fold(textOf(recognised[at]))))
  console.log(`${name}: ${sample.length} pages, ${(sample.length / minutes).toFixed(1)} a minute`)
  console.log(`  character accuracy ${accuracy(strict)}; with like marks folded ${accuracy(folded)}`)
  console.log(`  by page: ${strict.map((result, at) => `${numbers[at]}: ${accuracy([result])}`).join(', ')}`)
  if (options.errors)
    for (const [at, result] of strict.entries()) console.log(numbers[at], result.differences.join('  '))
}

function spread(pages: readonly PdfPage[]): readonly PdfPage[] {
  const count = Number(options.pages)
  const places = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * pages.length) / count))
  return [...new Set(places)].flatMap((at) => pages[at] ?? [])
}

/** With single spaces, none beside Chinese characters, and without the dots that lead to page numbers. */
function textOf(page: PdfPage | undefined): string {
  return (page?.lines ?? [])
    .map((line) => line.text)
    .join(' ')
    .replace(/(?:\s?[.·…]){2,}/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([\p{Script=Han}\u3000-\u303f\uff00-\uffef“”]) ?/gu, '$1')
}

/** Wide and narrow marks, straight and curved quotation marks, and all bullets and dashes are alike. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[“”″]/g, '"')
    .replace(/[‘’′]/g, "'")
    .replace(/[•·]/g, '·')
    .replace(/[–—]/g, '-')
}

function accuracy(results: readonly Comparison[]): string {
  const [length, errors] = [sum(results.map((result) => result.length)), sum(results.map((result) => result.errors))]
  return (1 - errors / Math.max(1, length)).toFixed(4)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
