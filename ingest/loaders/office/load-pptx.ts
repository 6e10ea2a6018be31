import { type Language, languageOf } from '../../../src/domain/language.ts'
import type { PageStart } from '../../../src/domain/documents/page-start.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { TextBuilder } from '../text-builder.ts'
import { unreadable, withContent } from '../unreadable.ts'
import { type OfficeKind, openPackage } from './open-package.ts'
import { readSlide, type Slide } from './pptx/read-slide.ts'
import { elementAt, elementsOf, type XmlElement } from './xml-tree.ts'

const powerPoint: OfficeKind = {
  extension: '.pptx',
  formerExtension: '.ppt',
  program: 'PowerPoint',
  noun: 'a PowerPoint presentation',
}

interface NumberedSlide extends Slide {
  /** As PowerPoint counts, hidden slides included. */
  readonly number: number
}

/**
 * Loads a PowerPoint presentation: every slide is a page under a heading with its title, with lists,
 * tables, diagrams and the speaker's notes. Hidden slides, dates, slide numbers, charts and what
 * stands on every slide are left out.
 * @throws LorekeepError `document-unreadable`, `too-large`
 */
export async function loadPptx(content: FileContent): Promise<LoadedDocument> {
  const file = openPackage(content, powerPoint)
  const presentation = file.xml(file.main)
  if (presentation?.name !== 'p:presentation') {
    throw unreadable(content.path, `is not ${powerPoint.noun}`, 'Open it in PowerPoint and save it again as .pptx.')
  }
  const related = file.related(file.main, 'slide')
  const hidden: number[] = []
  const slides = elementsOf(elementAt(presentation, 'p:sldIdLst'), 'p:sldId').flatMap(
    ({ attributes }, at): readonly NumberedSlide[] => {
      const part = related.find(({ id }) => id === attributes['r:id'])?.target
      if (part === undefined) return []
      if (isHidden(file.xml(part))) {
        hidden.push(at + 1)
        return []
      }
      return [{ number: at + 1, ...readSlide(file, part) }]
    },
  )
  const written = writeSlides(slides)
  const title = slides[0]?.title
  return withContent(content.path, {
    ...written,
    ...(title !== undefined && { title }),
    ...(hidden.length > 0 && { warnings: [`Hidden slides that were left out: ${hidden.join(', ')}.`] }),
  })
}

function writeSlides(slides: readonly NumberedSlide[]): Pick<LoadedDocument, 'text' | 'blocks' | 'pages'> {
  const language = languageOfSlides(slides)
  const builder = new TextBuilder()
  const pages: PageStart[] = []
  for (const { number, title, parts, notes } of slides) {
    pages.push({ page: number, start: builder.text.length })
    if (title === undefined && notes.length === 0 && parts.every(({ lines }) => lines.length === 0)) continue
    builder.heading(1, title ?? (language === 'zh' ? `第 ${number} 页` : `Slide ${number}`))
    for (const { kind, lines } of parts) builder.add(kind, lines.join('\n'))
    if (notes.length > 0) builder.add('paragraph', `${language === 'zh' ? '备注：' : 'Notes: '}${notes.join('\n')}`)
  }
  return { text: builder.text, blocks: builder.blocks, pages }
}

function languageOfSlides(slides: readonly NumberedSlide[]): Language {
  const words = slides.flatMap(({ title = '', parts, notes }) => [
    title,
    ...parts.flatMap(({ lines }) => lines),
    ...notes,
  ])
  return languageOf(words.join('\n'))
}

function isHidden(slide: XmlElement | undefined): boolean {
  return /^(?:0|false)$/.test(slide?.attributes['show'] ?? '')
}
