import type { CheerioAPI } from 'cheerio'
import type { Language } from '../../../src/domain/language.ts'
import { calendarDay } from '../calendar-day.ts'
import { languageOfTag } from '../language-of-tag.ts'
import type { LoadedDocument } from '../loaded-document.ts'

const dateNames = [
  'date',
  'dcterms.modified',
  'dcterms.date',
  'dc.date',
  'article:modified_time',
  'article:published_time',
  'last-modified',
]
const authorNames = ['author', 'dcterms.creator', 'dc.creator']
const maxOwnerLength = 300

/** What a page says about itself in its head: its language, its day and who wrote it. */
export function pageMetadata($: CheerioAPI): Pick<LoadedDocument, 'language' | 'declared'> {
  const language = languageOf($)
  const date = metaValues($, dateNames)
    .map(calendarDay)
    .find((day) => day !== undefined)
  const owner = metaValues($, authorNames).find((name) => name !== '' && name.length <= maxOwnerLength)
  const values = { ...(date !== undefined && { date }), ...(owner !== undefined && { owner }) }
  return {
    ...(language !== undefined && { language }),
    ...(Object.keys(values).length > 0 && { declared: { values } }),
  }
}

function languageOf($: CheerioAPI): Language | undefined {
  const root = $('html').first()
  return languageOfTag(
    root.attr('lang') ?? root.attr('xml:lang') ?? $('meta[http-equiv=content-language i]').attr('content'),
  )
}

/** The values of `<meta>` elements, those of the names that come first before the others. */
function metaValues($: CheerioAPI, names: readonly string[]): readonly string[] {
  const metas = $('meta[content]').toArray()
  return names.flatMap((name) =>
    metas
      .filter(({ attribs }) => (attribs['name'] ?? attribs['property'] ?? '').toLowerCase() === name)
      .map(({ attribs }) => (attribs['content'] ?? '').trim()),
  )
}
