import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { LorekeepError } from '../../domain/errors.ts'
import type { Sealer } from '../../ports/sealer.ts'

const version = 'v1'
const nonceBytes = 12
const tagBytes = 16

/** Seals text with AES-256-GCM (NIST SP 800-38D) under a key derived from a secret; a fresh nonce each time. */
export function createAesSealer(secret: string): Sealer {
  const key = createHash('sha256').update(`lorekeep-sealer:${secret}`).digest()
  return {
    seal(plain) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${version}.${sealed.toString('base64url')}`
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
        decipher.setAuthTag(bytes.subarray(-tagBytes))
        const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
        return plain.toString('utf8')
      } catch (error) {
        throw new LorekeepError('data-damaged', 'Sealed data cannot be opened.', {
          hint: 'It was sealed with another SESSION_SECRET. Restore the former one, or begin a new conversation.',
          cause: error,
        })
      }
    },
  }
}
