import { expect, test } from '@jest/globals'
import { requirements } from '../support/requirements.ts'
import { sourceFiles } from '../support/source-files.ts'

test('every promise of the product is cited by a test that proves it', () => {
  const names = sourceFiles('test/unit', 'test/contract', 'test/integration', 'test/e2e').map(({ text }) => text)
  const uncited = Object.keys(requirements).filter((id) => !names.some((text) => text.includes(`[${id}]`)))
  expect(uncited).toEqual([])
})

test('no test cites a promise that does not exist', () => {
  const cited = sourceFiles('test/unit', 'test/contract', 'test/integration', 'test/e2e').flatMap(({ text }) =>
    [...text.matchAll(/\[(P\d+)\]/g)].map((match) => match[1] ?? ''),
  )
  expect([...new Set(cited)].filter((id) => !Object.hasOwn(requirements, id))).toEqual([])
})
