import { oneOf, type Random, seededRandom, shuffled } from '../../src/evaluation/seeded-random.ts'
import type { Change, SourceText } from '../evidence-parts/change.ts'
import { englishChanges } from '../evidence-parts/english-changes.ts'
import { handbookTexts, xquadTexts } from '../evidence-parts/source-texts.ts'
import { readSolved } from './solved-sums.ts'

/** A question, the evidence for it, and what the two models say. */
export interface CascadeCase {
  readonly question: string
  readonly evidence: SourceText
  readonly weakIsRight: boolean
  readonly byWeak: string
  readonly byStrong: string
  /** What was done to the sentence that the weak model says. */
  readonly change: string
}

/** From how many texts the answers come. */
const evidenceTexts = 150

/**
 * Questions that one model got right and another did not (GSM8K as RouteLLM ran it), each with a text for evidence that the
 * models answer from: a weak one that was right says one of its sentences, as it stands or otherwise; one that was wrong
 * says a sentence that the text does not carry, by one of the ways that the check of support is measured with. The strong
 * one says a sentence as it stands. Of the texts only those that no rule of the check was made on.
 */
export async function cascadeCases(most: number): Promise<readonly CascadeCase[]> {
  const random = seededRandom(20261129)
  const all = [...(await xquadTexts('en')), ...(await handbookTexts())]
  const texts = shuffled(
    all.filter(({ document, sentences }) => document % 2 === 1 && sentences.length > 1),
    random,
  ).slice(0, evidenceTexts)
  const solved = (await readSolved()).slice(0, most)
  return solved.map(({ question, byWeak }, at) => {
    const said = firstSaid(texts, at, byWeak, random)
    return {
      question,
      evidence: said.of,
      weakIsRight: byWeak,
      byWeak: said.claim,
      byStrong: oneOf(said.of.sentences, random) ?? '',
      change: said.change,
    }
  })
}

/** By each way as often as by any other, as far as there are sentences for it. */
function firstSaid(texts: readonly SourceText[], from: number, right: boolean, random: Random) {
  const changes = englishChanges.filter(({ carried }) => carried === right)
  const change = changes[from % changes.length]
  if (change === undefined) throw new Error('There is no way to change a sentence.')
  for (let step = 0; step < texts.length; step += 1) {
    const of = texts[(from + step) % texts.length]
    const claim = of && say(change, of, texts, random)
    if (of !== undefined && claim !== undefined && claim !== '') return { of, claim, change: change.name }
  }
  throw new Error(`No text has a sentence for "${change.name}".`)
}

function say(change: Change, of: SourceText, texts: readonly SourceText[], random: Random): string | undefined {
  const foreign = oneOf(
    texts.filter(({ document }) => document !== of.document),
    random,
  )
  for (const at of shuffled([...of.sentences.keys()], random)) {
    const sentence = of.sentences[at] ?? ''
    const claim = change.make({
      sentence,
      next: of.sentences[at + 1],
      of,
      foreign: foreign?.sentences[0] ?? '',
      random,
    })
    if (claim !== undefined) return claim
  }
  return undefined
}
