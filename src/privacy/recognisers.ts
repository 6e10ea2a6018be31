import type { CustomKind, KindByForm, NamedKind } from '../domain/privacy/sensitive-span.ts'
import { address } from './recognisers/address.ts'
import { apiKey } from './recognisers/api-key.ts'
import { bankAccount } from './recognisers/bank-account.ts'
import { bankCardCn } from './recognisers/bank-card-cn.ts'
import { company } from './recognisers/company.ts'
import { creditCodeCn } from './recognisers/credit-code-cn.ts'
import { customerNumber } from './recognisers/customer-number.ts'
import { dateOfBirth } from './recognisers/date-of-birth.ts'
import { date } from './recognisers/date.ts'
import { drivingLicence } from './recognisers/driving-licence.ts'
import { email } from './recognisers/email.ts'
import { employeeNumber } from './recognisers/employee-number.ts'
import { iban } from './recognisers/iban.ts'
import { ipAddress } from './recognisers/ip-address.ts'
import { jwt } from './recognisers/jwt.ts'
import { licencePlate } from './recognisers/licence-plate.ts'
import { macAddress } from './recognisers/mac-address.ts'
import { medical } from './recognisers/medical.ts'
import { nationalId } from './recognisers/national-id.ts'
import { passport } from './recognisers/passport.ts'
import { password } from './recognisers/password.ts'
import { paymentCard } from './recognisers/payment-card.ts'
import { person } from './recognisers/person.ts'
import { phone } from './recognisers/phone.ts'
import { place } from './recognisers/place.ts'
import { privateKey } from './recognisers/private-key.ts'
import type { NameRecogniser, Recogniser } from './recognisers/recogniser.ts'
import { residentIdCn } from './recognisers/resident-id-cn.ts'
import { salary } from './recognisers/salary.ts'
import { swiftBic } from './recognisers/swift-bic.ts'
import { taxNumber } from './recognisers/tax-number.ts'
import { travelPermitCn } from './recognisers/travel-permit-cn.ts'
import { ukNino } from './recognisers/uk-nino.ts'
import { url } from './recognisers/url.ts'
import { usEin } from './recognisers/us-ein.ts'
import { usItin } from './recognisers/us-itin.ts'
import { usSsn } from './recognisers/us-ssn.ts'

/** The recogniser of each kind that has a form of its own everywhere. A kind without one does not compile. */
export const recognisers = {
  API_KEY: apiKey,
  BANK_ACCOUNT: bankAccount,
  BANK_CARD_CN: bankCardCn,
  CARD: paymentCard,
  CREDIT_CODE_CN: creditCodeCn,
  CUSTOMER_NUMBER: customerNumber,
  DATE: date,
  DATE_OF_BIRTH: dateOfBirth,
  DRIVING_LICENCE: drivingLicence,
  EMAIL: email,
  EMPLOYEE_NUMBER: employeeNumber,
  IBAN: iban,
  IP_ADDRESS: ipAddress,
  JWT: jwt,
  LICENCE_PLATE: licencePlate,
  MAC_ADDRESS: macAddress,
  MEDICAL: medical,
  NATIONAL_ID: nationalId,
  PASSPORT: passport,
  PASSWORD: password,
  PHONE: phone,
  PRIVATE_KEY: privateKey,
  RESIDENT_ID_CN: residentIdCn,
  SALARY: salary,
  SWIFT_BIC: swiftBic,
  TAX_NUMBER: taxNumber,
  TRAVEL_PERMIT_CN: travelPermitCn,
  UK_NINO: ukNino,
  URL: url,
  US_EIN: usEin,
  US_ITIN: usItin,
  US_SSN: usSsn,
} as const satisfies Readonly<Record<Exclude<KindByForm, CustomKind>, Recogniser>>

/** The recognisers of names. */
export const nameRecognisers = {
  PERSON: person,
  COMPANY: company,
  ADDRESS: address,
  PLACE: place,
} as const satisfies Readonly<Record<NamedKind, NameRecogniser>>
