/**
 * How much harm a value can do. What becomes of it follows from this where a policy says nothing else.
 * `secret`: a credential, which has no business in a question at all.
 * `high`: identifies a person or a company for life, opens an account, or is nobody else's business.
 * `personal`: leads to a person or a device.
 * `low`: says little by itself, and answers need it: it is found, but stays where it is.
 */
export type Sensitivity = 'secret' | 'high' | 'personal' | 'low'

interface KindOfValue {
  readonly sensitivity: Sensitivity
  readonly label: Readonly<Record<'en' | 'zh', string>>
}

/**
 * The kinds of sensitive values that the product knows, by the name their placeholders carry. Strictest
 * first: of two readings of the same characters that nothing else tells apart, the earlier one is believed.
 */
export const sensitiveKinds = {
  PRIVATE_KEY: { sensitivity: 'secret', label: { en: 'private key', zh: '私钥' } },
  JWT: { sensitivity: 'secret', label: { en: 'access token', zh: '访问令牌' } },
  API_KEY: { sensitivity: 'secret', label: { en: 'API key', zh: 'API 密钥' } },
  PASSWORD: { sensitivity: 'secret', label: { en: 'password', zh: '密码' } },
  CUSTOM_SECRET: { sensitivity: 'secret', label: { en: 'company secret', zh: '公司机密' } },
  CUSTOM_SENSITIVE: { sensitivity: 'high', label: { en: 'sensitive company value', zh: '公司敏感信息' } },
  RESIDENT_ID_CN: { sensitivity: 'high', label: { en: 'Chinese resident ID', zh: '身份证号' } },
  CARD: { sensitivity: 'high', label: { en: 'payment card', zh: '信用卡号' } },
  BANK_CARD_CN: { sensitivity: 'high', label: { en: 'Chinese bank card', zh: '银行卡号' } },
  CREDIT_CODE_CN: { sensitivity: 'personal', label: { en: 'Chinese company code', zh: '统一社会信用代码' } },
  IBAN: { sensitivity: 'high', label: { en: 'IBAN', zh: '国际银行账号' } },
  US_SSN: { sensitivity: 'high', label: { en: 'US Social Security number', zh: '美国社会安全号' } },
  US_ITIN: { sensitivity: 'high', label: { en: 'US individual tax number', zh: '美国个人税号' } },
  UK_NINO: { sensitivity: 'high', label: { en: 'UK National Insurance number', zh: '英国国民保险号' } },
  NATIONAL_ID: { sensitivity: 'high', label: { en: 'national identity number', zh: '境外身份证号' } },
  PASSPORT: { sensitivity: 'high', label: { en: 'passport', zh: '护照号' } },
  DRIVING_LICENCE: { sensitivity: 'high', label: { en: 'driving licence', zh: '驾驶证号' } },
  TRAVEL_PERMIT_CN: { sensitivity: 'high', label: { en: 'Chinese travel permit', zh: '通行证号' } },
  CUSTOM: { sensitivity: 'personal', label: { en: 'company value', zh: '公司内部信息' } },
  US_EIN: { sensitivity: 'personal', label: { en: 'US employer number', zh: '美国雇主识别号' } },
  TAX_NUMBER: { sensitivity: 'personal', label: { en: 'tax number', zh: '税号' } },
  BANK_ACCOUNT: { sensitivity: 'high', label: { en: 'bank account', zh: '银行账号' } },
  SWIFT_BIC: { sensitivity: 'personal', label: { en: 'bank code (BIC)', zh: '银行国际代码' } },
  LICENCE_PLATE: { sensitivity: 'personal', label: { en: 'licence plate', zh: '车牌号' } },
  EMPLOYEE_NUMBER: { sensitivity: 'personal', label: { en: 'employee number', zh: '工号' } },
  CUSTOMER_NUMBER: { sensitivity: 'personal', label: { en: 'customer number', zh: '客户编号' } },
  PHONE: { sensitivity: 'personal', label: { en: 'phone number', zh: '电话号码' } },
  EMAIL: { sensitivity: 'personal', label: { en: 'e-mail address', zh: '电子邮箱' } },
  MAC_ADDRESS: { sensitivity: 'personal', label: { en: 'hardware address', zh: '物理地址' } },
  IP_ADDRESS: { sensitivity: 'personal', label: { en: 'IP address', zh: 'IP 地址' } },
  SALARY: { sensitivity: 'high', label: { en: 'pay', zh: '薪酬' } },
  MEDICAL: { sensitivity: 'high', label: { en: 'health', zh: '健康状况' } },
  DATE_OF_BIRTH: { sensitivity: 'personal', label: { en: 'date of birth', zh: '出生日期' } },
  PERSON: { sensitivity: 'personal', label: { en: 'person', zh: '姓名' } },
  COMPANY: { sensitivity: 'personal', label: { en: 'company', zh: '公司' } },
  ADDRESS: { sensitivity: 'personal', label: { en: 'postal address', zh: '地址' } },
  PLACE: { sensitivity: 'low', label: { en: 'place', zh: '地名' } },
  DATE: { sensitivity: 'low', label: { en: 'date', zh: '日期' } },
  URL: { sensitivity: 'low', label: { en: 'web address', zh: '网址' } },
} as const satisfies Record<string, KindOfValue>

export type SensitiveKind = keyof typeof sensitiveKinds

/** Kinds that lists of names and dictionaries tell, and the words around them; values of all others tell by their form. */
export const namedKinds = ['PERSON', 'COMPANY', 'ADDRESS', 'PLACE'] as const satisfies readonly SensitiveKind[]

export type NamedKind = (typeof namedKinds)[number]
export type KindByForm = Exclude<SensitiveKind, NamedKind>

/** Kinds for what is sensitive in one company only, by how much harm it can do. The policy says what they are. */
export const customKinds = ['CUSTOM_SECRET', 'CUSTOM_SENSITIVE', 'CUSTOM'] as const satisfies readonly KindByForm[]

export type CustomKind = (typeof customKinds)[number]

export function isCustom(kind: SensitiveKind): kind is CustomKind {
  return (customKinds as readonly SensitiveKind[]).includes(kind)
}

/** Strictest first. */
export const sensitiveKindNames = Object.keys(sensitiveKinds) as readonly SensitiveKind[]

/** Whether values of a kind are hidden from a model. Those that say little by themselves are not. */
export function isHidden(kind: SensitiveKind): boolean {
  return sensitiveKinds[kind].sensitivity !== 'low'
}

/** What each kind is called in a language. */
export function kindLabels(language: 'en' | 'zh'): Readonly<Record<SensitiveKind, string>> {
  const labels = sensitiveKindNames.map((kind) => [kind, sensitiveKinds[kind].label[language]])
  return Object.fromEntries(labels) as Record<SensitiveKind, string>
}

/** A sensitive value in a text. Offsets are UTF-16 code units; `end` is behind the last one. */
export interface SensitiveSpan {
  readonly kind: SensitiveKind
  readonly start: number
  readonly end: number
  /** 0…1. Checksums that hold and context words raise it. */
  readonly confidence: number
  /** What the company calls the pattern of its own that found it. */
  readonly rule?: string
}
