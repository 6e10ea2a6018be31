import { expect, test } from '@jest/globals'
import { isOpen, type Schedule } from '../../../../src/domain/time/schedule.ts'

const office: Schedule = {
  timeZone: 'Europe/Berlin',
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
}
const nights: Schedule = {
  timeZone: 'Asia/Shanghai',
  hours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '18:00', to: '08:00' },
    { days: ['sat', 'sun'], from: '00:00', to: '24:00' },
  ],
}
const openAt = (schedule: Schedule, ...times: readonly string[]) =>
  times.map((time) => isOpen(schedule, Date.parse(time)))

test('hours are those of the time zone, in summer and in winter, from the first minute to before the last', () => {
  expect(openAt(office, '2026-07-06T05:59Z', '2026-07-06T06:00Z', '2026-07-06T15:59Z', '2026-07-06T16:00Z')).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(openAt(office, '2026-01-05T06:30Z', '2026-01-05T07:00Z')).toEqual([false, true])
})

test('other days are closed', () => {
  expect(openAt(office, '2026-07-04T10:00Z', '2026-07-05T10:00Z')).toEqual([false, false])
})

test('hours that end on the next day belong to the day on which they begin', () => {
  // In Shanghai: Monday 07:59 and 19:00, Friday 23:00, Saturday 07:00 and 23:59, Monday 00:00.
  const monday = ['2026-07-05T23:59Z', '2026-07-06T11:00Z'] as const
  expect(openAt(nights, ...monday, '2026-07-10T15:00Z', '2026-07-10T23:00Z', '2026-07-11T15:59Z')).toEqual([
    false,
    true,
    true,
    true,
    true,
  ])
  expect(openAt(nights, '2026-07-06T23:59Z', '2026-07-07T00:00Z')).toEqual([true, false])
})
