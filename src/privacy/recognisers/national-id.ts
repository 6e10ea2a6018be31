import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'
import { keepsStandard } from './clues/standard-numbers.ts'

/** Country and standard in the library, by how many digits a number has. Only standards with a check. */
const digitStandards: Readonly<Record<number, readonly (readonly [country: string, standard: string])[]>> = {
  9: [
    ['NL', 'bsn'],
    ['PT', 'nif'],
    ['CA', 'sin'],
    ['AU', 'tfn'],
    ['IL', 'idnr'],
  ],
  10: [
    ['BG', 'egn'],
    ['CZ', 'rc'],
    ['SE', 'personnummer'],
  ],
  11: [
    ['PL', 'pesel'],
    ['BE', 'nn'],
    ['NO', 'fodselsnummer'],
    ['EE', 'ik'],
    ['LT', 'asmens'],
    ['HR', 'oib'],
    ['GR', 'amka'],
    ['TR', 'tckimlik'],
    ['BR', 'cpf'],
    ['DE', 'idnr'],
  ],
  12: [
    ['SE', 'personnummer'],
    ['IN', 'aadhaar'],
  ],
  13: [
    ['RO', 'cnp'],
    ['SI', 'emso'],
    ['ZA', 'idnr'],
    ['TH', 'idnr'],
    ['KR', 'rrn'],
    ['CH', 'ssn'],
  ],
}

const letterStandards: readonly (readonly [country: string, standard: string])[] = [
  ['ES', 'dni'],
  ['ES', 'nie'],
  ['IE', 'pps'],
  ['TW', 'natid'],
  ['HK', 'hkid'],
  ['PT', 'cc'],
  ['DE', 'svnr'],
]

const keeps = (country: string, standard: string) => (characters: string) =>
  keepsStandard(country, standard, characters)

/** Letter, seven digits and a check letter: Singapore's cards, whose tables of check letters differ by the first. */
function singaporeHolds(characters: string): boolean {
  const weights = [2, 7, 6, 5, 4, 3, 2]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(characters[place + 1]), 0)
  const first = characters.charAt(0)
  const rest = (sum + (first === 'T' || first === 'G' ? 4 : first === 'M' ? 3 : 0)) % 11
  const table = first === 'S' || first === 'T' ? 'JZIHGFEDCBA' : first === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK'
  const place = first === 'M' ? 10 - rest : rest
  return table[place] === characters.at(-1)
}

const shapes: readonly NumberShape[] = [
  // These look like nothing else.
  {
    pattern: standingAlone('[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]', 'gi'),
    holds: keeps('IT', 'codicefiscale'),
    named: 0.98,
    alone: 0.92,
  },
  {
    pattern: standingAlone('[A-Z]{4}\\d{6}[HMX][A-Z]{5}[A-Z0-9]\\d'),
    holds: keeps('MX', 'curp'),
    named: 0.98,
    alone: 0.92,
  },
  { pattern: standingAlone('756([. ]?)\\d{4}\\1\\d{4}\\1\\d{2}'), holds: keeps('CH', 'ssn'), named: 0.98, alone: 0.9 },
  { pattern: standingAlone('[A-Z]{1,2}\\d{6} ?\\([0-9A]\\)'), holds: keeps('HK', 'hkid'), named: 0.98, alone: 0.9 },
  {
    pattern: standingAlone('[12] ?\\d{2} ?(?:0[1-9]|1[0-2]) ?\\d[\\dAB] ?\\d{3} ?\\d{3} ?\\d{2}'),
    holds: keeps('FR', 'nir'),
    named: 0.97,
    alone: 0.8,
  },
  {
    pattern: standingAlone('[0-3]\\d[01]\\d{3}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]'),
    holds: (characters) => characters.length >= 10,
    named: 0.9,
  },
  { pattern: standingAlone('[STFGM]\\d{7}[A-Z]'), holds: singaporeHolds, named: 0.95, alone: 0.75 },
  // These need a word.
  {
    pattern: standingAlone('\\d(?:[ ./-]?\\d){8,12}'),
    holds: (digits) => (digitStandards[digits.length] ?? []).some((one) => keepsStandard(...one, digits)),
    named: 0.85,
  },
  {
    pattern: standingAlone('[A-Z]{0,2}-?\\d{6,10}[ -]?[A-Z0-9]{0,4}', 'gi'),
    holds: (characters) => /[A-Z]/.test(characters) && letterStandards.some((one) => keepsStandard(...one, characters)),
    named: 0.85,
  },
  // Germany's card, as the machine reads it.
  {
    pattern: standingAlone('[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]?'),
    holds: (characters) => /\d.*\d/.test(characters),
    named: 0.75,
  },
]

const words = cues({
  for:
    latinWords(
      'national id(?:entity|entification)?(?: (?:card|numbers?|no))?|identity (?:card|numbers?|no|document)|id (?:card|numbers?|no)|identification numbers?|personal (?:identity|identification|id)?\\s?(?:numbers?|code|no)|nric|hkid|fin|dni|nie|nif|bsn|burgerservicenummer|pesel|cnp|egn|oib|amka|ppsn?|ahv(?:-?nr)?|avs|nir|insee|codice fiscale|personnummer|henkil(?:ö|o)tunnus|hetu|f(?:ø|o)dselsnummer|isikukood|asmens kodas|rodn(?:é|e) (?:č|c)(?:í|i)slo|t\\.?c\\.? ?kimlik(?: no)?|aadhaar|cpf|social insurance(?: (?:numbers?|no))?|sin|tax file numbers?|tfn|curp|rrn|steuer-?id(?:nr)?|idnr|steueridentifikationsnummer|personalausweis(?:nummer)?|ausweisnummer|numéro de sécurité sociale|cart(?:ã|a)o de cidad(?:ã|a)o|emšo|teudat zehut|rijksregisternummer',
    ) + '|身份证|身份證|身分證|证件号|國民身分證|居民身份',
  against:
    latinWords(
      'orders?|invoices?|tickets?|tracking|serial|customer|phone|tel|fax|mobile|(?:order|user|device|product|session) id',
    ) + '|订单|单号|发票|电话|手机|护照',
})

/**
 * Identity numbers of people outside the mainland of China and the United States: those whose shape is
 * their own by their check, others where a word says so as well.
 */
export const nationalId: Recogniser = {
  kind: 'NATIONAL_ID',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'codice fiscale «RSSMRA85T10A562S»',
      'The form said «RSSMRA85T10A562S».',
      'AHV «756.9217.0769.85»',
      'HKID «G123456(A)»',
      '香港身份證號碼：«G123456(A)»',
      'DNI «12345678Z»',
      'NIE: «X1234567L»',
      'my BSN is «111222333»',
      'PESEL «44051401359»',
      'national ID number: «44051401359»',
      '台湾身分證«A123456789»',
      'numéro de sécurité sociale «2 94 03 75 120 005 91»',
      'NRIC «S1234567D»',
      'CPF «529.982.247-25»',
    ],
    passes: [
      'BSN 111222336',
      'DNI 12345678A',
      'order 44051401359',
      'HKID G123456(7)',
      'The number is 111222333.',
      '756.9217.0769.86',
      'Personalausweis mitbringen',
    ],
  },
  find: findNumbers('NATIONAL_ID', shapes, words, 36),
  identityOf: charactersOf,
}
