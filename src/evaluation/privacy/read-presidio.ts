import * as z from 'zod'
import { type AnnotatedSet, fromCodePoints } from './annotated-text.ts'

const schema = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(z.object({ entity_type: z.string(), start_position: z.int(), end_position: z.int() })),
  }),
)

const kinds: AnnotatedSet['kinds'] = {
  CREDIT_CARD: ['CARD', 'BANK_CARD_CN'],
  DATE_TIME: ['DATE', 'DATE_OF_BIRTH'],
  DOMAIN_NAME: ['URL'],
  EMAIL_ADDRESS: ['EMAIL'],
  IBAN_CODE: ['IBAN'],
  IP_ADDRESS: ['IP_ADDRESS'],
  PERSON: ['PERSON'],
  PHONE_NUMBER: ['PHONE'],
  STREET_ADDRESS: ['ADDRESS'],
  US_DRIVER_LICENSE: ['DRIVING_LICENCE'],
  US_SSN: ['US_SSN', 'US_ITIN'],
}

/** The generated English sentences of presidio-research. @throws ZodError for another format */
export function readPresidio(name: string, file: string): AnnotatedSet {
  const texts = schema.parse(JSON.parse(file)).map(({ full_text: text, spans }) => ({
    text,
    spans: fromCodePoints(
      text,
      spans.map((span) => ({ label: span.entity_type, start: span.start_position, end: span.end_position })),
    ),
  }))
  return { name, kinds, texts }
}
