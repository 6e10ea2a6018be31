import { createJiebaWords } from '../../src/adapters/language/jieba-words.ts'
import { createListedNames } from '../../src/adapters/language/listed-names.ts'
import { type CompanyRules, noCompanyRules } from '../../src/domain/privacy/company-rules.ts'
import { emptyDirectory } from '../../src/privacy/directory.ts'
import { createFindByForm, createFindSensitive, onlyHidden } from '../../src/privacy/find-sensitive.ts'
import type { Knowledge } from '../../src/privacy/knowledge.ts'
import { redact as redactWith, redactAll as redactAllWith } from '../../src/privacy/redact.ts'
import type { Vault } from '../../src/privacy/vault.ts'

/** The real dictionaries, and nobody in the directory. */
const knowledge: Knowledge = {
  nameLists: createListedNames(),
  chineseWords: createJiebaWords(),
  directory: { current: () => emptyDirectory },
  companyRules: { current: () => noCompanyRules },
}

export const findSensitive = createFindSensitive(knowledge)
export const findHidden = onlyHidden(findSensitive)

/** What tells by its form, in no company in particular. */
export const findByForm = createFindByForm(noCompanyRules)

/** The same with the rules of a company. */
export function findFor(companyRules: CompanyRules) {
  return createFindSensitive({ ...knowledge, companyRules: { current: () => companyRules } })
}

/** The same with rules and a directory that may change. */
export function findByLive(live: Pick<Knowledge, 'companyRules' | 'directory'>) {
  return createFindSensitive({ ...knowledge, ...live })
}

/** Redaction with that knowledge. */
export const redact = (text: string, vault: Vault) => redactWith(text, vault, findHidden)
export const redactAll = (texts: readonly string[], vault: Vault) =>
  redactAllWith(
    texts.map((text) => ({ text, findHidden })),
    vault,
  )
