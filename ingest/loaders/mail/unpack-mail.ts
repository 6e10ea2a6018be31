import { Readable } from 'node:stream'
import { isLabelFile } from '../../labels/label-files.ts'
import type { Unpacker } from '../loaded-document.ts'
import { UnpackedFolder } from '../unpacking/unpacked-folder.ts'
import { type UnpackLimits, unpackLimits } from '../unpacking/unpack-limits.ts'
import type { MailAttachment, MailReader } from './mail.ts'

/** Smaller pictures within the text are logos and lines. */
const minInlinePicture = 20 * 2 ** 10

/** Extensions for parts that the sender gave no name, or one without an extension. */
const extensionOf: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'application/vnd.ms-outlook': 'msg',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/x-zip-compressed': 'zip',
  'application/json': 'json',
  'application/epub+zip': 'epub',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'text/csv': 'csv',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tiff',
}

/**
 * Takes the attachments out of a mail that somebody can read, attached mails included. Label files among
 * them are left out: who sends a mail does not decide who may read it.
 * @param isWanted whether anything reads a file of this name
 */
export function mailUnpacker(
  read: MailReader,
  isWanted: (path: string) => boolean,
  limits: UnpackLimits = unpackLimits,
): Unpacker {
  return async (file, folder) => {
    const mail = await read(file.bytes, file.path)
    const unpacked = new UnpackedFolder(file.path, folder, limits)
    for (const [at, attachment] of mail.attachments.slice(0, limits.entries).entries()) {
      const name = fileName(attachment, at + 1)
      if (isDecoration(attachment) || isLabelFile(name) || !isWanted(name)) continue
      const held = { name, modifiedAt: sentAt(mail.date) ?? file.modifiedAt ?? 0 }
      await unpacked.write(held, async () => Readable.from([Buffer.from(attachment.content)]))
    }
    return unpacked.files
  }
}

function fileName({ name, mediaType }: MailAttachment, number: number): string {
  // A path in an attachment's name is that of the sender's own disk.
  const last = name?.split(/[\\/]/).findLast((part) => part.trim() !== '' && !/^\.+$/.test(part))
  const given = last?.trim() ?? `attachment-${number}`
  const extension = extensionOf[mediaType]
  const hasExtension = /\.[A-Za-z0-9]{1,10}$/.test(given)
  return hasExtension || extension === undefined ? given : `${given}.${extension}`
}

function isDecoration({ mediaType, content, isInline }: MailAttachment): boolean {
  return isInline && mediaType.startsWith('image/') && content.length < minInlinePicture
}

function sentAt(date: string | undefined): number | undefined {
  const time = new Date(date?.replace(' ', 'T').replace(' ', '') ?? '').valueOf()
  return Number.isNaN(time) ? undefined : time
}
