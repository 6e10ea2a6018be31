import { describe, expect, test } from '@jest/globals'
import { longestPlaceholder } from '../../../src/privacy/placeholder.ts'
import { createRestorer, restore } from '../../../src/privacy/restore.ts'
import { createVault } from '../../../src/privacy/vault.ts'
import { redact } from '../../support/find-sensitive.ts'
import { jumble, seededRandom, type Random } from './sample-text.ts'

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

  test.each(['[邮箱_2]', '【邮箱2】', '［电子邮箱＿２］', '[邮箱 2]', '\\[邮箱\\_2\\]', '[Mail 2]', '[e-mail_2]'])(
    'repairs a placeholder that the model translated as %s',
    (written) => {
      expect(restore(`请问${written}，谢谢`, vaultOfTwo())).toBe('请问bob@example.com，谢谢')
    },
  )

  test('repairs a translated name of a person in either language', () => {
    const vault = createVault()
    for (const name of ['王小明', 'Ann Lee']) vault.placeholderFor('PERSON', name)

    expect(restore('[人员_1]、【姓名2】、[Person 1]、PERSON_2、[Name 2]', vault, 'zh')).toBe(
      '王小明、Ann Lee、王小明、Ann Lee、Ann Lee',
    )
  })

  test('shows a translated placeholder that may be any of several kinds as nobody', () => {
    const vault = createVault()
    vault.placeholderFor('CARD', '4111111111111111')

    expect(restore('[卡号_1]', vault, 'zh')).toBe('4111111111111111')

    vault.placeholderFor('BANK_CARD_CN', '6221558812340000')

    expect(restore('[卡号_1]', vault, 'zh')).toBe('（未显示）')
    expect(restore('[银行卡_1]', vault)).toBe('(not shown)')
  })

  test('shows a translated placeholder with a number that was never given as its kind', () => {
    expect(restore('[邮箱_7]', vaultOfTwo(), 'zh')).toBe('（电子邮箱）')
    expect(restore('[电话_1]', vaultOfTwo(), 'zh')).toBe('[电话_1]')
  })

  test.each(['[EMAIL_1', 'EMAIL_1', '[邮箱_1', '\\[EMAIL\\_1'])(
    'does not take a number that was cut off for a shorter one: %s',
    (written) => {
      const vault = createVault()
      const addresses = Array.from({ length: 12 }, (_, index) => `a${index + 1}@example.com`)
      for (const address of addresses) vault.placeholderFor('EMAIL', address)

      expect(restore(`Ask ${written}`, vault)).toBe('Ask (e-mail address)')
      expect(restore(`Ask ${written.replace('1', '2')}`, vault)).toBe('Ask a2@example.com')
      expect(restore(`Ask ${written} `, vault)).toBe(
        written.startsWith('[') || written.startsWith('\\') ? `Ask a1@example.com` : 'Ask a1@example.com ',
      )
    },
  )

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

function streamed(pieces: readonly string[], vault = vaultOfTwo()): readonly string[] {
  const restorer = createRestorer(vault)
  return [...pieces.map((piece) => restorer.push(piece)), restorer.end()]
}

/** A text in pieces of one to five characters. */
function inPieces(text: string, random: Random): readonly string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 0) {
    pieces.push(text.slice(at, at + 1 + Math.floor(random() * 5)))
  }
  return pieces
}

describe('restoring a stream', () => {
  test('gives the same text wherever the stream is cut', () => {
    const text =
      'Ask [EMAIL_1] or \\[EMAIL\\_2\\], 【EMAIL_1】 EMAIL_2 [Email 2] [EMAIL_9] [1]【2】 [EMAIL_1[EMAIL_2]] [邮箱_1] 【姓名1】 [卡号 EMAIL_12 [邮箱_'
    const whole = restore(text, vaultOfTwo())

    const different = Array.from({ length: text.length + 1 }, (_, cut) => cut).filter(
      (cut) => streamed([text.slice(0, cut), text.slice(cut)]).join('') !== whole,
    )

    expect(different).toEqual([])
  })

  test('gives the same text for any text in pieces of any size', () => {
    const random = seededRandom(3)
    const texts = Array.from({ length: 200 }, () => jumble(random))

    const different = texts.filter((text) => {
      const vault = createVault()
      const redacted = redact(text, vault).text
      return [text, redacted].some(
        (source) => streamed(inPieces(source, random), vault).join('') !== restore(source, vault),
      )
    })

    expect(different).toEqual([])
  })

  test('holds back no more than the longest placeholder', () => {
    const beginnings = [
      '\\[ RESIDENT\\_ID\\_CN\\_999999 ',
      '[ email_1',
      'BANK\\_CARD\\_CN\\_12345',
      '\\[',
      'PRIVATE_KEY_',
    ]
    const random = seededRandom(5)
    const restorer = createRestorer(createVault())
    let pushed = 0
    let shown = 0

    const held = inPieces(beginnings.join('').repeat(20), random).map((piece) => {
      pushed += piece.length
      shown += restorer.push(piece).length
      return pushed - shown
    })

    expect(Math.max(...held)).toBeGreaterThan(0)
    expect(Math.max(...held)).toBeLessThanOrEqual(longestPlaceholder)
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
    expect(streamed(['Ask [EMAIL_1'])).toEqual(['Ask ', 'ann@example.com'])
    expect(streamed(['Ask [EMA'])).toEqual(['Ask ', '(e-mail address)'])
    expect(streamed(['Ask [PHO'])).toEqual(['Ask ', '[PHO'])
    expect(streamed(['Ask [E'])).toEqual(['Ask ', '[E'])
  })

  test('shows a value once, also when the stream stops in the middle of a longer number', () => {
    expect(streamed(['EMAIL_1', '2 and EMAIL_1', '.']).join('')).toBe('EMAIL_12 and ann@example.com.')
  })
})
