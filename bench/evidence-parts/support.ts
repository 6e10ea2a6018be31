import { createJiebaAnalyzer } from '../../src/adapters/language/jieba-analyzer.ts'
import { createCitationBinder } from '../../src/answering/presentation/bind-citation.ts'
import type { RetrievedPassage } from '../../src/answering/retrieval/retrieved-passage.ts'
import { createCheckAnswer } from '../../src/answering/support/check-answer.ts'
import { createCheckClaim } from '../../src/answering/support/check-claim.ts'
import { accessLabelOf } from '../../src/domain/access/access-label.ts'
import type { Support } from '../../src/domain/answers/answer.ts'
import { languageOf } from '../../src/domain/language.ts'
import type { GuardedEmbedder } from '../../src/ports/guarded-embedder.ts'
import type { TextAnalyzer } from '../../src/ports/text-analyzer.ts'
import { oneOf, type Random, seededRandom, shuffled } from '../../src/evaluation/seeded-random.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'
import type { Change, SourceText } from './change.ts'
import { chineseChanges } from './chinese-changes.ts'
import { courtesies } from './courtesies.ts'
import { englishChanges } from './english-changes.ts'
import { handbookTexts, lawTexts, xquadTexts } from './source-texts.ts'

/** Rules are made while looking at the even documents; the figures that count are those of the odd ones. */
export type Half = 'even' | 'odd'

interface TextSet {
  readonly name: string
  readonly texts: readonly SourceText[]
  readonly changes: readonly Change[]
}

/** A sentence as an answer would say it, with the text it cites. */
interface Case {
  readonly change: string
  readonly carried: boolean
  readonly claim: string
  readonly evidence: SourceText
}

type Verdict = Support | 'claims nothing'

const verdicts = ['supported', 'weak', 'unsupported', 'claims nothing'] as const satisfies readonly Verdict[]
const casesOfEach = 30
/** Other passages that are evidence beside the cited one. */
const beside = 2
const { signal } = new AbortController()

/**
 * Changes sentences of third-party texts so that their text no longer carries them, or so that it still does, and counts
 * how the check of a whole answer marks them.
 * @param showMisses prints every sentence that came out wrong; only for the half that rules are made on
 */
export async function measureSupport(half: Half, showMisses: boolean): Promise<void> {
  const sets: readonly TextSet[] = [
    { name: 'XQuAD en', texts: await xquadTexts('en'), changes: englishChanges },
    { name: 'handbook', texts: await handbookTexts(), changes: englishChanges },
    { name: 'XQuAD zh', texts: await xquadTexts('zh'), changes: chineseChanges },
    { name: 'laws', texts: await lawTexts(), changes: chineseChanges },
  ]
  const analyzer = createJiebaAnalyzer()
  await withTemporaryLorekeep(async ({ embedder }) => {
    for (const { name, texts, changes } of sets) {
      const chosen = texts.filter(({ document }) => document % 2 === (half === 'even' ? 0 : 1))
      await measureSet(`${name}, ${half}`, chosen, casesFor(chosen, changes), analyzer, embedder, showMisses)
    }
    const [english, chinese] = [sets[0]?.texts ?? [], sets[2]?.texts ?? []]
    for (const [name, claims, grounds] of [
      ['XQuAD, Chinese claims of English texts', chinese, english],
      ['XQuAD, English claims of Chinese texts', english, chinese],
    ] as const) {
      const cases = acrossLanguages(claims, grounds, half)
      await measureSet(`${name}, ${half}`, grounds, cases, analyzer, embedder, showMisses)
    }
    await measureSet(
      `sentences that claim nothing`,
      english,
      courtesyCases(english, chinese),
      analyzer,
      embedder,
      showMisses,
    )
  })
}

function casesFor(texts: readonly SourceText[], changes: readonly Change[]): readonly Case[] {
  const random = seededRandom(20261129)
  const cases: Case[] = []
  const made = new Map<string, number>()
  const foreignTo = ({ document }: SourceText) => {
    for (;;) {
      const other = oneOf(texts, random)
      if (other !== undefined && other.document !== document) return oneOf(other.sentences, random) ?? ''
    }
  }
  for (const of of shuffled(texts, random)) {
    const sentences = shuffled([...of.sentences.keys()], random)
    for (const { name, carried, make } of changes) {
      const count = made.get(name) ?? 0
      if (count >= casesOfEach) continue
      const claim = firstOf(sentences, (at) =>
        make({ sentence: of.sentences[at] ?? '', next: of.sentences[at + 1], of, foreign: foreignTo(of), random }),
      )
      if (claim === undefined || claim === '') continue
      made.set(name, count + 1)
      cases.push({ change: name, carried, claim, evidence: of })
    }
  }
  return cases
}

function firstOf<T, U>(values: readonly T[], make: (value: T) => U | undefined): U | undefined {
  for (const value of values) {
    const made = make(value)
    if (made !== undefined) return made
  }
  return undefined
}

