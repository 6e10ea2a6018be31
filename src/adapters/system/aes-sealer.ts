import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { LorekeepError } from '../../domain/errors.ts'
import type { Sealer } from '../../ports/sealer.ts'

const version = 'v1'
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals text with AES-256-GCM (NIST SP 800-38D) under a key derived from a secret; a fresh nonce each time.
 * @param former secrets of before: what was sealed with them is opened still
 */
export function createAesSealer(secret: string, former: readonly string[] = []): Sealer {
  const own = keyOf(secret)
  const keys = [own, ...former.filter((one) => one !== secret).map(keyOf)]
  return {
    seal(plain) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', own, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${version}.${sealed.toString('base64url')}`
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url')
      const attempts = keys.map((key) => attempt(bytes, key))
      const opened = attempts.find(({ plain }) => plain !== undefined)?.plain
      if (opened !== undefined) return opened
      throw new LorekeepError('data-damaged', 'Sealed data cannot be opened.', {
        hint: 'It was damaged, or sealed with another SESSION_SECRET: name that one in FORMER_SESSION_SECRETS.',
        cause: attempts[0]?.error,
      })
    },
  }
}

function keyOf(secret: string): Buffer {
  return createHash('sha256').update(`lorekeep-sealer:${secret}`).digest()
}

/** Whether a key is the right one is known only when the text has been authenticated. */
function attempt(bytes: Buffer, key: Buffer): { readonly plain?: string; readonly error?: unknown } {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
    decipher.setAuthTag(bytes.subarray(-tagBytes))
    const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
    return { plain: plain.toString('utf8') }
  } catch (error) {
    return { error }
  }
}
