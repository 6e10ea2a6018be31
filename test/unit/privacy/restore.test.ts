import { describe, expect, test } from '@jest/globals'
import { longestPlaceholder } from '../../../src/privacy/placeholder.ts'
import { redact } from '../../../src/privacy/redact.ts'
import { createRestorer, restore } from '../../../src/privacy/restore.ts'
import { createVault } from '../../../src/privacy/vault.ts'
import { jumble, seededRandom } from './sample-text.ts'

function vaultOfTwo() {
  const vault = createVault()
  vault.placeholderFor('EMAIL', 'ann@example.com')
  vault.placeholderFor('EMAIL', 'bob@example.com')
  return vault
}

describe('restoring', () => {
  test('puts values back where their placeholders stand', () => {
    expect(restore('Ask [EMAIL_2], not **[EMAIL_1]**.', vaultOfTwo())).toBe(
      'Ask bob@example.com, not **ann@example.com**.',
    )
  })

  test.each([
    'EMAIL_2',
    '[Email 2]',
    '[email_2]',
    '[ EMAIL_2 ]',
    '[EMAIL 2]',
    '[EMAIL-2]',
    '【EMAIL_2】',
    '［EMAIL_2］',
    '［ＥＭＡＩＬ＿２］',
    '\\[EMAIL_2\\]',
    '\\[EMAIL\\_2\\]',
    '[EMAIL\\_2]',
  ])('repairs a placeholder that the model wrote as %s', (written) => {
    expect(restore(`请问${written}，谢谢`, vaultOfTwo())).toBe('请问bob@example.com，谢谢')
  })

  test('shows a placeholder that was never given as its kind, and as nobody', () => {
    const text = 'Ask [EMAIL_7] or 【PHONE_1】.'

    expect(restore(text, vaultOfTwo())).toBe('Ask (e-mail address) or (phone number).')
    expect(restore(text, vaultOfTwo(), 'zh')).toBe('Ask （电子邮箱） or （电话号码）.')
  })

  test.each([
    '[Email 7]',
    'EMAIL_7',
    'MY_EMAIL_1',
    'EMAIL_1a',
    'EMAIL_12345678',
    '[EMAIL_0]',
    '[EMAIL_x]',
    'E-mail 1',
    '[EMAILS_1]',
  ])('leaves text alone that is not certainly a placeholder: %s', (text) => {
    expect(restore(`See ${text}!`, vaultOfTwo())).toBe(`See ${text}!`)
  })

  test('does not look for placeholders in the values that it puts back', () => {
    const vault = createVault()
    vault.placeholderFor('API_KEY', 'k3y-[EMAIL_1]')
    vault.placeholderFor('EMAIL', 'ann@example.com')

    expect(restore('[API_KEY_1]', vault)).toBe('k3y-[EMAIL_1]')
  })
})

describe('restoring a stream', () => {
  const streamed = (pieces: readonly string[], vault = vaultOfTwo()) => {
    const restorer = createRestorer(vault)
    return [...pieces.map((piece) => restorer.push(piece)), restorer.end()]
  }

  test('gives the same text wherever the stream is cut', () => {
    const text =
      'Ask [EMAIL_1] or \\[EMAIL\\_2\\], 【EMAIL_1】 EMAIL_2 [Email 2] [EMAIL_9] [1]【2】 [EMAIL_1[EMAIL_2]] EMAIL_12 [E'
    const whole = restore(text, vaultOfTwo())

    const different = Array.from({ length: text.length + 1 }, (_, cut) => cut).filter(
      (cut) => streamed([text.slice(0, cut), text.slice(cut)]).join('') !== whole,
    )

    expect(different).toEqual([])
  })

  test('gives the same text for any text in pieces of any size, and holds back no more than a placeholder', () => {
    const random = seededRandom(3)
    const cases = Array.from({ length: 400 }, () => jumble(random))

    const wrong = cases.filter((text) => {
      const vault = createVault()
      const source = random() < 0.5 ? redact(text, vault).text : text
      redact(text, vault)
      const restorer = createRestorer(vault)
      let shown = ''
      let isHeldTooLong = false
      for (let at = 0; at < source.length;) {
        const size = 1 + Math.floor(random() * 5)
        shown += restorer.push(source.slice(at, at + size))
        at += size
        const rest = restore(source.slice(0, at), vault)
        isHeldTooLong ||= rest.slice(0, -longestPlaceholder).length > shown.length
      }
      return isHeldTooLong || shown + restorer.end() !== restore(source, vault)
    })

    expect(wrong).toEqual([])
  })

  test('shows text at once that cannot be the start of a placeholder', () => {
    expect(streamed(['Travel is ', 'approved', ' by the board '])).toEqual([
      'Travel is ',
      'approved',
      ' by the board ',
      '',
    ])
  })

  test('shows marks of citations at once', () => {
    expect(streamed(['Yes [1]', '【2】', '[', '3', '].'])).toEqual(['Yes [1]', '【2】', '', '[3', '].', ''])
  })

  test('shows a placeholder as soon as its last bracket is there', () => {
    expect(streamed(['Ask [EM', 'AIL_', '1', '] now'])).toEqual(['Ask ', '', '', 'ann@example.com now', ''])
  })

  test('shows what it held back when the stream ends inside a placeholder', () => {
    expect(streamed(['Ask [EMAIL_1'])).toEqual(['Ask ', '[ann@example.com'])
    expect(streamed(['Ask [EMA'])).toEqual(['Ask ', '[EMA'])
  })

  test('shows a value once, also when the stream stops in the middle of a longer number', () => {
    expect(streamed(['EMAIL_1', '2 and EMAIL_1', '.']).join('')).toBe('EMAIL_12 and ann@example.com.')
  })
})