/** The paragraphs of XQuAD are translations of each other, in the same order. */
function acrossLanguages(claims: readonly SourceText[], grounds: readonly SourceText[], half: Half): readonly Case[] {
  const changes = (languageOf(claims[0]?.text ?? '') === 'zh' ? chineseChanges : englishChanges).filter(({ name }) =>
    ['word for word', 'number changed', 'date or year changed', 'taken from another document'].includes(name),
  )
  const paired = claims.flatMap((text, index) => {
    const evidence = grounds[index]
    return evidence === undefined ? [] : [{ text, evidence }]
  })
  const chosen = paired.filter(({ text }) => text.document % 2 === (half === 'even' ? 0 : 1))
  return casesFor(
    chosen.map(({ text }) => text),
    changes,
  ).flatMap((made) => {
    const evidence = chosen.find(({ text }) => text === made.evidence)?.evidence
    return evidence === undefined ? [] : [{ ...made, evidence }]
  })
}

function courtesyCases(english: readonly SourceText[], chinese: readonly SourceText[]): readonly Case[] {
  const random = seededRandom(1)
  return [
    ...courtesies.en.map((claim) => ({ change: 'English', claim, texts: english })),
    ...courtesies.zh.map((claim) => ({ change: 'Chinese', claim, texts: chinese })),
  ].flatMap(({ change, claim, texts }) => {
    const evidence = oneOf(texts, random)
    return evidence === undefined ? [] : [{ change, carried: true, claim, evidence }]
  })
}

async function measureSet(
  name: string,
  texts: readonly SourceText[],
  cases: readonly Case[],
  analyzer: TextAnalyzer,
  embedder: Pick<GuardedEmbedder, 'embed'>,
  showMisses: boolean,
): Promise<void> {
  const judge = createJudge(texts, analyzer, embedder)
  const counts = new Map<string, { readonly carried: boolean; readonly found: Map<Verdict, number> }>()
  for (const one of cases) {
    const verdict = await judge(one)
    const { found } = counts.get(one.change) ?? { found: new Map<Verdict, number>() }
    counts.set(one.change, { carried: one.carried, found: found.set(verdict, (found.get(verdict) ?? 0) + 1) })
    const isMissed = one.carried ? verdict === 'unsupported' : verdict !== 'unsupported'
    if (showMisses && isMissed) console.log(`  ${one.change} | ${verdict} | ${one.claim}`)
  }
  console.log(`\n${name}\n${'sentences'.padEnd(36)}    n  supported  weak  unsupported  claims nothing`)
  for (const carried of [true, false]) {
    const ofKind = [...counts].filter(([, count]) => count.carried === carried)
    if (ofKind.length === 0) continue
    console.log(carried ? '  carried:' : '  not carried:')
    for (const [change, { found }] of ofKind) console.log(row(change, found))
    const all = new Map(
      verdicts.map((verdict) => [verdict, ofKind.reduce((sum, [, { found }]) => sum + (found.get(verdict) ?? 0), 0)]),
    )
    console.log(row('all', all))
  }
}

function row(label: string, found: ReadonlyMap<Verdict, number>): string {
  const count = [...found.values()].reduce((sum, value) => sum + value, 0)
  const shares = verdicts.map((verdict) => ((found.get(verdict) ?? 0) / count).toFixed(2).replace(/^0(?=\.)/, ''))
  const [supported = '', weak = '', unsupported = '', nothing = ''] = shares
  return [
    `    ${label}`.padEnd(36),
    `${count}`.padStart(5),
    supported.padStart(11),
    weak.padStart(6),
    unsupported.padStart(13),
    nothing.padStart(16),
  ].join('')
}

/** Checks an answer of one sentence that cites its text, with other texts as evidence beside it; the worst it finds. */
function createJudge(texts: readonly SourceText[], analyzer: TextAnalyzer, embedder: Pick<GuardedEmbedder, 'embed'>) {
  const termSets = texts.map(({ text }) => new Set(analyzer.documentTerms(text)))
  const checkAnswer = createCheckAnswer({
    checkClaim: createCheckClaim(analyzer, embedder),
    analyzer,
    keywords: {
      statistics: async (terms) => ({
        chunks: texts.length,
        frequency: new Map(terms.map((term) => [term, termSets.filter((set) => set.has(term)).length])),
      }),
    },
  })
  const random: Random = seededRandom(7)
  return async ({ claim, evidence }: Case): Promise<Verdict> => {
    const others = Array.from({ length: beside }, () => oneOf(texts, random)).filter(
      (other) => other !== undefined && other.document !== evidence.document,
    )
    const [cited, ...rest] = [evidence, ...others.flatMap((other) => other ?? [])].map(passageOf)
    if (cited === undefined) return 'unsupported'
    const binder = createCitationBinder(analyzer)
    binder.quote(cited, { start: 0, end: cited.text.length })
    const answer = { text: `${claim} [1]`, citations: binder.citations() }
    const checked = await checkAnswer(answer, [cited, ...rest], '', 'mark', signal)
    const supports = checked?.sentences?.map(({ support }) => support) ?? []
    return (
      verdicts.toReversed().find((verdict) => verdict !== 'claims nothing' && supports.includes(verdict)) ??
      'claims nothing'
    )
  }
}

function passageOf({ title, text }: SourceText, index: number): RetrievedPassage {
  return {
    chunkId: `${index}:0`,
    documentId: `${index}`,
    title,
    source: `${index}.md`,
    sourceName: 'bench',
    version: `${index}`,
    headingPath: [],
    text,
    start: 0,
    end: text.length,
    score: 1,
    dense: 1,
    keyword: 1,
    language: languageOf(text),
    classification: 'internal',
    accessLabel: accessLabelOf(['everyone']),
  }
}
