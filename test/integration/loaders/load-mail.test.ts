import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LoadedDocument, UnpackedFile } from '../../../ingest/loaders/loaded-document.ts'
import { loaderFor } from '../../../ingest/loaders/loaders.ts'
import { encodeLegacy } from '../../support/files/legacy-encoding.ts'
import { outlookMessage } from '../../support/files/outlook-message.ts'
import { shown } from './fixture.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

type Source = string | Uint8Array

async function load(source: Source, path = 'a.eml'): Promise<LoadedDocument> {
  const format = loaderFor(path)
  if (!format?.load) throw new Error(`There is no loader for ${path}.`)
  return format.load({ bytes: Buffer.from(source), path })
}

async function unpack(source: Source, path = 'a.eml'): Promise<readonly UnpackedFile[]> {
  const format = loaderFor(path)
  if (!format?.unpack) throw new Error(`There is no unpacker for ${path}.`)
  return format.unpack({ bytes: Buffer.from(source), path, modifiedAt: 7 }, folder)
}

const lines = (...all: readonly string[]) => all.join('\r\n')
const base64 = (content: Source) => Buffer.from(content).toString('base64')

interface Part {
  readonly head: readonly string[]
  readonly body: string
}

function multipart(kind: string, parts: readonly Part[]): string {
  return lines(
    'From: anna@example.com',
    'Subject: Files',
    'Date: Wed, 01 Apr 2026 09:30:00 +0200',
    'MIME-Version: 1.0',
    `Content-Type: multipart/${kind}; boundary=cut`,
    '',
    ...parts.flatMap(({ head, body }) => ['--cut', ...head, '', body]),
    '--cut--',
    '',
  )
}

const textPart: Part = { head: ['Content-Type: text/plain; charset=utf-8'], body: 'See the files.' }

