import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'
import { keepsStandard } from './clues/standard-numbers.ts'

/** What a VAT number begins with, and the country and standard in the library for what follows. */
const vatStandards: Readonly<Record<string, readonly [country: string, standard: string]>> = {
  AT: ['AT', 'uid'],
  BE: ['BE', 'vat'],
  BG: ['BG', 'vat'],
  CY: ['CY', 'vat'],
  CZ: ['CZ', 'dic'],
  DE: ['DE', 'vat'],
  DK: ['DK', 'cvr'],
  EE: ['EE', 'kmkr'],
  EL: ['GR', 'vat'],
  ES: ['ES', 'nif'],
  FI: ['FI', 'alv'],
  FR: ['FR', 'tva'],
  GB: ['GB', 'vat'],
  HR: ['HR', 'oib'],
  HU: ['HU', 'anum'],
  IE: ['IE', 'vat'],
  IT: ['IT', 'iva'],
  LT: ['LT', 'pvm'],
  LU: ['LU', 'tva'],
  LV: ['LV', 'pvn'],
  MT: ['MT', 'vat'],
  NL: ['NL', 'btw'],
  PL: ['PL', 'nip'],
  PT: ['PT', 'nif'],
  RO: ['RO', 'cif'],
  SE: ['SE', 'vat'],
  SI: ['SI', 'ddv'],
  SK: ['SK', 'dph'],
}
const prefixes = Object.keys(vatStandards).join('|')

function vatHolds(characters: string): boolean {
  const standard = vatStandards[characters.slice(0, 2)]
  return standard !== undefined && keepsStandard(...standard, characters.slice(2))
}

const shapes: readonly NumberShape[] = [
  {
    pattern: standingAlone(`(?:${prefixes})[ -]?[A-Z0-9](?:[ .-]?[A-Z0-9]){7,11}`),
    holds: (characters) => /\d{6}/.test(characters) && vatHolds(characters),
    named: 0.95,
    alone: 0.75,
  },
  { pattern: standingAlone('CHE[ -]?\\d{3}\\.?\\d{3}\\.?\\d{3}(?: (?:MWST|TVA|IVA))?'), named: 0.95, alone: 0.85 },
  // China before the unified code: six digits for the place, nine characters for the body; 17 to 20 for persons.
  {
    pattern: standingAlone('[1-9]\\d{5}[0-9A-Z]{9}(?:[0-9A-Z]{2,5})?'),
    holds: (characters) => /\d{8}/.test(characters),
    named: 0.85,
  },
  // Germany's Steuernummer, Britain's UTR, India's PAN and GSTIN
  { pattern: standingAlone('\\d{2,5}[ /]\\d{3,4}[ /]\\d{4,5}'), named: 0.8 },
  { pattern: standingAlone('\\d{10,13}'), named: 0.8 },
  { pattern: standingAlone('(?:\\d{2})?[A-Z]{5}\\d{4}[A-Z](?:\\d[A-Z][0-9A-Z])?'), named: 0.85 },
]

const words = cues({
  for:
    latinWords(
      'vat(?: ?(?:reg(?:istration)?))?(?: ?(?:ids?|numbers?|no))?|tax(?:payer)? ?(?:ids?|identification|reference|registration)?(?: (?:numbers?|no))|tin|utr|ust-?id(?:-?nr)?|ust-?idnr|umsatzsteuer-?id(?:entifikationsnummer)?|steuernummer|st-?nr|gstin|gst(?: (?:numbers?|no))|pan(?: (?:numbers?|no|card))|btw(?:-?nummer)?|tva|p\\.? ?iva|partita iva|nip|nif|cif',
    ) + '|税号|税务登记号?|税务登记证号?|纳税人识别号|纳税识别号|稅號|统一编号',
  against:
    latinWords(
      'orders?|invoice (?:numbers?|no)|invoices?|tickets?|phone|tel|mobile|fax|dated?|account|iban|amount|total',
    ) + '|订单|发票号|电话|手机|日期|账号|金额',
})

/** Tax and VAT numbers: European ones by their check, others behind a word that says what they are. */
export const taxNumber: Recogniser = {
  kind: 'TAX_NUMBER',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'VAT ID «DE136695976»',
      'USt-IdNr. «DE 136 695 976»',
      'Supplier «ATU13585627», Vienna',
      'VAT number: «GB 980 7806 84»',
      'partita IVA «IT00743110157»',
      'CHE «CHE-107.787.577 MWST»'.replace('CHE «', 'UID «'),
      'Steuernummer «21/815/08150»',
      '税号：«110108600001234»',
      '纳税人识别号«１１０１０８６００００１２３４»',
      'UTR «1955839661» of the trust',
      'GSTIN «27AAPFU0939F1ZV»',
    ],
    passes: [
      'VAT ID DE136695978',
      'VAT is 20 %',
      'DE13669597',
      'order 110108600001234',
      '税号是什么？',
      'IT2026ROADMAP',
    ],
  },
  find: findNumbers('TAX_NUMBER', shapes, words, 28),
  identityOf: charactersOf,
}
