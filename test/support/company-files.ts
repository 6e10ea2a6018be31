import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Values that must never leave the house, planted in documents and questions of the tests. */
export const planted = {
  email: 'dorothea.lindqvist@halden-example.com',
  phone: '+44 20 7946 0958',
  card: '4111 1111 1111 1111',
  residentId: '11010519491231002X',
  iban: 'GB82 WEST 1234 5698 7654 32',
} as const

const files: Readonly<Record<string, string>> = {
  'access.yaml':
    'rules:\n  - path: "**"\n    groups: [everyone]\n  - path: "salaries/**"\n    groups: [hr]\n    classification: restricted\n',
  'leave.md':
    '# Annual leave\n\n## Allowance\n\nFull-time employees receive 27 days of paid annual leave each year.\n\n## Carry-over\n\nUp to 8 unused days may be carried over until 30 June.\n',
  'contacts.md': `# Travel desk\n\nThe travel desk books hotels for business trips. Write to ${planted.email} or call ${planted.phone} on working days.\n`,
  'refunds.md': `# Refunds\n\nRefunds of the travel card are paid to the account ${planted.iban}. The card number of the travel card is ${planted.card}.\n`,
  'salaries/bands.md': '# Salary bands\n\nThe salary band of grade G7 runs from 61,000 to 74,500 pounds a year.\n',
  '年假.md':
    '# 年假管理办法\n\n## 天数\n\n员工工作满一年后每年享受十五天带薪年假。\n\n## 申请\n\n年假应提前五个工作日在人事系统中申请。\n',
}

/** Writes a small company's documents into a folder. */
export function writeCompanyFiles(folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

export const companyDocuments = Object.keys(files).filter((path) => path.endsWith('.md'))
