/**
 * The kinds of sensitive values that the product knows, by the name their placeholders carry.
 * `secret` kinds are credentials: they have no business in a question at all.
 */
export const sensitiveKinds = {
  API_KEY: { secret: true, label: { en: 'API key', zh: 'API 密钥' } },
  BANK_CARD_CN: { secret: false, label: { en: 'Chinese bank card', zh: '银行卡号' } },
  CARD: { secret: false, label: { en: 'payment card', zh: '信用卡号' } },
  EMAIL: { secret: false, label: { en: 'e-mail address', zh: '电子邮箱' } },
  IBAN: { secret: false, label: { en: 'IBAN', zh: '国际银行账号' } },
  IP_ADDRESS: { secret: false, label: { en: 'IP address', zh: 'IP 地址' } },
  PHONE: { secret: false, label: { en: 'phone number', zh: '电话号码' } },
  PRIVATE_KEY: { secret: true, label: { en: 'private key', zh: '私钥' } },
  RESIDENT_ID_CN: { secret: false, label: { en: 'Chinese resident ID', zh: '身份证号' } },
} as const satisfies Record<string, { readonly secret: boolean; readonly label: Readonly<Record<'en' | 'zh', string>> }>

export type SensitiveKind = keyof typeof sensitiveKinds

export const sensitiveKindNames = Object.keys(sensitiveKinds) as readonly SensitiveKind[]

/** A sensitive value in a text. Offsets are UTF-16 code units; `end` is behind the last one. */
export interface SensitiveSpan {
  readonly kind: SensitiveKind
  readonly start: number
  readonly end: number
  /** 0…1. Checksums that hold and context words raise it. */
  readonly confidence: number
}
