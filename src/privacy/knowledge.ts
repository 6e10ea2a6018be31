import type { CompanyRules } from '../domain/privacy/company-rules.ts'
import type { ChineseWords } from '../ports/chinese-words.ts'
import type { LiveValue } from '../ports/live-value.ts'
import type { NameLists } from '../ports/name-lists.ts'
import type { Directory } from './directory.ts'

/** What is known of names and of the company, handed in from outside. */
export interface Knowledge {
  readonly nameLists: NameLists
  readonly chineseWords: ChineseWords
  /** The employees and customers of the company. */
  readonly directory: LiveValue<Directory>
  /** What the company calls sensitive, and what not. */
  readonly companyRules: LiveValue<CompanyRules>
}
