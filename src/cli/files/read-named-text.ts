import { buffer } from 'node:stream/consumers'
import { LorekeepError } from '../../domain/errors.ts'
import { readNamedBytes } from './read-named-file.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The text of a file that somebody named, letter for letter; that of standard input for `-`.
 * @throws LorekeepError `bad-arguments` when it cannot be read or is not text in UTF-8
 */
export async function readNamedText(path: string): Promise<string> {
  const bytes = path === '-' ? await buffer(process.stdin) : await readNamedBytes(path)
  try {
    return utf8.decode(bytes)
  } catch (error) {
    throw new LorekeepError('bad-arguments', `${path === '-' ? 'The input' : path} is not text in UTF-8.`, {
      hint: 'Convert it to plain text in UTF-8 first.',
      cause: error,
    })
  }
}
