import { isUtf8 } from 'node:buffer'
import { chineseness } from './everyday-characters.ts'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'windows-1252'

const sampleBytes = 64 * 2 ** 10
/** Chinese read in the right encoding scores about 0.4; in a wrong one, below 0.1. */
const believable = 0.15
/** A few damaged bytes do not make a text one in another encoding. */
const damagedShare = 0.02

/**
 * The encoding of a text that does not say: UTF-8 where the bytes are that, but for a few; else the
 * one of UTF-16, GB18030 and Big5 in which they read most like Chinese, or like ASCII for UTF-16;
 * else Windows-1252, in which everything can be read.
 */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const sample = bytes.subarray(0, sampleBytes)
  const hasNul = sample.includes(0)
  if (!hasNul && (isUtf8(bytes) || isAlmostUtf8(sample))) return 'utf-8'
  const wide = wideAscii(sample)
  if (wide) return wide
  // A text in an encoding of single bytes or pairs holds no NUL.
  const candidates = hasNul
    ? (['utf-16le', 'utf-16be'] as const)
    : (['gb18030', 'big5', 'utf-16le', 'utf-16be'] as const)
  const [best] = candidates
    .map((encoding) => ({
      encoding,
      score: chineseness(new TextDecoder(encoding).decode(evenly(encoding, sample))) ?? -1,
    }))
    .toSorted((a, b) => b.score - a.score)
  if (best && best.score >= believable) return best.encoding
  return hasNul && isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** In UTF-16, Western text has a NUL in every other byte, and none in the others. */
function wideAscii(sample: Uint8Array): Encoding | undefined {
  const nuls = [0, 0]
  sample.forEach((byte, at) => byte === 0 && (nuls[at % 2] = (nuls[at % 2] ?? 0) + 1))
  const [even = 0, odd = 0] = nuls
  const most = 0.4 * (sample.length / 2)
  if (even === 0 && odd > most) return 'utf-16le'
  return odd === 0 && even > most ? 'utf-16be' : undefined
}

/** What is cut off at the end of a sample is not damage. */
function evenly(encoding: Encoding, sample: Uint8Array): Uint8Array {
  return encoding.startsWith('utf-16') ? sample.subarray(0, sample.length - (sample.length % 2)) : sample
}

function isAlmostUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample)
  const beyondAscii = text.match(/[\u0080-\u{10ffff}]/gu)?.length ?? 0
  const damaged = text.match(/\uFFFD/g)?.length ?? 0
  return beyondAscii > damaged && damaged <= damagedShare * beyondAscii
}
