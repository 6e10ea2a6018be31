import { notFoundMark } from '../prompt/assemble-prompt.ts'
import { completeMark } from './continue-prompt.ts'
import { createOverlapFinder } from './find-overlap.ts'

/** Where a continuation is sewn to what was said before it. */
export interface Seam {
  /** What of the text is new, once that is clear. */
  push(text: string): string
  /** What was held back. */
  end(): string
  /** What the continuation turned out to be; decided at the end at the latest. */
  readonly verdict: 'goes-on' | 'nothing-missing' | 'nothing'
}

const letterOrDigit = /[\p{L}\p{N}]/u
const han = /\p{Script=Han}/u

/**
 * Leaves out what a continuation repeats of what was said, and puts a space between where one is missing.
 * @param known text whose words are whole ones: two halves that make one of them are joined
 */
export function createSeam(said: string, known: string): Seam {
  const overlap = createOverlapFinder(said)
  let head = ''
  let isDotted = true
  let isSewn = false
  let verdict: Seam['verdict'] = 'nothing'

  const take = (text: string) => {
    head += text
    if (isDotted && /^\s*(?:\.{0,2}|[.…]+)$/u.test(head)) return
    const fresh = isDotted ? head.replace(/^\s*(?:\.{3,}|…+)/u, '') : text
    if (isDotted) head = fresh
    isDotted = false
    overlap.push(fresh)
  }
  const sew = (): string => {
    isSewn = true
    const { length } = overlap
    const fresh = head.slice(length)
    if (head.trim() === '') return ''
    verdict = 'goes-on'
    if (/\s$/.test(said)) return fresh.trimStart()
    return length > 0 ? fresh : `${spaceBetween(said, fresh, known)}${fresh}`
  }
  return {
    push(text) {
      if (isSewn) return text
      take(text)
      const isClear = !isDotted && !overlap.isOpen && !mayBeMark(head) && !mayCompleteWord(said, head)
      return isClear ? sew() : ''
    },
    end() {
      if (isSewn) return ''
      const mark = head.trim()
      if (mark.startsWith(completeMark)) verdict = 'nothing-missing'
      if (mark.startsWith(completeMark) || mark.startsWith(notFoundMark)) return ''
      return sew()
    },
    get verdict() {
      return verdict
    },
  }
}

function mayBeMark(text: string): boolean {
  const begun = text.trim()
  return [completeMark, notFoundMark].some((mark) => mark.startsWith(begun) || begun.startsWith(mark))
}

/** Both sides of the seam may be parts of one word, of which the second is not whole yet. */
function mayCompleteWord(said: string, head: string): boolean {
  return /[\p{L}\p{N}]$/u.test(said) && !han.test(said.at(-1) ?? '') && /^[\p{L}\p{N}]+$/u.test(head) && !han.test(head)
}

/** A word that broke off in its middle is only told from two words by what is known. */
function spaceBetween(said: string, fresh: string, known: string): string {
  const [last = '', first = ''] = [said.at(-1), fresh.at(0)]
  if (!letterOrDigit.test(first) || han.test(first) || han.test(last)) return ''
  if (/\d[.,]$/.test(said) && /\d/.test(first)) return ''
  if (/[.,;:!?)\]]/.test(last)) return ' '
  if (!letterOrDigit.test(last)) return ''
  const [half = ''] = /[\p{L}\p{N}]+$/u.exec(said) ?? []
  const [rest = ''] = /^[\p{L}\p{N}]+/u.exec(fresh) ?? []
  return knowsWord(known, half + rest) ? '' : ' '
}

function knowsWord(known: string, word: string): boolean {
  return known
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .includes(word.toLowerCase())
}
