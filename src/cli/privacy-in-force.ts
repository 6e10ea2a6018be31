import { readFile } from 'node:fs/promises'
import { createJiebaWords } from '../adapters/language/jieba-words.ts'
import { createListedNames } from '../adapters/language/listed-names.ts'
import { parseDirectoryFile } from '../config/directory-file.ts'
import type { Environment } from '../config/environment.ts'
import { parsePolicy } from '../config/policy-file.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { SensitiveKind, SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import { createDirectory, emptyDirectory } from '../privacy/directory.ts'
import { createFindSensitive } from '../privacy/find-sensitive.ts'
import { findHiddenBy, rulesForQuestion } from '../privacy/hiding.ts'
import { redactAll, type Redaction } from '../privacy/redact.ts'
import { createVault } from '../privacy/vault.ts'
import { whyUnreadable } from './wording/why-unreadable.ts'

/** What the service finds in a text and hides from a model, without a service. */
export interface PrivacyInForce {
  readonly find: (text: string) => readonly SensitiveSpan[]
  /** Of texts that are sent together, by the rules for a question. */
  readonly redact: (texts: readonly string[]) => readonly Redaction[]
}

/**
 * By the policy and the directory of names that the environment names, as they are now.
 * @throws LorekeepError `bad-configuration` where one cannot be read or used
 */
export async function privacyInForce({
  policyFile,
  directoryFile,
}: Pick<Environment, 'policyFile' | 'directoryFile'>): Promise<PrivacyInForce> {
  const policy = parsePolicy(await read(policyFile), policyFile)
  const directory =
    directoryFile === undefined
      ? emptyDirectory
      : createDirectory(parseDirectoryFile(await read(directoryFile), directoryFile))
  const findSensitive = createFindSensitive({
    nameLists: createListedNames(),
    chineseWords: createJiebaWords(),
    directory: { current: () => directory },
    companyRules: { current: () => policy.companyRules },
  })
  const ruleFor = rulesForQuestion(policy)
  const findHidden = findHiddenBy(findSensitive, ruleFor)
  const hides = (kind: SensitiveKind) => ruleFor(kind) !== 'leave'
  return {
    find: (text) => findSensitive(text, hides),
    redact: (texts) =>
      redactAll(
        texts.map((text) => ({ text, findHidden })),
        createVault(),
      ),
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new LorekeepError('bad-configuration', `${file} cannot be read: ${whyUnreadable(error)}.`, {
      hint: 'Correct POLICY_FILE and DIRECTORY_FILE in the environment or in the file .env.',
      cause: error,
    })
  }
}
