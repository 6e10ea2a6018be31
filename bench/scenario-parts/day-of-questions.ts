import { makeChineseId, makeCard } from './sensitive-values.ts'
import { oneOf, type Random, shuffled } from '../../src/evaluation/seeded-random.ts'

export const askedKinds = ['simple', 'hard', 'repeated', 'paraphrased', 'sensitive'] as const
export type AskedKind = (typeof askedKinds)[number]

export interface AskedQuestion {
  readonly kind: AskedKind
  readonly text: string
  /** A value in it that must not leave the house. */
  readonly secret?: string
}

/** How many of a hundred questions are of each kind: an assumption, since companies publish no such counts. */
const mix: Readonly<Record<AskedKind, number>> = {
  simple: 30,
  hard: 15,
  repeated: 30,
  paraphrased: 15,
  sensitive: 10,
}

/**
 * A day of questions over a handbook: each of its questions once or not at all, and what people make of them: the same
 * again (popular ones by far the most, as Zipf found of words), the same in other words, two of them compared, and with a
 * value in it that is nobody else's business.
 */
export function dayOfQuestions(handbook: readonly string[], count: number, random: Random): readonly AskedQuestion[] {
  const fresh = shuffled(handbook, random)
  const popular = shuffled(handbook, random)
  let used = 0
  const nextFresh = () => fresh[used++ % fresh.length] ?? ''
  const make: Readonly<Record<AskedKind, () => Omit<AskedQuestion, 'kind'>>> = {
    simple: () => ({ text: nextFresh() }),
    hard: () => ({ text: hardQuestion(nextFresh(), nextFresh(), random) }),
    repeated: () => ({ text: popularOne(popular, random) }),
    paraphrased: () => ({ text: otherwise(popularOne(popular, random), random) }),
    sensitive: () => sensitiveQuestion(nextFresh(), random),
  }
  const kinds = askedKinds.flatMap((kind) => Array.from({ length: Math.round((mix[kind] * count) / 100) }, () => kind))
  return shuffled(kinds, random).map((kind) => ({ kind, ...make[kind]() }))
}

/** The nth most popular is asked for 1/n as often as the first. */
function popularOne(popular: readonly string[], random: Random): string {
  const rank = Math.floor(Math.exp(random() * Math.log(popular.length + 1)) - 1)
  return popular[Math.min(rank, popular.length - 1)] ?? ''
}

function hardQuestion(one: string, other: string, random: Random): string {
  const [a, b] = [one, other].map((question) => question.replace(/[?？]+$/, ''))
  const wordings = [
    `Compare the answers to these two and explain how they fit together: ${a}, and ${b}?`,
    `Summarise all steps and everybody involved in "${a}", and then in "${b}", and say where they differ.`,
    `${a}, which of it depends on "${b}", and what follows from both for a new colleague?`,
  ]
  return oneOf(wordings, random) ?? ''
}

function otherwise(question: string, random: Random): string {
  const bare = question.replace(/[?？]+$/, '')
  const small = bare.charAt(0).toLowerCase() + bare.slice(1)
  const wordings = [
    `Could you please tell me: ${small}?`,
    `Hi, a quick one - ${small}? Thanks!`,
    `I would like to know ${small}.`,
    `${bare} (asking for our team)?`,
    `Does the handbook say ${small}?`,
  ]
  return oneOf(wordings, random) ?? ''
}

function sensitiveQuestion(question: string, random: Random): Omit<AskedQuestion, 'kind'> {
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
  const values = [
    { label: 'My resident ID is', secret: makeChineseId(random) },
    { label: 'My card is', secret: makeCard(random) },
    { label: 'Reach me at', secret: `staff.${digits(5)}@example.com` },
    { label: 'My mobile phone is', secret: `+1 212-${2 + Math.floor(random() * 8)}${digits(2)}-${digits(4)}` },
  ]
  const { label, secret } = oneOf(values, random) ?? { label: '', secret: '' }
  return { text: `${label} ${secret}. ${question}`, secret }
}
