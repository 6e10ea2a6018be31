/** A mail, whatever format it was stored in. */
export interface Mail {
  readonly subject: string
  /** `Name <address>`, or what there is of it. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly cc: readonly string[]
  /** When it was sent, as the sender's clock had it: `2026-04-01 09:30 +02:00`. */
  readonly date?: string
  readonly html?: string
  readonly text?: string
  readonly attachments: readonly MailAttachment[]
  /** What a person should know, such as parts that could not be read. */
  readonly warnings: readonly string[]
}

export interface MailAttachment {
  /** As the sender named it; not to be trusted as a path. */
  readonly name?: string
  readonly mediaType: string
  readonly content: Uint8Array
  /** Whether it is shown within the text, as a logo in a signature is. */
  readonly isInline: boolean
}

/** @throws LorekeepError `document-unreadable` */
export type MailReader = (bytes: Uint8Array, path: string) => Promise<Mail>

/** `Name <address>`, or whichever of them there is. */
export function addressLine(name: string | undefined, address: string | undefined): string {
  const [person, place] = [name?.trim() ?? '', address?.trim() ?? '']
  if (person === '' || person === place) return place
  return place === '' ? person : `${person} <${place}>`
}

/** A time as a clock showed it that is this many minutes ahead of UTC. */
export function clockTime(time: Date, minutesAhead: number): string {
  const shown = new Date(time.valueOf() + minutesAhead * 60_000).toISOString()
  const ahead = Math.abs(minutesAhead)
  const digits = (number: number) => String(number).padStart(2, '0')
  const zone = `${minutesAhead < 0 ? '-' : '+'}${digits(Math.floor(ahead / 60))}:${digits(ahead % 60)}`
  return `${shown.slice(0, 10)} ${shown.slice(11, 16)} ${zone}`
}
