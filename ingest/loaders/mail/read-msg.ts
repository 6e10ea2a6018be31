import type { FieldsData } from '@kenjiuno/msgreader'
import type msgReaderPackage from '@kenjiuno/msgreader'
import { messageOf } from '../../../src/domain/errors.ts'
import { unreadable } from '../unreadable.ts'
import { addressLine, clockTime, type Mail, type MailAttachment } from './mail.ts'
import { encodingOfCodePage, rtfBody } from './rtf-body.ts'
import { unreadParts } from './unread-parts.ts'

type MsgReader = msgReaderPackage.default

const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const hint = 'Open it in Outlook and save it again, as Unicode message or as .eml.'

/** Reads a mail that Outlook saved (MS-OXMSG). A body that is kept as RTF alone is taken out of it. */
export async function readMsg(bytes: Uint8Array, path: string): Promise<Mail> {
  if (!compoundFile.every((byte, at) => bytes[at] === byte)) {
    throw unreadable(path, 'is no Outlook message', hint)
  }
  try {
    const { reader, fields } = await open(bytes)
    if (fields.error !== undefined) throw new Error(fields.error)
    return await mailOf(reader, fields)
  } catch (error) {
    throw unreadable(path, `is damaged: ${messageOf(error)}`, hint, error)
  }
}

/** Texts that are not Unicode are in the code page that the message itself names: it is read twice then. */
async function open(bytes: Uint8Array): Promise<{ readonly reader: MsgReader; readonly fields: FieldsData }> {
  const { default: packaged } = await import('@kenjiuno/msgreader')
  // Node hands over the whole CommonJS module, whose class is one level down.
  const Reader = packaged.default
  // The reader looks behind the end of a view into a larger buffer, so it gets a buffer of its own.
  const view = new DataView(new Uint8Array(bytes).buffer)
  const reader = new Reader(view)
  const fields = reader.getFileData()
  const page = fields.messageCodepage ?? fields.internetCodepage
  if (page === undefined || page === 1252 || page === 65001 || encodingOfCodePage(page) === undefined) {
    return { reader, fields }
  }
  const again = new Reader(view)
  again.parserConfig = { ansiEncoding: page === 54936 ? 'gb18030' : `cp${page}` }
  return { reader: again, fields: again.getFileData() }
}

async function mailOf(reader: MsgReader, fields: FieldsData): Promise<Mail> {
  const people = (kind: 'to' | 'cc') =>
    (fields.recipients ?? [])
      .filter(({ recipType }) => (recipType ?? 'to') === kind)
      .map(({ name, smtpAddress, email }) => addressLine(name, smtpAddress ?? email))
      .filter((line) => line !== '')
  const attachments = (fields.attachments ?? []).map((attachment) => attachmentOf(reader, attachment))
  const sender = addressLine(fields.senderName, fields.senderSmtpAddress ?? internetAddress(fields.senderEmail))
  const date = sentAt(fields)
  return {
    subject: fields.subject?.trim() ?? '',
    from: sender === '' ? [] : [sender],
    to: people('to'),
    cc: people('cc'),
    ...(date !== undefined && { date }),
    ...(await bodyOf(fields)),
    attachments,
    warnings: unreadParts(attachments),
  }
}

/** Inside a company, Exchange notes its own addresses, which no reader knows. */
function internetAddress(address: string | undefined): string | undefined {
  return address?.includes('@') ? address : undefined
}

function sentAt(fields: FieldsData): string | undefined {
  const time = new Date(fields.clientSubmitTime ?? fields.messageDeliveryTime ?? fields.creationTime ?? '')
  return Number.isNaN(time.valueOf()) ? undefined : clockTime(time, 0)
}

async function bodyOf(fields: FieldsData): Promise<Pick<Mail, 'html' | 'text'>> {
  const html = fields.bodyHtml ?? htmlOf(fields)
  const text = fields.body?.trim() ? { text: fields.body } : {}
  if (html !== undefined) return { html, ...text }
  if (fields.compressedRtf === undefined) return text
  const { decompressRTF } = await import('@kenjiuno/decompressrtf')
  const bytes = Uint8Array.from(decompressRTF(Array.from(fields.compressedRtf)))
  const { kind, body } = rtfBody(Buffer.from(bytes).toString('latin1'))
  if (kind === 'html') return { html: body, ...text }
  return 'text' in text ? text : { text: body }
}

function htmlOf({ html, internetCodepage }: FieldsData): string | undefined {
  if (html === undefined) return undefined
  return new TextDecoder(encodingOfCodePage(internetCodepage) ?? 'utf-8').decode(html)
}

function attachmentOf(reader: MsgReader, attachment: FieldsData): MailAttachment {
  const { fileName, content } = reader.getAttachment(attachment)
  const isMessage = attachment.innerMsgContent === true
  const name = isMessage ? fileName : (attachment.fileName ?? attachment.fileNameShort ?? attachment.name)
  return {
    ...(name && { name }),
    mediaType: isMessage ? 'application/vnd.ms-outlook' : (attachment.attachMimeTag ?? 'application/octet-stream'),
    content,
    isInline: attachment.attachmentHidden === true || (attachment.pidContentId ?? '') !== '',
  }
}
