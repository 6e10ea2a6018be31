import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { withContent } from '../unreadable.ts'
import { docxBlocks } from './docx/docx-blocks.ts'
import { type OfficeKind, openPackage } from './open-package.ts'

const word: OfficeKind = { extension: '.docx', formerExtension: '.doc', program: 'Word', noun: 'a Word document' }

/**
 * Loads a Word document: headings by style or outline level with their automatic numbers, lists,
 * tables as rows, text boxes and diagrams behind the paragraph they hang on, footnotes and endnotes
 * behind the block that refers to them. Comments, deleted and hidden text, tables of contents, page
 * headers and pictures are left out.
 */
export async function loadDocx(content: FileContent): Promise<LoadedDocument> {
  const { builder, title } = docxBlocks(openPackage(content, word))
  const { text, blocks } = builder
  return withContent(content.path, { text, blocks, pages: [], ...(title !== undefined && { title }) })
}
