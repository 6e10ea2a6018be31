import { createJiebaWords } from '../../src/adapters/language/jieba-words.ts'
import { createListedNames } from '../../src/adapters/language/listed-names.ts'
import { createPinoLog } from '../../src/adapters/system/pino-log.ts'
import type { Lorekeep } from '../../src/compose.ts'
import { documentText, questionText, type SourcedText } from '../../src/domain/privacy/sourced-text.ts'
import { emptyDirectory } from '../../src/privacy/directory.ts'
import { createFindSensitive } from '../../src/privacy/find-sensitive.ts'
import { createCloudGuard } from '../../src/privacy/outgoing/cloud-guard.ts'
import { formatScores, rankOf, scoreRanks } from '../ranking-scores.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'
import { print } from './engine.ts'
import { type QuestionSet, xquadSet } from './question-set.ts'

type Prepare = (texts: readonly SourcedText[]) => Promise<readonly (string | undefined)[]>

/**
 * What it costs the vectors of the bundled model, by themselves, that texts are made ready as for an endpoint in the cloud.
 * A text that may not leave has none, and is not found.
 */
export async function measureRedacted(): Promise<void> {
  await withTemporaryLorekeep(async (lorekeep) => {
    const prepare = guardOf(lorekeep)
    for (const set of [await xquadSet('en', 'en'), await xquadSet('zh', 'zh')]) {
      const asTheyAre: Prepare = async (texts) => texts.map(({ text }) => text)
      print(`${set.name}, vectors alone`, 'as they are', await scoresOf(lorekeep, set, asTheyAre))
      print(`${set.name}, vectors alone`, 'redacted', await scoresOf(lorekeep, set, prepare))
    }
  })
}

function guardOf({ policy }: Lorekeep): Prepare {
  const findSensitive = createFindSensitive({
    nameLists: createListedNames(),
    chineseWords: createJiebaWords(),
    directory: { current: () => emptyDirectory },
    companyRules: { current: () => policy.current().companyRules },
  })
  const guard = createCloudGuard({ policy, findSensitive, log: createPinoLog('error') })
  return (texts) => guard.prepare(texts)
}

async function scoresOf({ embedder }: Lorekeep, { documents, questions }: QuestionSet, prepare: Prepare) {
  const embed = async (texts: readonly SourcedText[], purpose: 'document' | 'query') => {
    const [ready] = await prepare(texts)
    return ready === undefined ? undefined : (await embedder.embed([questionText(ready)], purpose))[0]
  }
  const vectors: (readonly [string, Float32Array])[] = []
  for (const { path, text } of documents) {
    const vector = await embed([documentText(text, 'internal')], 'document')
    if (vector !== undefined) vectors.push([path, vector])
  }
  const ranks: (number | undefined)[] = []
  for (const { question, document } of questions) {
    const asked = await embed([questionText(question)], 'query')
    const nearest = asked === undefined ? [] : vectors.toSorted(([, a], [, b]) => cosine(asked, b) - cosine(asked, a))
    ranks.push(
      rankOf(
        nearest.slice(0, 10).map(([path]) => path),
        (path) => path === document,
      ),
    )
  }
  return formatScores(scoreRanks(ranks))
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0)
}
