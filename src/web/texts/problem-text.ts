import type { ServiceProblem } from '../asking/service-problem.ts'
import type { Texts } from './texts.ts'

/**
 * A problem in the reader's words. What the service itself says is added where its code is unknown
 * here or says too little by itself.
 */
export function problemText(problem: ServiceProblem, texts: Texts): readonly string[] {
  const known = Object.hasOwn(texts.problems, problem.code)
  const plain = known ? texts.problems[problem.code as keyof Texts['problems']] : texts.problems.internal
  const tooGeneral = !known || problem.code === 'bad-request' || problem.code === 'budget-exhausted'
  return [plain, ...(tooGeneral ? [problem.message, problem.hint] : [])].filter(
    (line) => line !== undefined && line !== '',
  ) as string[]
}
