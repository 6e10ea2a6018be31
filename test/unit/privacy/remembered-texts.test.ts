import { expect, test } from '@jest/globals'
import { type CompanyRules, noCompanyRules } from '../../../src/domain/privacy/company-rules.ts'
import { createDirectory, emptyDirectory } from '../../../src/privacy/directory.ts'
import { findByLive } from '../../support/find-sensitive.ts'

const text = 'Blue Heron is led by Wolfram Quandt. 蓝鹭项目由他负责。'

test('a text that was looked through is looked through again when the company changes its rules', () => {
  let rules: CompanyRules = noCompanyRules
  const find = findByLive({ companyRules: { current: () => rules }, directory: { current: () => emptyDirectory } })
  const listed = () => find(text).filter(({ kind }) => kind === 'CUSTOM')
  expect(listed()).toEqual([])

  rules = { ...noCompanyRules, deny: { CUSTOM: ['Blue Heron', '蓝鹭项目'] } }

  expect(listed().map(({ start, end }) => text.slice(start, end))).toEqual(['Blue Heron', '蓝鹭项目'])
})

test('and when somebody joins the company', () => {
  let directory = emptyDirectory
  const find = findByLive({ companyRules: { current: () => noCompanyRules }, directory: { current: () => directory } })
  find(text)

  directory = createDirectory([{ kind: 'COMPANY', names: ['Blue Heron'] }])

  expect(find(text).some(({ start, end }) => text.slice(start, end) === 'Blue Heron')).toBe(true)
})
