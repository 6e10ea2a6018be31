import type { Random } from '../seeded-random.ts'

/** Kinds whose values tell by a checksum or a strict form, so that none may ever be missed. */
export const checksumKinds = [
  'CARD',
  'BANK_CARD_CN',
  'RESIDENT_ID_CN',
  'IBAN',
  'CREDIT_CODE_CN',
  'EMAIL',
  'PHONE',
] as const

export type ChecksumKind = (typeof checksumKinds)[number]

/** A valid value of a kind that nobody owns on purpose: made up of random digits and what the standard asks for. */
export function makeValue(kind: ChecksumKind, random: Random): string {
  return makers[kind](random)
}

const makers: Readonly<Record<ChecksumKind, (random: Random) => string>> = {
  CARD: (random) => withLuhn(pick(random, ['4', '51', '52', '53', '54', '55']), 16, random),
  BANK_CARD_CN: (random) =>
    withLuhn(pick(random, ['621226', '622202', '622848', '621700', '622588']), pick(random, [16, 19]), random),
  RESIDENT_ID_CN: residentId,
  IBAN: iban,
  CREDIT_CODE_CN: creditCode,
  EMAIL: (random) =>
    `${pick(random, ['ann', 'li.wei', 'j_doe', 'support+eu', 'zhang-san'])}${digits(random, 3)}@${pick(random, ['example.com', 'mail.example.cn', 'corp-x.example.org', 'a.co.uk'])}`,
  PHONE: (random) =>
    pick(random, [
      () => chineseMobile(random),
      () => `+44 20 7946 0${digits(random, 3)}`,
      () => `+1 212 736 ${digits(random, 4)}`,
    ])(),
}

export function chineseMobile(random: Random): string {
  return `${pick(random, ['138', '139', '150', '159', '177', '186', '188', '199'])}${digits(random, 8)}`
}

function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0]
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
}

/** The check digit of ISO/IEC 7812-1. */
function withLuhn(prefix: string, length: number, random: Random): string {
  const body = prefix + digits(random, length - 1 - prefix.length)
  const sum = [...body].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

/** GB 11643-1999. */
function residentId(random: Random): string {
  const number = (from: number, count: number) => String(from + Math.floor(random() * count)).padStart(2, '0')
  const region = pick(random, ['110105', '310101', '440305', '510104', '330106', '420106'])
  const body = `${region}${number(1950, 55)}${number(1, 12)}${number(1, 28)}${digits(random, 3)}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

/** ISO 13616, with the check digits of ISO 7064 MOD 97-10. */
function iban(random: Random): string {
  const [country, body] = pick<() => readonly [string, string]>(random, [
    () => ['DE', digits(random, 18)],
    () => ['GB', `${pick(random, ['NWBK', 'BARC', 'LOYD'])}${digits(random, 14)}`],
    () => ['NL', `${pick(random, ['ABNA', 'INGB', 'RABO'])}${digits(random, 10)}`],
  ])()
  const asDigits = [...`${body}${country}00`].map((character) => String(Number.parseInt(character, 36))).join('')
  return `${country}${String(98n - (BigInt(asDigits) % 97n)).padStart(2, '0')}${body}`
}

const creditCodeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100-2015, with the organisation code of GB 11714-1997 in it. */
function creditCode(random: Random): string {
  const organisation = digits(random, 8)
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const rest = 11 - (weights.reduce((sum, weight, index) => sum + weight * Number(organisation[index]), 0) % 11)
  const check = rest === 11 ? '0' : rest === 10 ? 'X' : String(rest)
  const body = `91${pick(random, ['110105', '310101', '440300'])}${organisation}${check}`
  const sum = [...body].reduce(
    (total, character, index) => total + creditCodeAlphabet.indexOf(character) * (3 ** index % 31),
    0,
  )
  return body + creditCodeAlphabet.charAt((31 - (sum % 31)) % 31)
}
