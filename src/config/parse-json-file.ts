import type * as z from 'zod'
import { LorekeepError, messageOf } from '../domain/errors.ts'

/**
 * What a JSON file says, checked against its schema.
 * @throws LorekeepError `bad-configuration` that names the file, the place and every problem
 */
export function parseJsonFile<T>(schema: z.ZodType<T>, fileText: string, file: string): T {
  const parsed = schema.safeParse(parseJson(fileText, file))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`)
  throw new LorekeepError('bad-configuration', `${file} is not valid: ${problems.join('; ')}.`, {
    problems,
    hint: 'Correct these places. The schema named in its first line explains each entry.',
  })
}

function parseJson(fileText: string, file: string): unknown {
  try {
    return JSON.parse(fileText)
  } catch (error) {
    throw new LorekeepError('bad-configuration', `${file} is not JSON: ${messageOf(error)}.`, {
      hint: 'Look for a missing comma or quote near that place.',
      cause: error,
    })
  }
}
