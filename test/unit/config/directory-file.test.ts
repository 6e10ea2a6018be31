import { describe, expect, test } from '@jest/globals'
import { parseDirectoryFile } from '../../../src/config/directory-file.ts'

const parse = (...lines: readonly string[]) => parseDirectoryFile(lines.join('\n'), 'people.csv')

describe('the directory file', () => {
  test('gives a person or company a line, with aliases', () => {
    const entries = parse('name,aliases,kind', 'Jane Smith,"J. Smith; 简·史密斯",person', '王小明,,', 'Halden,,company')

    expect(entries).toEqual([
      { kind: 'PERSON', names: ['Jane Smith', 'J. Smith', '简·史密斯'] },
      { kind: 'PERSON', names: ['王小明'] },
      { kind: 'COMPANY', names: ['Halden'] },
    ])
  })

  test('may have its columns in any order, others among them, a byte order mark and Windows line ends', () => {
    const entries = parseDirectoryFile(
      '\uFEFFid,Kind,Name\r\n7,company,"Smith, Jones ""& Sons"""\r\n\r\n',
      'people.csv',
    )

    expect(entries).toEqual([{ kind: 'COMPANY', names: ['Smith, Jones "& Sons"'] }])
  })

  test('is refused as a whole, with the line of every mistake', () => {
    expect(() => parse('name,aliases,kind', 'Jane Smith,J,', ',x y,', '"Two\nLines",,robot')).toThrow(
      expect.objectContaining({
        code: 'bad-configuration',
        message: expect.stringMatching(
          /people\.csv.*line 2: a name of one letter.*line 3: the name is empty.*line 4: the kind/,
        ),
      }),
    )
  })

  test('is refused without a column of names', () => {
    expect(() => parse('surname,kind', 'Smith,person')).toThrow(/there is no column "name"/)
  })
})
