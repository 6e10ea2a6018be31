import type { Answer, Citation, Support } from '../../../src/domain/answers/answer.ts'
import type { CheckedExplanation } from '../../../src/domain/answers/explanation.ts'
import { toMicros } from '../../../src/domain/money.ts'
import { streamOf, type Script } from '../../support/web/fake-lorekeep.ts'

const leaveText = `# Annual leave

This policy holds for everybody employed in Bristol from 1 March 2026.

## Allowance

The basic allowance is **27 days** a year, and public holidays come on top. It rises with the years of service:

| Years of service | Days a year | Bought at most |
| --- | ---: | ---: |
| up to 5 | 27 | 5 |
| 5 to 10 | 28 | 5 |
| more than 10 | 30 | 3 |

Part-time employees have their share of it, rounded up to the next half day.

## Carrying days over

Days that are left at the end of the year may be used until *30 June* of the next. To carry days over:

1. agree the number with your manager before 15 December,
2. enter them in the leave calendar,
3. keep at most eight.

## Asking for leave

Leave of up to three days needs no more than a line to your manager. For longer leave, ask at least twice its length ahead.
${'\nWhoever is called back from leave gets the day back, and what the journey cost. '.repeat(30)}`

const travelText = `TRAVEL AND EXPENSES\nEdition of January 2026\n\n3.1 Trains\nSecond class is the rule. First class may be booked\nwhere the journey takes longer than three hours.\n\n3.2 Hotels\nUp to GBP 160 a night in London, GBP 120 elsewhere.\nMore needs the approval of the cost centre owner\nbefore the booking.\n`

const chineseText = `# 年假管理办法\n\n本办法自 2026 年 3 月 1 日起适用于苏州公司全体员工。\n\n## 天数\n\n员工累计工作满一年不满十年的，年假为 **10 天**；\n满十年不满二十年的，年假为 15 天。法定节假日不计入年假。\n\n## 申请\n\n申请年假应当至少提前五个工作日在系统中提交，由直接主管审批。\n`

export const documents = {
  leave: { title: 'Annual leave', version: '3f9a1c0277e2', text: leaveText },
  travel: {
    title: 'Travel and expenses 2026',
    version: '81bb04aa90c1',
    text: travelText,
    pages: [
      { page: 1, start: 0 },
      { page: 2, start: travelText.indexOf('3.2') },
    ],
  },
  nianjia: { title: '年假管理办法', version: 'c07d55e12b6f', text: chineseText },
} as const

type DocumentId = keyof typeof documents

const sources = {
  leave: 'hr/annual-leave.md',
  travel: 'finance/travel-2026.pdf',
  nianjia: 'hr/年假管理办法.md',
} as const

function cite(
  n: number,
  documentId: DocumentId,
  quote: string,
  place: Partial<Citation> = {},
  support: Support = 'supported',
): Citation {
  const { title, version, text } = documents[documentId]
  const start = text.indexOf(quote)
  if (start === -1) throw new Error(`"${quote}" is not in ${documentId}`)
  const end = start + quote.length
  return {
    n,
    documentId,
    title,
    source: sources[documentId],
    version,
    headingPath: [title],
    quote,
    start,
    end,
    support,
    ...place,
  }
}

function answer(id: string, question: string, text: string, more: Partial<Answer> = {}): Answer {
  return {
    id,
    conversationId: 'c-1',
    question,
    text,
    language: 'en',
    status: 'answered',
    citations: [],
    route: {
      tier: 'extractive',
      provider: 'lorekeep',
      model: 'extractive',
      reasons: [{ code: 'no-model-configured' }],
    },
    privacy: { redactions: {}, leftTheBuilding: false },
    usage: {
      promptTokens: 0,
      cachedTokens: 0,
      completionTokens: 0,
      reasoningTokens: 0,
      estimated: false,
      costMicros: toMicros(0),
      baselineMicros: toMicros(4200),
      currency: 'USD',
    },
    cache: 'miss',
    timings: { totalMs: 212, stages: {} },
    createdAt: 1_770_000_000_000,
    ...more,
  }
}

const table = leaveText.slice(leaveText.indexOf('| Years'), leaveText.indexOf('\n\nPart-time'))

/** Quoted from the documents, with a table among the quotations. */
export const quoted = answer(
  'a-quoted',
  'How many days of annual leave do I have?',
  `The basic allowance is **27 days** a year, and public holidays come on top. [1]\n\n${table} [2]`,
  {
    citations: [
      cite(1, 'leave', 'The basic allowance is **27 days** a year, and public holidays come on top.', {
        headingPath: ['Annual leave', 'Allowance'],
      }),
      cite(2, 'leave', table, { headingPath: ['Annual leave', 'Allowance'] }),
    ],
  },
)

