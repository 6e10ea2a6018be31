import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { FileOutcome } from '../../src/domain/ingest/ingest-report.ts'
import type { Policy } from '../../src/domain/privacy/policy.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import type { LabelResolver } from '../labels/resolve-labels.ts'
import type { LabelsFingerprint } from '../labels/labels-fingerprint.ts'

/** The labels that hold in a folder: that of the source, or the one an archive was unpacked into. */
export interface LabelScope {
  /** What comes before the path of each file in the folder to make the path of its document. */
  readonly prefix: string
  readonly resolver: LabelResolver
  readonly fingerprint: LabelsFingerprint
  /** Whether the files came by mail: then they say nothing about who may read them. */
  readonly isFromOutside: boolean
}

/** What is the same for every file of a run, and what the run has found out so far. */
export interface RunState {
  readonly source: Source
  readonly embedderId: string
  readonly policy: Policy
  /** Who runs the ingest, for the audit trail. */
  readonly actor: string
  /** New versions wait until all can be shown in one step. */
  readonly atomic: boolean
  readonly retryFailed: boolean
  /** Versions that an earlier, interrupted run left waiting, by document id. */
  readonly staged: ReadonlyMap<string, string>
  /** Documents that were added, changed or relabelled. */
  readonly touched: Set<string>
  /** Documents whose file now is the duplicate of another one. */
  readonly replaced: Set<string>
  /** Content that is being stored or, in an atomic run, waits: the document by content and labels. */
  readonly contents: Map<string, Promise<RegisteredDocument | undefined>>
  /** What was said of the files that are duplicates, should they have to stand for themselves. */
  readonly duplicates: Map<string, FileOutcome>
  /** Archives and mails that were not opened: what is known of the files in them stays. */
  readonly closed: Set<string>
  /** How many files failed in a way that may pass by itself. */
  passing: number
  /** What is only to be noted once the run's versions are shown, by path. */
  readonly afterwards: Map<string, () => Promise<void>>
}
