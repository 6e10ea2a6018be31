import { readQuestion } from '../src/answering/cache/gate/read-question.ts'
import { differenceOf } from '../src/answering/cache/gate/same-question.ts'
import { keyOf } from '../src/answering/cache/partition.ts'
import { questionThresholds } from '../src/answering/cache/question-thresholds.ts'
import { hasHan } from '../src/domain/language.ts'
import { type LabelledPair, readAfqmc, readPaws, readQqp } from './cache-parts/labelled-pairs.ts'
import { lookAlikeKinds, lookAlikes } from './cache-parts/look-alikes.ts'
import { type Embed, MeasuredCache } from './cache-parts/measured-cache.ts'
import { handbookTraffic, type Traffic, xquadTraffic } from './cache-parts/question-traffic.ts'
import { seededRandom } from '../src/evaluation/seeded-random.ts'
import { withTemporaryLorekeep } from './temporary-lorekeep.ts'

// Measures which questions are taken for the same: right ones, wrong ones, and how long that takes.

const dimension = 384
const entries = 100_000

await withTemporaryLorekeep(async ({ embedQuestion }) => {
  const signal = new AbortController().signal
  const known = new Map<string, Float32Array>()
  const embed: Embed = async (text) => {
    const vector = known.get(text) ?? (await embedQuestion(text, signal)) ?? new Float32Array(dimension)
    known.set(text, vector)
    return vector
  }
  await measureLookAlikes(embed)
  await measureTraffic('handbook, English', await handbookTraffic(), embed)
  await measureTraffic('XQuAD, Chinese', await xquadTraffic(), embed)
  await measureQqp(await readQqp(), embed)
  await measurePairs('AFQMC', await readAfqmc(), embed)
  await measurePairs('PAWS-X, Chinese', await readPaws(), embed)
})

/** All texts are remembered, and each is asked for in its other wording; another entry of the same text is right too. */
async function measureQqp(pairs: readonly LabelledPair[], embed: Embed): Promise<void> {
  const cache = new MeasuredCache(embed, dimension)
  for (const { one } of pairs) await cache.remember(one)
  let [right, wrong, bareRight, bareWrong] = [0, 0, 0, 0]
  for (const { one, other } of pairs) {
    const found = await cache.find(other)
    if (found === one) right += 1
    else if (found !== undefined) wrong += 1
    const bare = await nearestAbove(0.85, other, pairs, embed)
    if (bare === one) bareRight += 1
    else if (bare !== undefined) bareWrong += 1
  }
  console.log(
    `gptcache-qqp, ${pairs.length} pairs: ${right} right, ${wrong} wrong; cosine .85 alone ${bareRight} right, ${bareWrong} wrong`,
  )
}

async function nearestAbove(
  threshold: number,
  text: string,
  pairs: readonly LabelledPair[],
  embed: Embed,
): Promise<string | undefined> {
  const vector = await embed(text)
  let best = { similarity: threshold, text: undefined as string | undefined }
  for (const { one } of pairs) {
    const similarity = cosine(vector, await embed(one))
    if (similarity >= best.similarity) best = { similarity, text: one }
  }
  return best.text
}

async function measurePairs(name: string, pairs: readonly LabelledPair[], embed: Embed): Promise<void> {
  const counts = { same: 0, different: 0, sameHits: 0, wrongHits: 0, bareHits: 0 }
  for (const { one, other, isSame } of pairs) {
    const similarity = cosine(await embed(one), await embed(other))
    const isNear = similarity >= thresholdFor(one)
    const isHit = isNear && differenceOf(readQuestion(other), readQuestion(one)) === undefined
    counts[isSame ? 'same' : 'different'] += 1
    if (isHit) counts[isSame ? 'sameHits' : 'wrongHits'] += 1
    if (isNear && !isSame) counts.bareHits += 1
  }
  const per1000 = (hits: number) => ((hits / counts.different) * 1000).toFixed(1)
  console.log(
    `${name}, ${counts.different} different: ${per1000(counts.wrongHits)} wrong hits in 1,000 (cosine alone ${per1000(counts.bareHits)}); of ${counts.same} the same ${((counts.sameHits / counts.same) * 100).toFixed(1)} % hit`,
  )
}

async function measureLookAlikes(embed: Embed): Promise<void> {
  for (const language of ['en', 'zh'] as const) {
    const all = lookAlikes(language)
    for (const kind of lookAlikeKinds) {
      const pairs = all.filter((pair) => pair.kind === kind)
      let [wrong, near] = [0, 0]
      for (const { one, other } of pairs) {
        if (cosine(await embed(one), await embed(other)) < thresholdFor(one)) continue
        near += 1
        if (differenceOf(readQuestion(other), readQuestion(one)) === undefined) wrong += 1
      }
      console.log(
        `look-alikes ${language}, ${kind}: ${wrong} wrong hits of ${pairs.length} pairs (cosine alone ${near})`,
      )
    }
    console.log(`look-alikes ${language}: ${all.length} pairs`)
  }
}

/** Remembers half of the questions, asks these in other words and the others as they are; then among many more entries. */
async function measureTraffic(name: string, { remembered, again, others }: Traffic, embed: Embed): Promise<void> {
  const cache = new MeasuredCache(embed, dimension)
  for (const question of remembered) await cache.remember(question)
  const outcomes = await askAll(cache, again, others)
  const share = (count: number, of: number) => ((count / of) * 100).toFixed(1)
  console.log(
    `${name}: ${share(outcomes.right, again.length)} % of ${again.length} paraphrases hit; wrong hits ${outcomes.wrong} of these and ${outcomes.false} of ${others.length} questions that nobody asked before`,
  )
  const random = seededRandom(3)
  for (let count = remembered.length, at = 0; count < entries; count += 1, at += 1) {
    const vector = await embed(remembered[at % remembered.length] ?? '')
    cache.rememberVector(`#${at}`, blurred(vector, random))
  }
  cache.milliseconds.length = 0
  await askAll(cache, again, others)
  const times = cache.milliseconds.toSorted((a, b) => a - b)
  const [median, p95] = [0.5, 0.95].map((part) => (times[Math.floor(times.length * part)] ?? 0).toFixed(2))
  console.log(
    `${name}: a look-up among ${entries} entries takes ${median} ms, p95 ${p95} ms, once the question is embedded`,
  )
}

async function askAll(cache: MeasuredCache, again: Traffic['again'], others: readonly string[]) {
  const outcomes = { right: 0, wrong: 0, false: 0 }
  for (const { asked, meant } of again) {
    const found = await cache.find(asked)
    if (found !== undefined && keyOf('', found) === keyOf('', meant)) outcomes.right += 1
    else if (found !== undefined) outcomes.wrong += 1
  }
  for (const question of others) {
    const found = await cache.find(question)
    if (found === undefined) continue
    outcomes.false += 1
    if (process.argv.includes('--show')) console.log(`  false: ${question} · ${found}`)
  }
  return outcomes
}

/** Another direction, about as far as one question is from another of the same subject. */
function blurred(vector: Float32Array, random: () => number): Float32Array {
  const moved = vector.map((value) => value + (random() - 0.5) * 0.18)
  const length = Math.hypot(...moved)
  return moved.map((value) => value / length)
}

function thresholdFor(text: string): number {
  return questionThresholds[hasHan(text) ? 'zh' : 'en']
}

function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (const [d, value] of one.entries()) sum += value * (other[d] ?? 0)
  return sum
}
