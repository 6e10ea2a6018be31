import { readdir, readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { messageOf } from '../src/domain/errors.ts'
import { loaderFor } from '../ingest/loaders/loaders.ts'
import { benchData } from './bench-data.ts'
import { commonTokens } from './longest-common-subsequence.ts'
import { tokensOf, withoutFurniture, wordsOfNative } from './reference-text.ts'

// How much of what a document says comes out of its file? The share of a reference's words that the
// extracted text holds in the same order; Chinese is counted by characters.

interface Recovery {
  readonly name: string
  readonly share: number
  /** With passages that the other medium sets elsewhere, such as footnotes and floating tables. */
  readonly withMoved: number
  readonly words: number
  readonly missed: readonly string[]
}

/** A passage that stands elsewhere has at least so many words in a row. */
const passageWords = 5

const isVerbose = process.argv.includes('--verbose')
const only = process.argv.slice(3).find((argument) => !argument.startsWith('--'))
if (only === undefined || only === 'manuals') await measureManuals()
if (only === undefined || only === 'docx') await measureDocx()
if (only === undefined || only === 'pdf') await readEveryPdf()

/** The same manual as PDF and as HTML, against its text. */
async function measureManuals(): Promise<void> {
  const folder = benchData('debian-docs')
  for (const manual of await readdir(folder)) {
    const files = await readdir(join(folder, manual))
    const reference = files.find((name) => name.endsWith('.txt'))
    if (reference === undefined) continue
    const expected = tokensOf(withoutFurniture(await readFile(join(folder, manual, reference), 'utf8')))
    for (const pdf of files.filter((name) => name.endsWith('.pdf'))) {
      const { text, seconds } = await extracted([join(folder, manual, pdf)])
      report(recovery(`${manual} PDF`, expected, text), seconds)
    }
    const { text, seconds } = await extracted(await pagesInOrder(join(folder, manual, 'html')))
    report(recovery(`${manual} HTML`, expected, text), seconds)
  }
}

/** The pages of a manual in the order in which its table of contents links them. */
async function pagesInOrder(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder)
  const index = names.find((name) => name.startsWith('index'))
  if (index === undefined) return []
  const links = (await readFile(join(folder, index), 'utf8')).matchAll(/href="([^"#]+)/g)
  const linked = Array.from(links, ([, name]) => name ?? '').filter((name) => names.includes(name))
  return [...new Set([index, ...linked])]
    .filter((name) => name.endsWith('.html') && !/^(?:search|genindex)/.test(name))
    .map((name) => join(folder, name))
}

/** DOCX files against pandoc's parse of them. */
async function measureDocx(): Promise<void> {
  const folder = join(benchData('docx-pandoc'), 'docx')
  const names = await readdir(folder)
  const results: Recovery[] = []
  for (const name of names.filter((file) => file.endsWith('.docx') && names.includes(nativeOf(file)))) {
    const expected = tokensOf(wordsOfNative(await readFile(join(folder, nativeOf(name)), 'utf8')))
    if (expected.length === 0) continue
    try {
      results.push(recovery(name, expected, (await extracted([join(folder, name)])).text))
    } catch (error) {
      console.log(`${name}: ${messageOf(error)}`)
      results.push({ name, share: 0, withMoved: 0, words: expected.length, missed: [] })
    }
  }
  const ranked = results.toSorted((a, b) => a.share - b.share)
  const share = (at: number) => percent(ranked[Math.floor(at * (ranked.length - 1))]?.share ?? 0)
  const good = ranked.filter(({ share: own }) => own >= 0.98).length / Math.max(1, ranked.length)
  console.log(
    `${ranked.length} DOCX files: least ${share(0)}, p10 ${share(0.1)}, median ${share(0.5)}, ` +
      `${percent(good)} of the files at 98 % or more`,
  )
  for (const { name, share: own, words, missed } of ranked.slice(0, 10)) {
    console.log(`  ${percent(own)} of ${words}  ${name}${isVerbose ? `: ${missed.join(' … ').slice(0, 300)}` : ''}`)
  }
}

function nativeOf(docx: string): string {
  return `${basename(docx, extname(docx))}.native`
}

/** Every PDF of the test collections: is it read, with what text, or why not, and how long does it take? */
async function readEveryPdf(): Promise<void> {
  for (const set of ['pdf-pdfbox', 'pdf-pdfminer']) {
    const folder = benchData(set)
    const names = (await readdir(folder, { recursive: true })).filter((name) => /\.pdf$/i.test(name)).toSorted()
    const reasons = new Map<string, string[]>()
    let slowest = { name: '', seconds: 0 }
    for (const name of names) {
      const started = performance.now()
      let outcome = 'read'
      try {
        await extracted([join(folder, name)])
      } catch (error) {
        outcome = messageOf(error).replace(/^".*?" /s, '')
      }
      const seconds = (performance.now() - started) / 1000
      if (seconds > slowest.seconds) slowest = { name, seconds }
      reasons.set(outcome, [...(reasons.get(outcome) ?? []), name])
    }
    console.log(`${set}: ${names.length} files, slowest ${slowest.seconds.toFixed(1)} s (${slowest.name})`)
    for (const [reason, files] of reasons) {
      console.log(`  ${files.length} × ${reason}${reason === 'read' ? '' : ` ${files.join(' ')}`}`)
    }
  }
}

async function extracted(paths: readonly string[]): Promise<{ readonly text: string; readonly seconds: number }> {
  const started = performance.now()
  const texts: string[] = []
  for (const path of paths) {
    const load = loaderFor(path)?.load
    if (load === undefined) throw new Error(`No loader reads ${path}.`)
    texts.push((await load({ bytes: await readFile(path), path: basename(path) })).text)
  }
  return { text: texts.join('\n'), seconds: (performance.now() - started) / 1000 }
}

function recovery(name: string, expected: readonly string[], text: string): Recovery {
  const found = tokensOf(text)
  const common = commonTokens(expected, found)
  const left = unmatched(expected, common.left)
  const moved = inPassages(left, unmatched(found, common.right))
  return {
    name,
    words: expected.length,
    share: common.count / expected.length,
    withMoved: (common.count + moved) / expected.length,
    missed: left.map((tokens) => tokens.join(' ')),
  }
}

/** How many of the missed tokens are found in a row of several, though in another place. */
function inPassages(missed: readonly (readonly string[])[], left: readonly (readonly string[])[]): number {
  const counts = new Map<string, number>()
  for (const passage of left.flatMap(passagesIn)) counts.set(passage, (counts.get(passage) ?? 0) + 1)
  let recovered = 0
  for (const stretch of missed) {
    let coveredTo = 0
    for (const [at, passage] of passagesIn(stretch).entries()) {
      const count = counts.get(passage) ?? 0
      if (count === 0) continue
      counts.set(passage, count - 1)
      recovered += at + passageWords - Math.max(coveredTo, at)
      coveredTo = at + passageWords
    }
  }
  return recovered
}

function passagesIn(tokens: readonly string[]): readonly string[] {
  return tokens.slice(passageWords - 1).map((_token, at) => tokens.slice(at, at + passageWords).join(' '))
}

/** The stretches of tokens that are not common. */
function unmatched(tokens: readonly string[], common: Uint8Array): readonly (readonly string[])[] {
  const stretches: string[][] = []
  for (const [at, token] of tokens.entries()) {
    if (common[at] === 1) continue
    if (at === 0 || common[at - 1] === 1 || stretches.length === 0) stretches.push([])
    stretches.at(-1)?.push(token)
  }
  return stretches
}

function report({ name, share, withMoved, words, missed }: Recovery, seconds: number): void {
  console.log(
    `${name}: ${percent(share)} of ${words} words in order, ${percent(withMoved)} with notes and tables ` +
      `that stand elsewhere, read in ${seconds.toFixed(1)} s`,
  )
  if (!isVerbose) return
  for (const words of missed.toSorted((a, b) => b.length - a.length).slice(0, 30))
    console.log(`  - ${words.slice(0, 300)}`)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
