import { describe, expect, test } from '@jest/globals'
import type { SensitiveKind } from '../../../src/domain/privacy/sensitive-span.ts'
import { createVault, parseVaultState, vaultCapacity } from '../../../src/privacy/vault.ts'

describe('a vault', () => {
  test('numbers the values of a kind as they come', () => {
    const vault = createVault()

    const placeholders = [
      vault.placeholderFor('EMAIL', 'ann@example.com'),
      vault.placeholderFor('EMAIL', 'bob@example.com'),
      vault.placeholderFor('PHONE', '13812345678'),
    ]

    expect(placeholders).toEqual(['[EMAIL_1]', '[EMAIL_2]', '[PHONE_1]'])
  })

  test.each<[SensitiveKind, readonly string[]]>([
    ['EMAIL', ['Ann@Example.com', 'ann@example.com', 'ａｎｎ@example.com', 'ann@exam\u00ADple.com']],
    [
      'PHONE',
      [
        '13812345678',
        '138-1234-5678',
        '+86 138 1234 5678',
        '008613812345678',
        '１３８１２３４５６７８',
        '(+86)13812345678',
      ],
    ],
    ['PHONE', ['+44 20 7946 0958', '0044 20 7946 0958', '+44 (0)20 7946 0958', '+442079460958']],
    ['CARD', ['4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111']],
    ['BANK_CARD_CN', ['6212345678901232', '6212 3456 7890 1232']],
    ['IBAN', ['DE89370400440532013000', 'de89 3704 0044 0532 0130 00']],
    ['RESIDENT_ID_CN', ['11010519491231002X', '110105 19491231 002x', '１１０１０５１９４９１２３１００２Ｘ']],
    ['IP_ADDRESS', ['2001:db8::1', '2001:DB8:0:0:0:0:0:1']],
    ['PRIVATE_KEY', ['-----BEGIN PRIVATE KEY-----\nMIIE\n', '-----BEGIN PRIVATE KEY-----\r\n  MIIE']],
  ])('gives one placeholder to every spelling of the same %s', (kind, spellings) => {
    const vault = createVault()

    const placeholders = new Set(spellings.map((spelling) => vault.placeholderFor(kind, spelling)))

    expect([...placeholders]).toEqual([`[${kind}_1]`])
  })

  test.each<[SensitiveKind, readonly string[]]>([
    [
      'PHONE',
      ['13812345678', '13812345679', '+1 905 674 3793', '905 674 3793 x1', '905 674 3793 x12', '021-58888888-1'],
    ],
    ['EMAIL', ['ann@example.com', 'ann@example.co', 'an.n@example.com', 'ann+work@example.com']],
    ['IP_ADDRESS', ['10.2.3.4', '10.23.4.1', '102.3.4.1', 'fe80::1', 'fe80::1%eth0']],
    ['API_KEY', ['f83Kd02mLq91ZxVb', 'F83Kd02mLq91ZxVb']],
    ['CARD', ['4111111111111111', '41111111111111111']],
  ])('never gives one placeholder to two values: %s', (kind, values) => {
    const vault = createVault()

    const placeholders = new Set(values.map((value) => vault.placeholderFor(kind, value)))

    expect(placeholders.size).toBe(values.length)
  })

  test('gives back the spelling that was seen first', () => {
    const vault = createVault()
    vault.placeholderFor('PHONE', '138-1234-5678')

    const placeholder = vault.placeholderFor('PHONE', '+8613812345678')

    expect(vault.valueOf(placeholder)).toBe('138-1234-5678')
  })

  test('knows nothing of placeholders that it never gave', () => {
    expect(createVault().valueOf('[EMAIL_1]')).toBeUndefined()
  })

  test('goes on where its stored state left off', () => {
    const first = createVault()
    first.placeholderFor('EMAIL', 'ann@example.com')
    first.placeholderForLiteral('[EMAIL_9]')

    const second = createVault(parseVaultState(JSON.stringify(first.state())))

    expect(second.placeholderFor('EMAIL', 'ANN@example.com')).toBe('[EMAIL_1]')
    expect(second.placeholderFor('EMAIL', 'bob@example.com')).toBe('[EMAIL_2]')
    expect(second.placeholderForLiteral('[EMAIL_9]')).toBe('[LITERAL_1]')
    expect(second.placeholderForLiteral('[EMAIL_8]')).toBe('[LITERAL_2]')
  })

  test.each([
    '',
    'not json',
    '{}',
    '{"entries":[{"kind":"NOBODY","number":1,"value":"x"}],"literals":[]}',
    '{"entries":[],"literals":[1]}',
  ])('refuses a stored state that is damaged: %j', (stored) => {
    expect(() => parseVaultState(stored)).toThrow(expect.objectContaining({ code: 'data-damaged' }))
  })

  test('refuses more values than it has room for, rather than give up an old one', () => {
    const entries = Array.from({ length: vaultCapacity }, (_, index) => ({
      kind: 'EMAIL' as const,
      number: index + 1,
      value: `u${index}@example.com`,
    }))
    const vault = createVault({ entries, literals: [] })

    expect(vault.placeholderFor('EMAIL', 'u7@example.com')).toBe('[EMAIL_8]')
    expect(() => vault.placeholderFor('EMAIL', 'one-more@example.com')).toThrow(
      expect.objectContaining({ code: 'redaction-failed' }),
    )
  })
})
