import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone('[A-Za-z]{0,4}-?\\d{3,10}(?:-\\d{1,6})?'), named: 0.8 },
]

const words = cues({
  for:
    latinWords(
      '(?:employee|staff|personnel|worker|payroll|badge)(?: ?(?:ids?|numbers?|no|nr|#))|emp(?:loyee)?[ _]?(?:id|no)|personalnummer',
    ) + '|工号|员工编号|员工号|职工号|职工编号|人员编号|員工編號',
  against: latinWords('phone|tel|mobile|since|dated?|ssn') + '|电话|手机|日期',
})

/** Numbers of employees behind a word for it. A company with a pattern of its own names it in the policy. */
export const employeeNumber: Recogniser = {
  kind: 'EMPLOYEE_NUMBER',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'employee number «48213»',
      'Employee number: «48213»',
      'Employee ID: «EMP-00482»',
      'staff no. «A48213» asked',
      '工号：«100482»',
      '员工编号«ＫＷ００４８２»离职',
    ],
    passes: ['The number of employees is 48213.', '工号是什么？', 'employee handbook 2026', 'staff 48213'],
  },
  find: findNumbers('EMPLOYEE_NUMBER', shapes, words, 24),
  identityOf: charactersOf,
}
