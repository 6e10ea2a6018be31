import { unreadable } from '../unreadable.ts'
import { locateJsonError } from './locate-json-error.ts'

/** What JSON can say. */
export type JsonValue = JsonScalar | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonScalar = string | number | boolean | null
export type JsonObject = { readonly [key: string]: JsonValue }

const maxDepth = 64

/** What is wrong with a JSON text, and where. */
export interface JsonProblem {
  readonly line: number
  readonly column: number
  /** As the rest of a sentence. */
  readonly reason: string
}

/** Parses JSON, or tells the place from which on it is none. Lines and columns are counted from 1. */
export function parseJson(text: string): { readonly value: JsonValue } | { readonly problem: JsonProblem } {
  try {
    const value: JsonValue = JSON.parse(text)
    return { value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = locateJsonError(text)
    const before = text.slice(0, at).split('\n')
    const reason = at >= text.length ? 'it ends too early' : `"${text.slice(at, at + 1)}" is not expected there`
    return { problem: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, reason } }
  }
}

/** @throws LorekeepError `document-unreadable` for values that are nested beyond what anybody writes */
export function checkDepth(value: JsonValue, path: string): void {
  const waiting: { readonly value: JsonValue; readonly depth: number }[] = [{ value, depth: 1 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > maxDepth) {
      throw unreadable(path, `is nested more than ${maxDepth} levels deep`, 'Check where it came from, or leave it out.')
    }
    if (isScalar(next.value)) continue
    for (const inner of Object.values(next.value)) {
      if (!isScalar(inner)) waiting.push({ value: inner, depth: next.depth + 1 })
    }
  }
}

export function isScalar(value: JsonValue): value is JsonScalar {
  return typeof value !== 'object' || value === null
}

export function isObject(value: JsonValue): value is JsonObject {
  return !isScalar(value) && !Array.isArray(value)
}

/** A value as a reader wants to see it; nothing is an empty text. */
export function shownScalar(value: JsonScalar): string {
  return value === null ? '' : String(value).trim()
}

/** The keys that a reader looks for first, in the order of reading. */
const firstKeys = [
  'title 标题 name 名称 subject 主题 heading question 问题 instruction prompt answer 答案 回答 summary 摘要 description 描述',
  'text 正文 content 内容 body',
]
  .join(' ')
  .split(' ')
const titleKeys = new Set(['title', '标题', 'name', '名称', 'subject', '主题', 'heading', 'question', '问题'])

/** The entries of an object: those with known texts first, the others as they are written. */
export function naturalEntries(object: JsonObject): readonly (readonly [string, JsonValue])[] {
  const rank = (key: string) => {
    const at = firstKeys.indexOf(key.toLowerCase())
    return at === -1 ? firstKeys.length : at
  }
  return Object.entries(object).toSorted(([a], [b]) => rank(a) - rank(b))
}

/** What an object calls itself, and under which key. */
export function titleOf(object: JsonObject): { readonly key: string; readonly words: string } | undefined {
  for (const [key, value] of naturalEntries(object)) {
    if (!titleKeys.has(key.toLowerCase()) || typeof value !== 'string') continue
    const words = value.trim()
    if (words !== '' && words.length <= 200 && !words.includes('\n')) return { key, words }
  }
  return undefined
}
