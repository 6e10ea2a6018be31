/** The body of a mail that was kept as RTF. */
export interface RtfBody {
  readonly kind: 'html' | 'text'
  readonly body: string
}

/** What holds inside one pair of braces. */
interface Group {
  /** Nothing in it is for a reader, or all of it was markup already. */
  hidden: boolean
  /** Within `\htmlrtf`, which repeats for RTF readers what the HTML says. */
  repeated: boolean
  /** Within `{\*\htmltag`, whose words are HTML. */
  isTag: boolean
  isFontTable: boolean
  /** How many characters stand in for one of `\u`. */
  fallback: number
  encoding: string
}

const hiddenDestinations = new Set(
  (
    'colortbl stylesheet info pict object header footer headerl headerr footerl footerr ftnsep listtable ' +
    'listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping latentstyles datastore mhtmltag'
  ).split(' '),
)

const words: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  cell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
}

/** Code pages and the character sets of fonts, as TextDecoder knows them (RTF 1.9.1, "Font Table"). */
const codePages: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  54936: 'gb18030',
  65001: 'utf-8',
}
const fontEncodings: Readonly<Record<number, string>> = {
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  204: 'windows-1251',
  238: 'windows-1250',
}

const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)/gi
const maxDepth = 1000

/** The `TextDecoder` name of a Windows code page; undefined for those it does not know. */
export function encodingOfCodePage(page: number | undefined): string | undefined {
  if (page === undefined) return undefined
  return codePages[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : undefined)
}

/**
 * The words of an RTF text, or the HTML that Outlook wrapped in it (MS-OXRTFEX). What is malformed is
 * skipped, as RTF readers do.
 * @param source the RTF with one character for each byte
 */
export function rtfBody(source: string): RtfBody {
  const isHtml = /\\fromhtml1\b/.test(source.slice(0, 1000))
  const fonts = new Map<number, string>()
  const stack: Group[] = []
  let group: Group = {
    hidden: false,
    repeated: false,
    isTag: false,
    isFontTable: false,
    fallback: 1,
    encoding: 'windows-1252',
  }
  let output = ''
  let bytes: number[] = []
  let toSkip = 0
  let font = 0
  let isIgnorable = false

  const flush = () => {
    if (bytes.length > 0) output += new TextDecoder(group.encoding).decode(Uint8Array.from(bytes))
    bytes = []
  }
  const isSilent = () => group.hidden || group.isFontTable || (isHtml && group.repeated)
  const write = (text: string) => {
    if (isSilent()) return
    flush()
    output += text
  }
  const writeByte = (byte: number) => {
    if (toSkip > 0) toSkip--
    else if (!isSilent()) bytes.push(byte)
  }
  const writeRun = (run: string) => {
    const text = run.slice(toSkip)
    toSkip = Math.max(0, toSkip - run.length)
    if (isSilent()) return
    // Beyond ASCII, RTF is bytes in the current encoding; ASCII may be the second byte of a character.
    if (bytes.length === 0 && /^[\0-\u007f]*$/.test(text)) output += text
    else for (const character of text) bytes.push(character.charCodeAt(0) & 0xff)
  }
  const control = (word: string, value: number | undefined) => {
    switch (word) {
      case 'u':
        write(String.fromCharCode((value ?? 0) & 0xffff))
        toSkip = group.fallback
        return
      case 'uc':
        group.fallback = Math.max(0, value ?? 1)
        return
      case 'ansicpg':
        group.encoding = encodingOfCodePage(value) ?? group.encoding
        return
      case 'fonttbl':
        group.isFontTable = true
        return
      case 'f':
        font = value ?? 0
        if (group.isFontTable) return
        flush()
        group.encoding = fonts.get(font) ?? documentEncoding()
        return
      case 'fcharset':
        if (group.isFontTable && fontEncodings[value ?? 0]) fonts.set(font, fontEncodings[value ?? 0] ?? '')
        return
      case 'htmlrtf':
        flush()
        group.repeated = value !== 0
        return
      case 'htmltag':
        group.isTag = true
        group.hidden = stack.at(-1)?.hidden ?? false
        return
      default:
        if (hiddenDestinations.has(word)) group.hidden = true
        else if (words[word] !== undefined && !(isHtml && word === 'sect')) write(words[word] ?? '')
    }
  }
  const documentEncoding = () => stack[1]?.encoding ?? group.encoding

  for (const match of source.matchAll(token)) {
    const [, word, value, hex, symbol, brace, run] = match
    if (brace === '{') {
      flush()
      if (stack.length >= maxDepth) break
      stack.push(group)
      group = { ...group }
    } else if (brace === '}') {
      flush()
      toSkip = 0
      group = stack.pop() ?? group
    } else if (word !== undefined) {
      if (isIgnorable && word !== 'htmltag') group.hidden = true
      control(word.toLowerCase(), value === undefined ? undefined : Number(value))
    } else if (hex !== undefined) writeByte(Number.parseInt(hex, 16))
    else if (run !== undefined) writeRun(run)
    else if (symbol === '~') write('\u00a0')
    else if (symbol === '_') write('-')
    else if (symbol === '\\' || symbol === '{' || symbol === '}') writeByte(symbol.charCodeAt(0))
    else if (symbol === '\n' || symbol === '\r') write('\n')
    isIgnorable = symbol === '*'
  }
  flush()
  return { kind: isHtml ? 'html' : 'text', body: output }
}
