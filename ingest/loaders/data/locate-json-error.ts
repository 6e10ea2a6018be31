type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing'

const space = /[ \t\r\n]*/y
// oxlint-disable-next-line no-control-regex -- JSON forbids control characters in strings
const token = /[{}[\],:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** The offset from which on a text is no JSON (RFC 8259), which `JSON.parse` does not always tell. */
export function locateJsonError(text: string): number {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let at = 0
  for (;;) {
    at = endOf(space, text, at) ?? at
    const end = endOf(token, text, at)
    if (end === undefined) return at
    const next = stateAfter(text[at] ?? '', expected, open)
    if (next === undefined) return at
    expected = next
    at = end
  }
}

/** What may follow a token, or undefined where it may not stand. Keeps the stack of what is open. */
function stateAfter(first: string, expected: Expected, open: ('{' | '[')[]): Expected | undefined {
  const afterValue = () => (open.length === 0 ? 'nothing' : 'comma or end')
  const mayBeValue = expected === 'value' || expected === 'value or ]'
  const closes = (bracket: '{' | '[') => {
    if (open.at(-1) !== bracket) return undefined
    open.pop()
    return afterValue()
  }
  switch (first) {
    case '{':
    case '[':
      if (!mayBeValue) return undefined
      open.push(first)
      return first === '{' ? 'key or }' : 'value or ]'
    case '}':
      return expected === 'key or }' || expected === 'comma or end' ? closes('{') : undefined
    case ']':
      return expected === 'value or ]' || expected === 'comma or end' ? closes('[') : undefined
    case ',':
      if (expected !== 'comma or end') return undefined
      return open.at(-1) === '{' ? 'key' : 'value'
    case ':':
      return expected === 'colon' ? 'value' : undefined
    case '"':
      if (expected === 'key' || expected === 'key or }') return 'colon'
      return mayBeValue ? afterValue() : undefined
    default:
      return mayBeValue ? afterValue() : undefined
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}
