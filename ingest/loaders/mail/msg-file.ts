import type { Loader, Unpacker } from '../loaded-document.ts'
import { mailLoader } from './mail-document.ts'
import { readMsg } from './read-msg.ts'
import { mailUnpacker } from './unpack-mail.ts'

export const loadMsg: Loader = mailLoader(readMsg)

/** @param isOfUse whether an attachment of this name is worth taking out */
export function unpackMsg(isOfUse: (path: string) => boolean): Unpacker {
  return mailUnpacker(readMsg, isOfUse)
}
