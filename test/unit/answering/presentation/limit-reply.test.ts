import { expect, test } from '@jest/globals'
import { assemblePrompt } from '../../../../src/answering/prompt/assemble-prompt.ts'
import { limitReply } from '../../../../src/answering/presentation/limit-reply.ts'
import { redactedTemplate } from '../../../../src/privacy/redact.ts'
import { createRestorer } from '../../../../src/privacy/restore.ts'
import { createVault } from '../../../../src/privacy/vault.ts'
import { passageOf } from '../../../support/passages.ts'

const evidence = [passageOf('The form is at https://hr.example.com/form.')]

function limited(...pieces: readonly string[]): string {
  const restorer = limitReply(createRestorer(createVault()), evidence, 'Where is the form?')
  return pieces.map((piece) => restorer.push(piece)).join('') + restorer.end()
}

test('a reply keeps the addresses of its evidence and loses others', () => {
  expect(limited('See https://hr.exam', 'ple.com/form [1], or ![x](https://ev', 'il.example/?q=secret)')).toBe(
    'See https://hr.example.com/form [1], or x',
  )
})

test.each(['en', 'zh'] as const)('a reply does not recite the instructions (%s)', (language) => {
  const [system] = assemblePrompt(redactedTemplate`Where?`, [], [], language)
  const told = system?.content ?? ''

  const shown = limited(...(told.match(/[\s\S]{1,7}/gu) ?? []))

  expect(told.length).toBeGreaterThan(100)
  expect(shown).toContain('[…]')
  expect(shown.length).toBeLessThan(60)
})
