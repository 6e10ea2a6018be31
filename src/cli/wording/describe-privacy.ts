import type { PrivacyWeek } from '../../privacy/privacy-report.ts'
import { table } from './table.ts'

/** The report of the data-protection officer as two tables: questions by week, and values by week and kind. */
export function describePrivacy(weeks: readonly PrivacyWeek[]): string {
  if (weeks.length === 0) return 'No questions in this time.'
  const kinds = weeks.flatMap(({ week, kinds: found }) => found.map((each) => ({ week, ...each })))
  return [
    table(
      [
        'week of',
        'questions',
        'blocked',
        'abstained',
        'failed',
        'quoted',
        'on-prem',
        'cloud',
        'from cache',
        'sent to cloud',
        'kept: classification',
        'kept: kinds',
        'kept: not redacted',
      ],
      weeks.map(({ week, questions, blocked, abstained, failed, answers, sentToCloud, keptInHouse }) => [
        week,
        questions,
        blocked,
        abstained,
        failed,
        answers.extractive,
        answers['on-prem'],
        answers.cloud,
        answers.cache,
        sentToCloud,
        keptInHouse['classification-forbids-cloud'],
        keptInHouse['kinds-forbid-cloud'],
        keptInHouse['redaction-failed'],
      ]),
    ),
    '',
    kinds.length === 0
      ? 'No sensitive values were found.'
      : table(
          ['week of', 'kind', 'found', 'hidden from cloud', 'blocked'],
          kinds.map(({ week, kind, found, hiddenFromCloud, blocked }) => [week, kind, found, hiddenFromCloud, blocked]),
        ),
  ].join('\n')
}