/** Written in the cloud, with values hidden, from a PDF and with doubts. */
export const written = answer(
  'a-written',
  'May Dana Whitfield (dana.whitfield@example.com) travel first class to Edinburgh and stay two nights?',
  [
    'Yes, in part. **First class** is open to her, since the journey takes longer than three hours [1].',
    'For the hotel:\n\n- up to GBP 120 a night in Edinburgh [2]\n- more with approval *before* booking [2]\n- breakfast is always included [3]',
    'She can carry unused days over until 30 June [4].',
  ].join('\n\n'),
  {
    conversationId: 'c-2',
    citations: [
      cite(1, 'travel', 'First class may be booked\nwhere the journey takes longer than three hours.', {
        page: 1,
        headingPath: ['Travel and expenses', '3.1 Trains'],
      }),
      cite(
        2,
        'travel',
        'Up to GBP 160 a night in London, GBP 120 elsewhere.\nMore needs the approval of the cost centre owner\nbefore the booking.',
        { page: 2, headingPath: ['Travel and expenses', '3.2 Hotels'] },
      ),
      cite(3, 'travel', '3.2 Hotels', { page: 2, headingPath: ['Travel and expenses', '3.2 Hotels'] }, 'unsupported'),
      cite(
        4,
        'leave',
        'Days that are left at the end of the year may be used until *30 June* of the next.',
        { headingPath: ['Annual leave', 'Carrying days over'] },
        'weak',
      ),
    ],
    route: {
      tier: 'cloud',
      provider: 'main',
      model: 'gpt-5-mini',
      reasons: [{ code: 'cloud-allowed', detail: 'internal' }, { code: 'preferred-tier' }],
    },
    privacy: { redactions: { EMAIL: 1, PHONE: 2 }, leftTheBuilding: true },
    usage: {
      promptTokens: 1_842,
      cachedTokens: 0,
      completionTokens: 131,
      reasoningTokens: 0,
      estimated: false,
      costMicros: toMicros(723),
      baselineMicros: toMicros(8_910),
      currency: 'USD',
    },
    timings: { totalMs: 2_140, firstTokenMs: 640, stages: {} },
  },
)

export const chinese = answer(
  'a-chinese',
  '工作满十二年的员工有多少天年假？',
  '满十年不满二十年的，年假为 15 天。法定节假日不计入年假。 [1]\n\n申请年假应当至少提前五个工作日在系统中提交，由直接主管审批。 [2]',
  {
    language: 'zh',
    conversationId: 'c-3',
    citations: [
      cite(1, 'nianjia', '满十年不满二十年的，年假为 15 天。法定节假日不计入年假。', {
        headingPath: ['年假管理办法', '天数'],
      }),
      cite(2, 'nianjia', '申请年假应当至少提前五个工作日在系统中提交，由直接主管审批。', {
        headingPath: ['年假管理办法', '申请'],
      }),
    ],
  },
)

export const abstained = answer(
  'a-abstained',
  'What will the weather be like in Suzhou tomorrow?',
  'I found nothing on this in the documents you may read. The closest documents are “Remote work”. You could ask the People Team.',
  {
    status: 'abstained',
    route: { tier: 'extractive', provider: 'lorekeep', model: 'extractive', reasons: [{ code: 'no-evidence' }] },
  },
)

export const blocked = answer(
  'a-blocked',
  'Is the key sk-live-0001 still valid?',
  'Your question holds a credential (API key). It was not searched, sent or stored.',
  {
    status: 'blocked',
    route: { tier: 'extractive', provider: 'lorekeep', model: 'extractive', reasons: [{ code: 'blocked-by-policy' }] },
  },
)

/** Text that would do harm in a page that believed it. */
export const hostile = answer(
  'a-hostile',
  'What does the poisoned document say?',
  [
    "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script>",
    '[press me](javascript:document.title=%27owned%27) ![pixel](https://tracker.example/p.png) [site](https://evil.example/)',
    'See [the policy](/api/v1/documents/leave/content).',
  ].join('\n\n'),
  { conversationId: 'c-4' },
)

/** An answer whose document says something else by now. */
export const outdated = answer('a-outdated', 'How much may a hotel cost?', 'Up to GBP 110 a night. [1]', {
  citations: [{ ...cite(1, 'travel', 'Up to GBP 160'), quote: 'Up to GBP 110 a night.' }],
})

/** An answer whose document is not there any more. */
export const orphaned = answer('a-orphaned', 'Who feeds the office cat?', 'The porter feeds the cat. [1]', {
  citations: [
    {
      ...cite(1, 'leave', 'Annual leave'),
      documentId: 'removed',
      title: 'House rules',
      source: 'house-rules.md',
      quote: 'The porter feeds the cat.',
    },
  ],
})

export const answers = [quoted, written, chinese, abstained, blocked, hostile, outdated, orphaned] as const

