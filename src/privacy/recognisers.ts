import type { SensitiveKind } from '../domain/sensitive-span.ts'
import { apiKey } from './recognisers/api-key.ts'
import { bankCardCn } from './recognisers/bank-card-cn.ts'
import { email } from './recognisers/email.ts'
import { iban } from './recognisers/iban.ts'
import { ipAddress } from './recognisers/ip-address.ts'
import { paymentCard } from './recognisers/payment-card.ts'
import { phone } from './recognisers/phone.ts'
import { privateKey } from './recognisers/private-key.ts'
import type { Recogniser } from './recognisers/recogniser.ts'
import { residentIdCn } from './recognisers/resident-id-cn.ts'

/** The recogniser of each kind. A kind without one does not compile. */
export const recognisers = {
  API_KEY: apiKey,
  BANK_CARD_CN: bankCardCn,
  CARD: paymentCard,
  EMAIL: email,
  IBAN: iban,
  IP_ADDRESS: ipAddress,
  PHONE: phone,
  PRIVATE_KEY: privateKey,
  RESIDENT_ID_CN: residentIdCn,
} as const satisfies Readonly<Record<SensitiveKind, Recogniser>>
