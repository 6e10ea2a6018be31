import { expect, test } from '@jest/globals'
import { accessLabelOf, groupsOf } from '../../../../src/domain/access/access-label.ts'
import { type Principal, readableLabels } from '../../../../src/domain/access/principal.ts'

const user = (groups: readonly string[]): Principal => ({ id: 'user:1', kind: 'user', name: 'A', groups })

test('the same groups make the same label, whatever their order, case and repeats', () => {
  expect(accessLabelOf(['HR', 'finance', 'hr'])).toBe(accessLabelOf(['finance', 'hr']))
  expect(groupsOf(accessLabelOf(['hr', 'finance']))).toEqual(['finance', 'hr'])
})

test('[P2] a document without groups is readable by administrators only', () => {
  const nobody = accessLabelOf([])
  expect(readableLabels(user(['hr']), [nobody])).toEqual({ all: false, labels: [] })
  expect(readableLabels({ ...user([]), kind: 'admin' }, [nobody])).toEqual({ all: true })
})

test('[P2] one group of a label is enough to read, and everyone belongs to everyone', () => {
  const inUse = [accessLabelOf(['hr', 'finance']), accessLabelOf(['support']), accessLabelOf(['everyone'])]
  expect(readableLabels(user(['hr']), inUse)).toEqual({ all: false, labels: [inUse[0], inUse[2]] })
})

test('[P10] something that is no group name is refused', () => {
  expect(() => accessLabelOf(['hr|finance'])).toThrow('"hr|finance" is not a group name.')
  expect(() => accessLabelOf([''])).toThrow('is not a group name')
})
