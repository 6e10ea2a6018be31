import { describe, expect, test } from '@jest/globals'
import { createCredentials } from '../../../../../ingest/sources/readers/credentials.ts'

const variables: Readonly<Record<string, string>> = {
  SOURCE_HR_WIKI_TOKEN: ' token ',
  SOURCE_HR_KEY_ID: 'id',
  SOURCE_HR_SECRET: 'secret',
  SOURCE_HR_USER: 'robin',
  SOURCE_HR_PASSWORD: '',
}
const credentials = createCredentials((name) => variables[name])

describe('a credential', () => {
  test('is a name for variables of the environment', () => {
    expect(credentials.token('hr-wiki')).toBe('token')
    expect(credentials.keyPair('HR')).toEqual({ name: 'id', secret: 'secret' })
  })

  test('[P10] that is incomplete names the variable that is missing', () => {
    expect(() => credentials.login('HR')).toThrow('The credential HR needs the variable SOURCE_HR_PASSWORD.')
  })
})