function attached(disposition: string, content: Source, type = 'application/octet-stream'): Part {
  return {
    head: [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', `Content-Disposition: ${disposition}`],
    body: base64(content),
  }
}

describe('a mail', () => {
  test('is its subject, its people and time, and its text with the signature', async () => {
    const mail = await load(
      lines(
        'From: Anna Weber <anna@example.com>',
        'To: "Lin, Wei" <lin@example.com>, ops@example.com',
        'Cc: Boss <boss@example.com>',
        'Date: Wed, 01 Apr 2026 23:30:00 -0500',
        'Subject: Maintenance window',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'The press is off on Sunday.',
        '',
        '- lock it',
        '- tag it',
        '',
        '-- ',
        'Anna',
      ),
    )
    expect(mail.title).toBe('Maintenance window')
    expect(mail.declared).toEqual({ values: { date: '2026-04-01' } })
    expect(shown(mail)).toEqual([
      'heading1: Maintenance window',
      'paragraph: From: Anna Weber <anna@example.com>\nTo: Lin, Wei <lin@example.com>, ops@example.com\nCc: Boss <boss@example.com>\nDate: 2026-04-01 23:30 -05:00',
      'paragraph: The press is off on Sunday.',
      'list: - lock it\n- tag it',
      'paragraph: -- \nAnna',
    ])
  })

  test('in Chinese has its labels in Chinese, whatever its headers and body are encoded in', async () => {
    const subject = `=?GB2312?B?${base64(encodeLegacy('停机通知', 'gb18030'))}?=`
    const head = lines('From: =?utf-8?Q?=E7=8E=8B=E8=8A=B3?= <wang@example.com>', `Subject: ${subject}`)
    const body = encodeLegacy('本周日压机停机检修，请各部门提前安排生产。', 'gb18030')
    const declared = Buffer.concat([
      Buffer.from(`${head}\r\nContent-Type: text/plain; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`),
      body,
    ])
    const undeclared = Buffer.concat([
      encodeLegacy('From: 王芳 <wang@example.com>\r\nSubject: 停机通知\r\n\r\n', 'gb18030'),
      body,
    ])
    for (const source of [declared, undeclared]) {
      expect(shown(await load(source))).toEqual([
        'heading1: 停机通知',
        'paragraph: 发件人：王芳 <wang@example.com>',
        'paragraph: 本周日压机停机检修，请各部门提前安排生产。',
      ])
    }
  })

  test('in Big5 and in Latin-1 is read as it was written', async () => {
    const big5 = lines('From: a@example.com', 'Subject: x', 'Content-Type: text/plain; charset=big5', '', '')
    const chinese = Buffer.concat([Buffer.from(big5), encodeLegacy('會議改到下週三舉行。', 'big5')])
    expect((await load(chinese)).text).toContain('會議改到下週三舉行。')
    const latin = encodeLegacy(
      'From: J. Müller <m@example.com>\nSubject: Prüfung\n\nDie Prüfgeräte sind da.',
      'windows-1252',
    )
    expect(shown(await load(latin))).toEqual([
      'heading1: Prüfung',
      'paragraph: From: J. Müller <m@example.com>',
      'paragraph: Die Prüfgeräte sind da.',
    ])
  })

  test('is read from its HTML where it has both', async () => {
    const html =
      '<html><body><h2>Prices</h2><table><tr><th>Part</th><th>EUR</th></tr><tr><td>A</td><td>9</td></tr></table></body></html>'
    const mail = await load(
      multipart('alternative', [textPart, { head: ['Content-Type: text/html; charset=utf-8'], body: html }]),
    )
    expect(shown(mail).slice(2)).toEqual(['heading2: Prices', 'table: | Part | EUR |\n| A | 9 |'])
  })

  test.each([
    [
      'behind marks',
      ['Agreed.', '', 'On Tuesday Lin wrote:', '> Shall we?', '> Lin', '', 'Anna'],
      ['paragraph: Agreed.', 'paragraph: On Tuesday Lin wrote:', 'quote: > Shall we?\n> Lin', 'paragraph: Anna'],
    ],
    [
      'below a line of Outlook',
      ['Agreed.', '', '-----Original Message-----', 'From: Lin', '', 'Shall we?'],
      ['paragraph: Agreed.', 'quote: -----Original Message-----\nFrom: Lin', 'quote: Shall we?'],
    ],
    [
      'below header lines in Chinese',
      ['同意。', '', '发件人: 林伟', '发送时间: 2026年3月30日', '收件人: 王芳', '', '可以吗？'],
      ['paragraph: 同意。', 'quote: 发件人: 林伟\n发送时间: 2026年3月30日\n收件人: 王芳', 'quote: 可以吗？'],
    ],
  ])('marks the mails that it answers as quotes: %s', async (_, body, expected) => {
    const head = ['From: a@example.com', 'Subject: Re: x', 'Content-Type: text/plain; charset=utf-8', '']
    expect(shown(await load(lines(...head, ...body))).slice(2)).toEqual(expected)
  })

  test('that is forwarded has the forwarded text as its own', async () => {
    const head = ['From: a@example.com', 'Subject: Fwd: x', '']
    const mail = await load(lines(...head, '-----Original Message-----', 'From: Lin', '', 'The valve leaks.'))
    expect(shown(mail).at(-1)).toBe('paragraph: The valve leaks.')
  })

  test('says which of its parts nobody can search', async () => {
    const mail = await load(
      multipart('mixed', [textPart, attached('attachment; filename=winmail.dat', 'x', 'application/ms-tnef')]),
    )
    expect(mail.warnings).toEqual([expect.stringContaining('winmail.dat')])
    expect(await unpack(multipart('mixed', [textPart, attached('attachment; filename=winmail.dat', 'x')]))).toEqual([])
  })

  test('that is none is refused', async () => {
    await expect(load('Just some words.\n\nAnd more.')).rejects.toMatchObject({
      code: 'document-unreadable',
      message: '"a.eml" is no mail: it has no header lines.',
    })
    await expect(load('not a compound file', 'a.msg')).rejects.toThrow('"a.msg" is no Outlook message.')
  })

  test('that is nested without end is refused', async () => {
    const nested = Array.from({ length: 60 }, (_, at) =>
      lines(`Content-Type: multipart/mixed; boundary=b${at}`, '', `--b${at}`, ''),
    ).join('')
    await expect(load(`Subject: x\r\n${nested}`)).rejects.toMatchObject({
      code: 'document-unreadable',
      message: expect.stringContaining('no honest mail'),
    })
  })
})

describe('what is attached to a mail', () => {
  test('is taken out where somebody can read it, under the name its sender gave it', async () => {
    const rfc2231 = `attachment; filename*0*=gb2312''${encodeURI('x').replace('x', '%C4%EA')}; filename*1*=%BC%D9.md`
    const files = await unpack(
      multipart('mixed', [
        textPart,
        attached('attachment; filename="plan.md"', 'The plan.'),
        attached(rfc2231, '三十天'),
        attached(`attachment; filename="=?utf-8?B?${base64('报价.md')}?="`, '九欧元'),
        attached('attachment; filename="C:\\\\Users\\\\me\\\\..\\\\notes.md"', 'x'),
        attached('attachment; filename="../../../evil.md"', 'x'),
        attached('attachment', '# Unnamed', 'text/markdown'),
        attached('attachment; filename=virus.exe', 'MZ'),
      ]),
    )
    expect(files.map(({ path, failure }) => [path, failure])).toEqual(
      ['plan.md', '年假.md', '报价.md', 'notes.md', 'evil.md', 'attachment-6.md'].map((path) => [path, undefined]),
    )
    expect(files[0]?.modifiedAt).toBe(Date.UTC(2026, 3, 1, 7, 30))
    expect(await readFile(join(folder, '年假.md'), 'utf8')).toBe('三十天')
  })

  test('may be a mail, and names may be the same', async () => {
    const inner = lines('From: lin@example.com', 'Subject: Inner', '', 'The inner text.')
    const files = await unpack(
      multipart('mixed', [
        { head: ['Content-Type: message/rfc822'], body: inner },
        attached('attachment; filename=a.md', '1'),
        attached('attachment; filename=a.md', '22'),
      ]),
    )
    expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['attachment-1.eml', inner.replaceAll('\r', '').length + 1],
      ['a.md', 1],
      ['a (2).md', 2],
    ])
    expect((await load(await readFile(join(folder, 'attachment-1.eml')))).title).toBe('Inner')
    expect(
      (await load(multipart('mixed', [textPart, { head: ['Content-Type: message/rfc822'], body: inner }]))).text,
    ).not.toContain('inner text')
  })

  test('never decides who may read it', async () => {
    const files = await unpack(
      multipart('mixed', [
        attached('attachment; filename="plan.md"', 'x'),
        attached('attachment; filename="plan.md.meta.yaml"', 'groups: [everybody]'),
        attached('attachment; filename="access.yaml"', 'rules: []'),
      ]),
    )
    expect(files.map(({ path }) => path)).toEqual(['plan.md'])
  })
})

