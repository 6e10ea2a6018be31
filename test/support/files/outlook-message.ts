import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js'

/** A message as Outlook saves it. */
export interface OutlookMessage {
  readonly subject: string
  readonly senderName: string
  readonly senderAddress: string
  readonly recipients: readonly { readonly name: string; readonly address: string; readonly kind: 'to' | 'cc' }[]
  readonly sentAt: Date
  readonly body?: string
  readonly rtf?: string
  readonly attachments?: readonly { readonly name: string; readonly content: Uint8Array; readonly isInline?: boolean }[]
}

type Property = readonly [tag: number, value: Uint8Array]
const ticksBeforeUnix = 116_444_736_000_000_000n

/** Writes the streams and folders of MS-OXMSG into a compound file. */
export function outlookMessage(message: OutlookMessage): Uint8Array {
  const entries: Entry[] = []
  const root = folder('Root Entry', TypeEnum.ROOT)
  const { body, rtf } = message
  properties(
    root,
    32,
    [[0x00390040, fileTime(message.sentAt)]],
    [
      [0x0037001f, unicode(message.subject)],
      [0x0c1a001f, unicode(message.senderName)],
      [0x5d01001f, unicode(message.senderAddress)],
      ...(body === undefined ? [] : [[0x1000001f, unicode(body)] as const]),
      ...(rtf === undefined ? [] : [[0x10090102, uncompressedRtf(rtf)] as const]),
    ],
  )
  message.recipients.forEach(({ name, address, kind }, at) => {
    const kindValue = number(kind === 'to' ? 1 : 2)
    properties(
      folder(`__recip_version1.0_#${hex(at)}`, TypeEnum.DIRECTORY, root),
      8,
      [[0x0c150003, kindValue]],
      [
        [0x3001001f, unicode(name)],
        [0x39fe001f, unicode(address)],
      ],
    )
  })
  message.attachments?.forEach(({ name, content, isInline }, at) => {
    properties(
      folder(`__attach_version1.0_#${hex(at)}`, TypeEnum.DIRECTORY, root),
      8,
      [[0x37050003, number(1)]],
      [
        [0x3707001f, unicode(name)],
        [0x37010102, content],
        ...(isInline
          ? ([
              [0x3712001f, unicode('<logo>')],
              [0x370e001f, unicode('image/png')],
            ] as const)
          : []),
      ],
    )
  })
  return burn(entries)

  function folder(name: string, type: TypeEnum, parent?: Entry): Entry {
    const entry: Entry = { name, type, length: 0, children: [] }
    entries.push(entry)
    parent?.children?.push(entries.length - 1)
    return entry
  }

  function stream(parent: Entry, name: string, content: Uint8Array): void {
    entries.push({
      name,
      type: TypeEnum.DOCUMENT,
      length: content.length,
      binaryProvider: () => Uint8Array.from(content),
    })
    parent.children?.push(entries.length - 1)
  }

  function properties(
    parent: Entry,
    headBytes: number,
    fixed: readonly Property[],
    variable: readonly Property[],
  ): void {
    const rows = fixed.map(([tag, value]) =>
      Buffer.concat([number(tag), number(6), value, Buffer.alloc(8 - value.length)]),
    )
    stream(parent, '__properties_version1.0', Buffer.concat([Buffer.alloc(headBytes), ...rows]))
    for (const [tag, value] of variable) stream(parent, `__substg1.0_${hex(tag)}`, value)
  }
}

function unicode(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le')
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0')
}

function fileTime(time: Date): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(time.valueOf()) * 10_000n + ticksBeforeUnix)
  return bytes
}

/** MS-OXRTFCP: the type that marks what follows as not compressed. */
function uncompressedRtf(rtf: string): Uint8Array {
  const content = Buffer.from(rtf, 'latin1')
  return Buffer.concat([number(content.length + 12), number(content.length), Buffer.from('MELA'), number(0), content])
}
