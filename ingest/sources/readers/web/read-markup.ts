import { Tokenizer } from 'htmlparser2'
import { inBreaths } from './in-breaths.ts'

type Listener = ConstructorParameters<typeof Tokenizer>[1]

const nothing = () => undefined
const deaf: Listener = {
  onattribdata: nothing,
  onattribend: nothing,
  onattribentity: nothing,
  onattribname: nothing,
  oncdata: nothing,
  onclosetag: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onopentagend: nothing,
  onopentagname: nothing,
  onprocessinginstruction: nothing,
  onselfclosingtag: nothing,
  ontext: nothing,
  ontextentity: nothing,
}

/**
 * Reads markup tag by tag, however the tags are nested, so that the work grows with its length and no faster; other work
 * of the process goes on meanwhile.
 * @param listener what it is to be told of; places are offsets in the text
 */
export async function readMarkup(text: string, kind: 'html' | 'xml', listener: Partial<Listener>): Promise<void> {
  const tokenizer = new Tokenizer({ xmlMode: kind === 'xml', decodeEntities: true }, { ...deaf, ...listener })
  await inBreaths(text, (piece) => tokenizer.write(piece))
  tokenizer.end()
}
