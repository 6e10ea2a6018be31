import type { Loader, Unpacker } from '../loaded-document.ts'
import { mailLoader } from './mail-document.ts'
import { readEml } from './read-eml.ts'
import { mailUnpacker } from './unpack-mail.ts'

export const loadEml: Loader = mailLoader(readEml)

/** @param isOfUse whether an attachment of this name is worth taking out */
export function unpackEml(isOfUse: (path: string) => boolean): Unpacker {
  return mailUnpacker(readEml, isOfUse)
}
