import { describe, expect, test } from '@jest/globals'
import { createVault } from '../../../src/privacy/vault.ts'
import { redact, redactAll } from '../../support/find-sensitive.ts'
import { restore } from '../../../src/privacy/restore.ts'

describe('people in the vault', () => {
  test('have one placeholder for a full name in any case, with a title or without', () => {
    const vault = createVault()

    const texts = ['Please ask Jane Smith.', 'Dr. Jane Smith approved it.', 'The owner is JANE SMITH.'].map(
      (text) => redact(text, vault).text,
    )

    expect(texts).toEqual(['Please ask [PERSON_1].', 'Dr. [PERSON_1] approved it.', 'The owner is [PERSON_1].'])
  })

  test('are not taken for one another because they share a surname', () => {
    const vault = createVault()

    const text = 'Jane Smith and Peter Smith met. Smith said no.'
    const redacted = redact(text, vault).text

    expect(redacted).toBe('[PERSON_1] and [PERSON_2] met. [PERSON_3] said no.')
    expect(restore(redacted, vault)).toBe(text)
  })

  test('leave the word alone that one of them is called', () => {
    const vault = createVault()
    vault.placeholderFor('PERSON', 'Mark')

    expect(redact('You may mark it as read.', vault).text).toBe('You may mark it as read.')
  })

  test('are hidden in every text of a prompt once one of the texts gives them away', () => {
    const texts = redactAll(['收件人：欧阳震华', '欧阳震华的合同'], createVault()).map(({ text }) => text)

    expect(texts).toEqual(['收件人：[PERSON_1]', '[PERSON_1]的合同'])
  })
})
