import { type Language, languageOf } from '../../../src/domain/language.ts'
import { calendarDay } from '../calendar-day.ts'
import { htmlToBlocks } from '../html/html-to-blocks.ts'
import type { Block, Loader, LoadedDocument } from '../loaded-document.ts'
import { TextBuilder } from '../text-builder.ts'
import { textBlocks } from '../text/load-text.ts'
import { withContent } from '../unreadable.ts'
import type { Mail, MailReader } from './mail.ts'
import { markHistory } from './mark-history.ts'

const labels = {
  en: { from: 'From', to: 'To', cc: 'Cc', date: 'Date', attachments: 'Attachments', colon: ': ', more: 'more' },
  zh: { from: '发件人', to: '收件人', cc: '抄送', date: '日期', attachments: '附件', colon: '：', more: '更多' },
} as const satisfies Record<Language, object>

const maxNamed = 50
const forwarded = /^\s*(?:fwd?|wg|转发|轉寄)\s*[:：]/i

/**
 * Loads a mail: its subject, who wrote it to whom and when, and its text. Mails that it answers are
 * quotes in it; a mail that is forwarded is its content. Its day becomes the day of the document.
 */
export function mailLoader(read: MailReader): Loader {
  return async ({ bytes, path }) => {
    const mail = await read(bytes, path)
    const body = await bodyOf(mail)
    const language = languageOf(`${mail.subject}\n${body.text}`)
    const builder = new TextBuilder()
    builder.heading(1, mail.subject)
    builder.add('paragraph', headerLines(mail, language).join('\n'))
    for (const { kind, start, end, level, headingText } of body.blocks) {
      const heading = { ...(level !== undefined && { level }), ...(headingText !== undefined && { headingText }) }
      builder.add(kind, body.text.slice(start, end), heading)
    }
    const day = mail.date === undefined ? undefined : calendarDay(mail.date)
    return withContent(path, {
      text: builder.text,
      blocks: builder.blocks,
      pages: [],
      ...(mail.subject !== '' && { title: mail.subject }),
      ...(day !== undefined && { declared: { values: { date: day } } }),
      ...(mail.warnings.length > 0 && { warnings: mail.warnings }),
    })
  }
}

async function bodyOf(mail: Mail): Promise<Pick<LoadedDocument, 'text' | 'blocks'>> {
  const { text, blocks } = await plainBody(mail)
  const kept = forwarded.test(mail.subject) ? blocks : markHistory(text, blocks)
  return { text, blocks: kept }
}

async function plainBody(mail: Mail): Promise<{ readonly text: string; readonly blocks: readonly Block[] }> {
  if (mail.html !== undefined) {
    const { load } = await import('cheerio')
    const page = htmlToBlocks(load(mail.html)('body').get(0) ?? { type: 'root' })
    if (page.blocks.length > 0) return page
  }
  const text = (mail.text ?? '').replace(/\r\n?/g, '\n')
  return { text, blocks: textBlocks(text) }
}

function headerLines(mail: Mail, language: Language): readonly string[] {
  const words = labels[language]
  const attached = mail.attachments.flatMap(({ name, isInline }) => (name === undefined || isInline ? [] : [name]))
  const line = (label: string, values: readonly string[]) => {
    if (values.length === 0) return []
    const rest = values.length - maxNamed
    const more = rest > 0 ? ` (+${rest} ${words.more})` : ''
    return [`${label}${words.colon}${values.slice(0, maxNamed).join(', ')}${more}`]
  }
  return [
    ...line(words.from, mail.from),
    ...line(words.to, mail.to),
    ...line(words.cc, mail.cc),
    ...line(words.date, mail.date === undefined ? [] : [mail.date]),
    ...line(words.attachments, attached),
  ]
}
