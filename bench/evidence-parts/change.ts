import { oneOf, type Random } from '../../src/evaluation/seeded-random.ts'

/** A question about a text, with words of the text that answer it. */
export interface AnsweredQuestion {
  readonly question: string
  readonly answer: string
}

/** A piece of third-party text as evidence. */
export interface SourceText {
  /** Texts of one document are in the same half of the measurement. */
  readonly document: number
  readonly title: string
  readonly text: string
  /** Its sentences in order, without markup, as an answer would repeat them. */
  readonly sentences: readonly string[]
  readonly questions: readonly AnsweredQuestion[]
}

/** A sentence of a text that is to be changed. */
export interface Material {
  readonly sentence: string
  /** The sentence after it. */
  readonly next: string | undefined
  readonly of: SourceText
  /** A sentence of a document that is no evidence. */
  readonly foreign: string
  readonly random: Random
}

/** A way to make a claim from a sentence: one that its text still carries, or one that it does not. */
export interface Change {
  readonly name: string
  readonly carried: boolean
  /** Undefined where the sentence offers nothing to change. */
  readonly make: (material: Material) => string | undefined
}

/** The text with the first match put differently; undefined without a match. */
export function replaceFirst(
  text: string,
  pattern: RegExp,
  by: (...match: readonly string[]) => string | undefined,
): string | undefined {
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))) {
    const other = by(...match)
    if (other === undefined || other === match[0]) continue
    return text.slice(0, match.index) + other + text.slice(match.index + match[0].length)
  }
  return undefined
}

/** A number near another one that does not stand in the text. */
export function otherNumber(value: number, text: string, random: Random): number | undefined {
  const steps = [1, 2, 3, 5, 7, 10, 20].flatMap((step) => [step, -step])
  const start = Math.floor(random() * steps.length)
  return [...steps.slice(start), ...steps.slice(0, start)]
    .map((step) => value + step)
    .find((other) => other > 1 && !new RegExp(String.raw`(?<!\d)${other}(?!\d)`).test(text))
}

/** Says the one word for the other, whichever stands first. */
export function turn(text: string, pairs: readonly (readonly [string, string])[], edge: string): string | undefined {
  const other = new Map(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]))
  const words = [...other.keys()].toSorted((a, b) => b.length - a.length)
  return replaceFirst(text, new RegExp(`${edge}(?:${words.join('|')})${edge}`, 'u'), (word = '') => other.get(word))
}

/** Puts into a sentence what another one of its text says of the same kind. */
export function crossFacts(patterns: readonly RegExp[]): Change {
  return {
    name: 'two facts crossed',
    carried: false,
    make: ({ sentence, of, random }) => {
      for (const pattern of patterns) {
        const others = of.sentences
          .filter((other) => other !== sentence)
          .flatMap((other) => other.match(pattern) ?? [])
          .filter((found) => !sentence.includes(found))
        const other = oneOf(others, random)
        if (other !== undefined && pattern.test(sentence)) return sentence.replace(pattern, other)
      }
      return undefined
    },
  }
}

/** Says a question about the text and its answer in one sentence. */
export function answerAsStatement(stated: (answered: AnsweredQuestion) => string | undefined): Change {
  return {
    name: 'question and answer as a statement',
    carried: true,
    make: ({ of, random }) =>
      oneOf(
        of.questions.flatMap((one) => stated(one) ?? []),
        random,
      ),
  }
}

/** Answers a question about the text with the answer to another one. */
export function answerOtherwise(stated: (answered: AnsweredQuestion) => string | undefined): Change {
  return {
    name: 'another answer to the question',
    carried: false,
    make: ({ of, random }) => {
      const asked = oneOf(
        of.questions.filter((one) => stated(one) !== undefined),
        random,
      )
      const other = asked === undefined ? undefined : otherAnswer(asked, of, random)
      return asked === undefined || other === undefined ? undefined : stated({ ...asked, answer: other })
    },
  }
}

/** An answer to another question about the same text that could stand in this one's place. */
function otherAnswer({ question, answer }: AnsweredQuestion, { questions }: SourceText, random: Random) {
  const kind = (text: string) => (/\d/.test(text) ? 'number' : /^\p{Lu}/u.test(text) ? 'name' : 'words')
  const others = questions
    .filter((other) => other.question !== question && kind(other.answer) === kind(answer))
    .map((other) => other.answer)
    .filter((other) => !other.includes(answer) && !answer.includes(other))
  return others[Math.floor(random() * others.length)]
}