const broken: readonly (readonly [question: string, script: Script])[] = [
  ['cut', { steps: [...begun('The first half of an ans'), 'cut'] }],
  ['end early', { steps: [...begun('The first half of an ans'), 'end'] }],
  ['hold', { steps: [...begun('It begins, and then '), 'hold'] }],
  [
    'error',
    {
      steps: [
        ...begun('It begins, '),
        {
          event: 'error',
          data: {
            type: 'urn:lorekeep:model-timeout',
            title: 'Model timeout',
            status: 504,
            detail: 'No reply within 60 s.',
            code: 'model-timeout',
          },
        },
      ],
    },
  ],
  ['too many', { status: 429, problem: { code: 'rate-limited', title: 'Rate limited', detail: 'Try again in 40 s.' } }],
  [
    'new problem',
    {
      status: 500,
      problem: {
        code: 'moon-in-the-way',
        title: 'Moon in the way',
        detail: 'The moon is in the way.',
        hint: 'Wait until it has set.',
      },
    },
  ],
]

function begun(
  text: string,
): readonly ({ readonly event: string; readonly data: unknown } | { readonly wait: number })[] {
  return [
    { event: 'start', data: { id: 'a-broken', conversationId: 'c-9', route: quoted.route } },
    { event: 'delta', data: { text } },
    { wait: 30 },
  ]
}

/** Answers each sample's question as its sample, breaks where the question says how, and quotes for all others. */
export function sampleScript(question: string): Script {
  const failure = broken.find(([name]) => question === name)
  if (failure) return failure[1]
  return streamOf(
    answers.find((sample) => sample.question === question) ?? { ...quoted, id: `a-${question}`, question },
  )
}

const passage = { classification: 'internal', start: 0, end: 200 } as const

export const explanation: CheckedExplanation = {
  status: 'answered',
  standaloneQuestion:
    'May Dana Whitfield travel first class by train to Edinburgh, and what may her hotel cost for two nights?',
  passages: [
    {
      ...passage,
      documentId: 'travel',
      title: 'Travel and expenses 2026',
      source: sources.travel,
      page: 1,
      headingPath: ['Travel and expenses', '3.1 Trains'],
      score: 0.93,
      dense: 0.81,
      keyword: 1,
      used: true,
    },
    {
      ...passage,
      documentId: 'travel',
      title: 'Travel and expenses 2026',
      source: sources.travel,
      page: 2,
      headingPath: ['Travel and expenses', '3.2 Hotels'],
      start: 201,
      end: 400,
      score: 0.84,
      dense: 0.77,
      keyword: 0.86,
      used: true,
    },
    {
      ...passage,
      documentId: 'leave',
      title: 'Annual leave',
      source: sources.leave,
      headingPath: ['Annual leave', 'Carrying days over'],
      score: 0.31,
      dense: 0.42,
      keyword: 0.12,
      used: false,
      classification: 'confidential',
    },
  ],
  evidence: { sufficient: true, coverage: 0.82, similarity: 0.71 },
  conflict: {
    newer: {
      documentId: 'travel',
      title: 'Travel and expenses 2026',
      source: sources.travel,
      date: '2026-04-01',
      start: 150,
      end: 200,
      quote: 'Up to GBP 160 a night in London, GBP 120 elsewhere.',
    },
    older: {
      documentId: 'travel-2024',
      title: 'Travel and expenses 2024',
      source: 'finance/travel-2024.pdf',
      date: '2024-01-01',
      start: 140,
      end: 190,
      quote: 'Up to GBP 150 a night in London, GBP 100 elsewhere.',
    },
  },
  recited: [
    { documentId: 'leave', source: sources.leave, start: 10, end: 120, treatment: 'cited' },
    { documentId: 'leave', source: sources.leave, start: 150, end: 300, treatment: 'cited' },
    { documentId: 'pay', start: 0, end: 90, treatment: 'left-out' },
  ],
  sentences: { supported: 2, weak: 1, unsupported: 1, removed: 0 },
  quotes: [
    { n: 1, verdict: 'verified' },
    { n: 2, verdict: 'version-not-kept', now: 'gone' },
    { n: 3, verdict: 'differs' },
    { n: 4, verdict: 'version-not-kept', now: 'removed' },
  ],
  found: { question: { EMAIL: 1 }, evidence: { PHONE: 2 } },
  strictestClassification: 'internal',
  route: written.route,
  calls: [
    {
      provider: 'embeddings',
      purpose: 'embed',
      model: 'bge-m3',
      tier: 'cloud',
      messages: [{ role: 'text', content: 'May Dana Whitfield ([EMAIL]) travel first class to Edinburgh?' }],
      texts: 1,
      outcome: 'finished',
      milliseconds: 48,
    },
    {
      provider: 'rerank',
      purpose: 'rerank',
      model: 'bge-reranker',
      tier: 'on-prem',
      messages: [],
      texts: 41,
      outcome: 'failed',
      error: 'model-timeout: "The rerank endpoint" did not answer in time.',
      milliseconds: 2_000,
    },
    {
      provider: 'main',
      model: 'gpt-5-mini',
      tier: 'cloud',
      messages: [
        { role: 'system', content: 'Answer only from the passages. Cite each sentence.' },
        {
          role: 'user',
          content: 'May Dana Whitfield ([EMAIL_1]) travel first class to Edinburgh and stay two nights?',
        },
      ],
      outcome: 'finished',
      milliseconds: 1_890,
    },
  ],
}
