import type { MailAttachment } from './mail.ts'

/** Parts that hide text from us, and what they are. */
const unread: readonly (readonly [RegExp, string])[] = [
  [/^application\/(?:vnd\.)?ms-tnef$/, 'is in a format of Outlook alone (TNEF) and was not read'],
  [/^application\/(?:x-)?pkcs7-mime$/, 'is encrypted or signed as a whole (S/MIME) and was not read'],
  [/^application\/pgp-encrypted$/, 'is encrypted (PGP) and was not read'],
]

/** A warning for each part that may hold text that nobody will find. */
export function unreadParts(attachments: readonly MailAttachment[]): readonly string[] {
  return attachments.flatMap(({ name, mediaType }) => {
    const type = name?.toLowerCase() === 'winmail.dat' ? 'application/ms-tnef' : mediaType
    const reason = unread.find(([pattern]) => pattern.test(type))?.[1]
    return reason === undefined ? [] : [`The part "${name ?? mediaType}" ${reason}.`]
  })
}
