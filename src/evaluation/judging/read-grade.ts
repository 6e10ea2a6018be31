import * as z from 'zod'
import { type Graded, grades } from './judgement.ts'

const replySchema = z.strictObject({
  why: z.string().trim().min(1).max(2000),
  verdict: z.enum(grades),
  complete: z.boolean(),
})

/** Some models cannot but put JSON into a block of code. */
const codeBlock = /^```(?:json)?\s*\n(?<json>[\s\S]*)\n\s*```$/u

/**
 * What a judge replied: one JSON object and nothing beside it.
 * @returns what is wrong with the reply where it is none
 */
export function readGrade(reply: string): Graded | string {
  const text = reply.trim()
  let json: unknown
  try {
    json = JSON.parse(codeBlock.exec(text)?.groups?.['json'] ?? text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return text === '' ? 'the reply is empty' : 'the reply is not JSON'
  }
  const parsed = replySchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ')
  }
  const { why, verdict, complete } = parsed.data
  return { grade: verdict, isComplete: complete, why }
}
