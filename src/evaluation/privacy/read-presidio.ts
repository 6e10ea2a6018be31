import * as z from 'zod'
import { type AnnotatedSet, fromCodePoints, wholeAndHalves } from './annotated-text.ts'

const schema = z.array(
  z.object({
    full_text: z.string(),
    template_id: z.int().optional(),
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

/**
 * The generated English sentences of presidio-research: all of them, and by whether the number of their template is even
 * or odd, so that what was learned from some templates can be measured on others.
 * @throws ZodError for another format
 */
export function readPresidio(name: string, file: string): readonly AnnotatedSet[] {
  const numbered = schema.parse(JSON.parse(file)).map(({ full_text: text, template_id: template = 0, spans }) => ({
    template,
    text,
    spans: fromCodePoints(
      text,
      spans.map((span) => ({ label: span.entity_type, start: span.start_position, end: span.end_position })),
    ),
  }))
  return wholeAndHalves({ name, kinds, texts: numbered }, 'templates', (index) => numbered[index]?.template ?? 0)
}
