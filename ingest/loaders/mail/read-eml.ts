import { isUtf8 } from 'node:buffer'
import type { Address, Email } from 'postal-mime'
import { guessEncoding } from '../text/guess-encoding.ts'
import { unreadable } from '../unreadable.ts'
import { addressLine, clockTime, type Mail, type MailAttachment } from './mail.ts'
import { unreadParts } from './unread-parts.ts'

const maxNesting = 50
const undecodable = '\uFFFD'
/** One of these is in every mail that a program wrote. */
const mailHeaders = new Set(['from', 'to', 'subject', 'date', 'received', 'message-id', 'mime-version'])

/**
 * Reads a mail as it is sent (RFC 5322, MIME). Headers and bodies that are in GBK, Big5 or Latin-1
 * without saying so are recognised. Mails attached to it stay attachments.
 */
export async function readEml(bytes: Uint8Array, path: string): Promise<Mail> {
  const email = await parse(withReadableHeaders(bytes), path)
  const read = (email.html ?? email.text ?? '').includes(undecodable) ? await parseGuessed(bytes, email, path) : email
  if (!read.headers.some(({ key }) => mailHeaders.has(key))) {
    throw unreadable(path, 'is no mail: it has no header lines', 'Save it from the mail program again, as .eml.')
  }
  const attachments = read.attachments.map(attachmentOf)
  const date = sentAt(read)
  return {
    subject: read.subject?.trim() ?? '',
    from: linesOf(read.from === undefined ? [] : [read.from]),
    to: linesOf(read.to ?? []),
    cc: linesOf(read.cc ?? []),
    ...(date !== undefined && { date }),
    ...(read.html !== undefined && { html: read.html }),
    ...(read.text !== undefined && { text: read.text }),
    attachments,
    warnings: unreadParts(attachments),
  }
}

async function parse(bytes: Uint8Array, path: string): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime')
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: maxNesting })
  } catch (error) {
    if (error instanceof Error && /exceeded/.test(error.message)) {
      throw unreadable(
        path,
        `is built like no honest mail: ${error.message}`,
        'Check where it came from, or leave it out.',
        error,
      )
    }
    throw error
  }
}

/** Bytes beyond ASCII in the header lines, which old programs wrote as their system had them. */
function withReadableHeaders(bytes: Uint8Array): Uint8Array {
  const end = headerEnd(bytes)
  const head = bytes.subarray(0, end)
  if (isUtf8(head)) return bytes
  const decoded = new TextDecoder(guessEncoding(head)).decode(head)
  return Buffer.concat([Buffer.from(decoded), bytes.subarray(end)])
}

/** A body that is in another encoding than it says is read again, if that helps. */
async function parseGuessed(bytes: Uint8Array, email: Email, path: string): Promise<Email> {
  if (isUtf8(bytes)) return email
  const source = new TextDecoder(guessEncoding(bytes)).decode(bytes)
  const undeclared = source.replace(/^(content-type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/gim, (header) =>
    header.replace(/charset\s*=\s*(?:"[^"]*"|[^\s;]+)/i, 'charset=utf-8'),
  )
  return parse(Buffer.from(undeclared), path)
}

function headerEnd(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ends = [buffer.indexOf('\r\n\r\n'), buffer.indexOf('\n\n')].filter((at) => at !== -1)
  return ends.length === 0 ? bytes.length : Math.min(...ends)
}

function linesOf(addresses: readonly Address[]): readonly string[] {
  return addresses
    .flatMap((address) => address.group ?? [address])
    .map(({ name, address }) => addressLine(name, address))
    .filter((line) => line !== '')
}

function sentAt(email: Email): string | undefined {
  const stated = email.headers.find(({ key }) => key === 'date')?.value ?? ''
  const time = new Date(stated)
  if (Number.isNaN(time.valueOf()) || time.getUTCFullYear() < 1970) return undefined
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d)(\d\d)\b/.exec(stated) ?? []
  const ahead = Number(hours) * 60 + Number(minutes)
  return clockTime(time, ahead > 14 * 60 ? 0 : sign === '-' ? -ahead : ahead)
}

function attachmentOf(attachment: Email['attachments'][number]): MailAttachment {
  const { content, filename, mimeType, contentId, disposition, related } = attachment
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
  return {
    ...(filename !== null && { name: filename }),
    mediaType: mimeType,
    content: bytes,
    isInline: related === true || (contentId !== undefined && disposition !== 'attachment'),
  }
}
