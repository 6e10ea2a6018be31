/** The promises of the product. Each is cited, as `[P1]`, by the name of at least one test that proves it. */
export const requirements = {
  P1: 'No detected sensitive value appears in any request to a cloud model; if redaction cannot run, the cloud is not called.',
  P2: 'A passage the caller may not read is never retrieved, cited, cached for or sent on behalf of that caller.',
  P3: 'An on-prem-only question never reaches the cloud, whatever fails; it gets an extractive answer or a clear error.',
  P4: 'A deleted document is not retrievable, citable or served from any cache.',
  P5: 'Every answered question has its ledger entries and audit record, also when the stream was cut or the client left.',
  P6: 'Concurrent requests never overspend a budget.',
  P7: 'Ingesting the same folder twice changes nothing; killing an ingest at any moment loses nothing and leaves no half document.',
  P8: 'A bad file stops that file, with a reason a person understands, never the run.',
  P9: 'Each cited quote exists, letter for letter, in the cited version of the document.',
  P10: 'Bad input gets a clear error and changes nothing.',
} as const
