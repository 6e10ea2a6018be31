import type { AccessLabel } from '../access/access-label.ts'
import type { Classification } from '../access/classification.ts'

/** Where the documents of a source come from. */
export type SourceOrigin =
  | { readonly kind: 'folder' }
  | {
      readonly kind: 'git'
      /** `https://…`, `ssh://…`, `file://…` or `git@host:path`. */
      readonly url: string
      /** The remote's own default unless given. */
      readonly branch?: string
      /** Name of the credential, for private repositories. */
      readonly credential?: string
    }
  | {
      readonly kind: 'web'
      /** Pages to begin at; links are followed below them. */
      readonly start: readonly string[]
      /** Addresses of sitemaps. */
      readonly sitemaps: readonly string[]
      readonly maxPages: number
      /** Hosts in private networks are fetched only where this is true. */
      readonly allowPrivate: boolean
      /** Name of the credential, for pages behind HTTP basic authentication. */
      readonly credential?: string
    }
  | {
      readonly kind: 's3'
      readonly bucket: string
      readonly prefix?: string
      readonly region?: string
      /**
       * Address of a compatible service; AWS unless given. Where the service wants the bucket in the
       * host's name, `{bucket}` stands for it: `https://{bucket}.oss-cn-hangzhou.aliyuncs.com`.
       */
      readonly endpoint?: string
      readonly credential?: string
    }

/** How many pages of a web source are fetched unless its definition says otherwise. */
export const defaultMaxPages = 10_000

/** A place that documents come from, and the labels they get when nothing more specific is said. */
export interface Source {
  readonly name: string
  readonly origin: SourceOrigin
  /** Absolute path of the folder; of the local copy for a source that is elsewhere. */
  readonly root: string
  readonly accessLabel: AccessLabel
  readonly classification: Classification
  /** Whom to ask about its documents where they do not say so themselves. */
  readonly owner?: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Cron expression of five fields, in the service's time zone; undefined for a source that is ingested on request. */
  readonly schedule?: string
}