describe('a message of Outlook', () => {
  const message = {
    subject: '停机通知 2026',
    senderName: 'Wang Fang',
    senderAddress: 'wang@example.com',
    recipients: [
      { name: 'Lin Wei', address: 'lin@example.com', kind: 'to' },
      { name: '', address: 'boss@example.com', kind: 'cc' },
    ],
    sentAt: new Date('2026-04-01T07:30:00Z'),
  } as const

  test('is read like any mail', async () => {
    const mail = await load(outlookMessage({ ...message, body: '本周日停机检修。\r\n\r\n请提前安排。' }), 'a.msg')
    expect(mail.title).toBe('停机通知 2026')
    expect(mail.declared).toEqual({ values: { date: '2026-04-01' } })
    expect(shown(mail)).toEqual([
      'heading1: 停机通知 2026',
      'paragraph: 发件人：Wang Fang <wang@example.com>\n收件人：Lin Wei <lin@example.com>\n抄送：boss@example.com\n日期：2026-04-01 07:30 +00:00',
      'paragraph: 本周日停机检修。',
      'paragraph: 请提前安排。',
    ])
  })

  test('gives out its attachments', async () => {
    const attachments = [
      { name: '报价.md', content: Buffer.from('九欧元') },
      { name: 'logo.png', content: Buffer.alloc(500), isInline: true },
      { name: '..\\..\\evil.md', content: Buffer.from('x') },
    ]
    const files = await unpack(outlookMessage({ ...message, body: 'x', attachments }), 'a.msg')
    expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['报价.md', 9],
      ['evil.md', 1],
    ])
  })

  test('whose text is kept as RTF alone is read from that', async () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset134 SimSun;}}{\\*\\generator x;}\\f0 M\\'fcller: \\u24180?\\u20551? \\f1\\'cd\\'a3\\'bb\\'fa\\f0\\par Done.\\par}"
    const mail = await load(outlookMessage({ ...message, rtf }), 'a.msg')
    expect(shown(mail).at(-1)).toBe('paragraph: Müller: 年假 停机\nDone.')
  })

  test('whose HTML is wrapped in RTF is read from that HTML', async () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg936\\fromhtml1 {\\*\\htmltag64 <h2>}\\htmlrtf {\\b \\htmlrtf0 Prices\\htmlrtf }\\htmlrtf0 {\\*\\htmltag72 </h2>}{\\*\\htmltag64 <p>}\\'cd\\'a3\\'bb\\'fa{\\*\\htmltag72 </p>}\\htmlrtf\\par\\htmlrtf0}"
    const mail = await load(outlookMessage({ ...message, rtf }), 'a.msg')
    expect(shown(mail).slice(2)).toEqual(['heading2: Prices', 'paragraph: 停机'])
  })

  test('that is cut off is refused', async () => {
    const whole = outlookMessage({ ...message, body: 'x'.repeat(10_000) })
    await expect(load(whole.subarray(0, 600), 'a.msg')).rejects.toMatchObject({ code: 'document-unreadable' })
  })
})
