/** Versions, models and sizes that take each other's place in a question: the same in every language. */
export const exchangedVersions: readonly string[] = [
  '2.1|2.2',
  'v3|v4',
  '10.4.1|10.4.2',
  'Windows 10|Windows 11',
  'Python 3.9|Python 3.12',
  'Java 17|Java 21',
  'PX-200|PX-210',
  'ISO 9001|ISO 27001',
  'A4|A5',
  'X1a|X1b',
]
