const perWord = 1.3
const perCjk = 1 / 1.5
const perSign = 0.2
const plainWordLength = 10

/**
 * About how many tokens an embedding model makes of a text: 1.3 for a word and one more for every
 * four letters beyond ten, one for 1.5 Chinese, Japanese or Korean characters, and a fifth for any
 * other sign. Long gaps count a little too, lest one chunk be all blanks. The sum over the parts of
 * a text is that of the whole, so that parts can be added up.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  let word = 0
  let gap = 0
  // A loop over code units, since every letter of every document passes through here.
  for (let at = 0; at <= text.length; at++) {
    const kind = at === text.length ? 'end' : kindOf(text.charCodeAt(at))
    if (kind === 'letter') word += 1
    else if (word > 0) {
      tokens += perWord + Math.max(0, word - plainWordLength) / 4
      word = 0
    }
    if (kind === 'space') gap += 1
    else if (gap > 0) {
      if (gap >= 8) tokens += gap / 20
      gap = 0
    }
    if (kind === 'cjk') tokens += perCjk
    else if (kind === 'sign') tokens += perSign
  }
  return tokens
}

type Kind = 'letter' | 'space' | 'cjk' | 'sign' | 'none'

function kindOf(code: number): Kind {
  if (code < 0x80) {
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)) return 'letter'
    return code <= 32 ? 'space' : 'sign'
  }
  if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0x3040 && code <= 0x30ff)) return 'cjk'
  if ((code >= 0xac00 && code <= 0xd7af) || (code >= 0xf900 && code <= 0xfaff)) return 'cjk'
  // The first half of the rarer Chinese characters, and the second half of any.
  if (code >= 0xd840 && code <= 0xd88f) return 'cjk'
  if (code >= 0xdc00 && code <= 0xdfff) return 'none'
  const character = String.fromCharCode(code)
  if (/\s/.test(character)) return 'space'
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? 'letter' : 'sign'
}
