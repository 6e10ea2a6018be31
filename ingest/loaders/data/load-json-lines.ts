import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { TextBuilder } from '../text-builder.ts'
import { decodeText } from '../text/decode-text.ts'
import { unreadable, withContent } from '../unreadable.ts'
import { checkDepth, isObject, isScalar, type JsonProblem, type JsonValue, naturalEntries, parseJson, shownScalar } from './json-value.ts'
import { refuseTooLarge } from './load-json.ts'

const maxNamedProblems = 5

/**
 * Loads a file of one JSON value a line: each is a block of `key: value` lines. Lines that are no JSON are
 * told in a warning; a file of nothing else is refused.
 */
export async function loadJsonLines({ bytes, path }: FileContent): Promise<LoadedDocument> {
  refuseTooLarge(bytes, path)
  const builder = new TextBuilder()
  const problems: string[] = []
  for (const [at, line] of decodeText(bytes, path).split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const parsed = parseJson(line)
    if ('problem' in parsed) problems.push(placed(at + 1, parsed.problem))
    else {
      checkDepth(parsed.value, path)
      builder.add('paragraph', [...recordLines(parsed.value, '')].join('\n'))
    }
  }
  const [first] = problems
  if (builder.blocks.length === 0 && first !== undefined) {
    throw unreadable(path, `is not valid JSON at ${first}`, 'Write one JSON value on each line.')
  }
  const warnings = problems.slice(0, maxNamedProblems).map((problem) => `Left out what is not valid JSON at ${problem}.`)
  const rest = problems.length - maxNamedProblems
  if (rest > 0) warnings.push(`Left out ${rest} more lines that are not valid JSON.`)
  return withContent(path, {
    text: builder.text,
    blocks: builder.blocks,
    pages: [],
    ...(warnings.length > 0 && { warnings }),
  })
}

function placed(line: number, { column, reason }: JsonProblem): string {
  return `line ${line}, column ${column}: ${reason}`
}

/** Nested values have the path to them as their key. */
function* recordLines(value: JsonValue, key: string): Iterable<string> {
  const label = key === '' ? '' : `${key}: `
  if (isScalar(value)) {
    const shown = shownScalar(value)
    if (shown !== '') yield `${label}${shown}`
  } else if (isObject(value)) {
    for (const [name, inner] of naturalEntries(value)) yield* recordLines(inner, key === '' ? name : `${key}.${name}`)
  } else if (value.every(isScalar)) {
    const items = value.map(shownScalar).filter((item) => item !== '')
    if (items.length > 0) yield `${label}${items.join(', ')}`
  } else {
    for (const [at, inner] of value.entries()) yield* recordLines(inner, key === '' ? `${at + 1}` : `${key}.${at + 1}`)
  }
}
