import type { Budget } from '../domain/accounting/budget.ts'
import type { Language } from '../domain/language.ts'
import { type SensitiveKind, sensitiveKinds } from '../domain/privacy/sensitive-span.ts'

/** A document with its date, and the number of the citation that holds its words. */
interface DatedVersion {
  readonly title: string
  readonly date: string
  readonly n: number
}

/** The sentences that Lorekeep says in its own name. */
interface AnswerTexts {
  readonly nothingFound: string
  readonly closest: (titles: readonly string[], owners: readonly string[]) => string
  /** Said of two versions, after what the newer one says; each with its number. */
  readonly versionsDiffer: (newer: DatedVersion, older: DatedVersion) => string
  /** Said of a question that holds what the policy blocks. */
  readonly blocked: (kinds: readonly SensitiveKind[]) => string
  /** Said in place of an answer that would hold what the policy blocks. */
  readonly withheld: (kinds: readonly SensitiveKind[]) => string
  /** Said where a budget that wants it so has no room for a question, and what can be done about it. */
  readonly budgetExhausted: (kind: Budget['kind'], period: Budget['period']) => string
  readonly budgetHint: (period: Budget['period']) => string
}

export const answerTexts = {
  en: {
    nothingFound: 'I found nothing on this in the documents you may read.',
    closest: (titles, owners) =>
      `The closest documents are ${titles.map((title) => `“${title}”`).join(', ')}.` +
      (owners.length > 0 ? ` You could ask ${owners.join(' or ')}.` : ''),
    versionsDiffer: (newer, older) =>
      `Versions disagree: this follows “${newer.title}” of ${newer.date} [${newer.n}], ` +
      `while “${older.title}” of ${older.date} says otherwise [${older.n}].`,
    blocked: (kinds) =>
      `Your question holds ${holdsSecret(kinds) ? 'a credential' : 'what must not stand in a question'} (${listed(kinds, 'en')}). ` +
      'It was not searched, sent or stored. Please ask again without it' +
      (holdsSecret(kinds) ? ', and replace the credential if others may have seen it.' : '.'),
    withheld: (kinds) =>
      `The answer holds what may not be shown here (${listed(kinds, 'en')}). Please look it up in the documents, or ask whoever looks after them.`,
    budgetExhausted: (kind, period) =>
      `The budget of ${budgetOwners.en[kind]} for this ${period} has no room for this question.`,
    budgetHint: (period) =>
      `Ask again ${period === 'day' ? 'tomorrow' : 'next month'}, or ask an administrator for a higher limit.`,
  },
  zh: {
    nothingFound: '在您有权阅读的文档中没有找到相关内容。',
    closest: (titles, owners) =>
      `最接近的文档是${titles.map((title) => `《${title}》`).join('、')}。` +
      (owners.length > 0 ? `您可以咨询${owners.join('或')}。` : ''),
    versionsDiffer: (newer, older) =>
      `各版本说法不一：以上依据${newer.date}的《${newer.title}》[${newer.n}]，` +
      `${older.date}的《${older.title}》说法不同[${older.n}]。`,
    blocked: (kinds) =>
      `您的问题中含有${holdsSecret(kinds) ? '凭据' : '不应出现在提问中的信息'}（${listed(kinds, 'zh')}）。` +
      '系统没有检索、发送或保存它。请去掉后重新提问' +
      (holdsSecret(kinds) ? '；如果他人可能看到过该凭据，请尽快更换。' : '。'),
    withheld: (kinds) => `答案中含有此处不能显示的信息（${listed(kinds, 'zh')}）。请直接查阅文档，或咨询文档负责人。`,
    budgetExhausted: (kind, period) =>
      `${budgetOwners.zh[kind]}${period === 'day' ? '今天' : '本月'}的预算已不足以回答这个问题。`,
    budgetHint: (period) => `请${period === 'day' ? '明天' : '下个月'}再问，或请管理员提高额度。`,
  },
} as const satisfies Record<Language, AnswerTexts>

const budgetOwners = {
  en: {
    organisation: 'the company',
    team: 'your team',
    user: 'your account',
    key: 'this API key',
    site: 'this web site',
  },
  zh: { organisation: '公司', team: '您的团队', user: '您的账户', key: '此 API 密钥', site: '此网站' },
} as const satisfies Record<Language, Record<Budget['kind'], string>>

function holdsSecret(kinds: readonly SensitiveKind[]): boolean {
  return kinds.some((kind) => sensitiveKinds[kind].sensitivity === 'secret')
}

function listed(kinds: readonly SensitiveKind[], language: Language): string {
  return kinds.map((kind) => sensitiveKinds[kind].label[language]).join(language === 'zh' ? '、' : ', ')
}
