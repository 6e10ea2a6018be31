import { describe, expect, test } from '@jest/globals'
import { gitVariables } from '../../../../../ingest/sources/readers/git/git-variables.ts'

const outside: Readonly<Record<string, string>> = {
  PATH: '/usr/bin',
  HOME: '/home/lorekeep',
  CLOUD_API_KEY: 'sk-cloud',
  SOURCE_HR_TOKEN: 'glpat-1',
  GIT_SSH: '/tmp/evil',
  GIT_EXTERNAL_DIFF: '/tmp/evil',
}

function settingsIn(variables: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const count = Number(variables['GIT_CONFIG_COUNT'])
  return new Map(
    Array.from({ length: count }, (_, at) => [
      variables[`GIT_CONFIG_KEY_${at}`] ?? '',
      variables[`GIT_CONFIG_VALUE_${at}`] ?? '',
    ]),
  )
}

describe('the environment of git', () => {
  test('holds what git needs and no secret of anything else', () => {
    const variables = gitVariables((name) => outside[name])
    expect(variables).toMatchObject({ PATH: '/usr/bin', HOME: '/home/lorekeep', GIT_TERMINAL_PROMPT: '0' })
    expect(JSON.stringify(variables)).not.toMatch(/sk-cloud|glpat|evil/)
  })

  test('lets nothing run that a repository or an address brings', () => {
    const variables = gitVariables((name) => outside[name])
    expect(variables).toMatchObject({ GIT_ALLOW_PROTOCOL: 'https:http:ssh:file', GIT_CONFIG_GLOBAL: '/dev/null' })
    const settings = settingsIn(variables)
    expect(settings.get('core.hooksPath')).toBe('/dev/null')
    expect(settings.get('credential.helper')).toBe('')
    expect(settings.get('protocol.ext.allow')).toBe('never')
  })

  test('gives the token to the host of the repository alone', () => {
    const settings = settingsIn(
      gitVariables((name) => outside[name], { url: 'https://git.example.com/it/wiki.git', token: 'glpat-1' }),
    )
    const header = `Authorization: Basic ${Buffer.from('x-access-token:glpat-1').toString('base64')}`
    expect(settings.get('http.https://git.example.com/.extraHeader')).toBe(header)
    expect(settings.get('http.followRedirects')).toBe('false')
  })
})
