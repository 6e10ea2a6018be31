import { LorekeepError } from '../../../src/domain/errors.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { TextBuilder } from '../text-builder.ts'
import { decodeText } from '../text/decode-text.ts'
import { unreadable, withContent } from '../unreadable.ts'
import { checkDepth, isObject, parseJson, titleOf } from './json-value.ts'
import { writeJson } from './write-json.ts'

const maxBytes = 64 * 2 ** 20

/**
 * Loads a JSON file as a text for readers: its keys are headings and labels, arrays of like objects are
 * tables. An object that names itself gives the title.
 */
export async function loadJson({ bytes, path }: FileContent): Promise<LoadedDocument> {
  refuseTooLarge(bytes, path)
  const parsed = parseJson(decodeText(bytes, path))
  if ('problem' in parsed) {
    const { line, column, reason } = parsed.problem
    throw unreadable(
      path,
      `is not valid JSON at line ${line}, column ${column}: ${reason}`,
      'Correct it there, or save it again with the program it came from.',
    )
  }
  const { value } = parsed
  checkDepth(value, path)
  const builder = new TextBuilder()
  writeJson(builder, value)
  const title = isObject(value) ? titleOf(value)?.words : undefined
  return withContent(path, { text: builder.text, blocks: builder.blocks, pages: [], ...(title !== undefined && { title }) })
}

/** @throws LorekeepError `too-large` for data that belongs in a database */
export function refuseTooLarge(bytes: Uint8Array, path: string): void {
  if (bytes.length <= maxBytes) return
  throw new LorekeepError('too-large', `"${path}" holds more than ${maxBytes / 2 ** 20} MB of data.`, {
    hint: 'Split it, or export only what people ask about.',
  })
}
