import type { Checksum } from '../../domain/privacy/company-rules.ts'
import { creditCodeHolds } from '../recognisers/credit-code-cn.ts'
import { mod112Holds, mod9710Holds } from '../recognisers/clues/iso-7064.ts'
import { charactersOf } from '../recognisers/clues/labelled-number.ts'
import { luhnHolds } from '../recognisers/clues/luhn.ts'

const holds: Readonly<Record<Checksum, (characters: string) => boolean>> = {
  'luhn': (characters) => /^\d+$/.test(characters) && luhnHolds(characters),
  'mod11-2': (characters) => /^\d+[\dX]$/.test(characters) && mod112Holds(characters),
  'mod97-10': (characters) => /^[\dA-Z]+$/.test(characters) && mod9710Holds(characters),
  'credit-code': (characters) => /^[\dA-Z]{18}$/.test(characters) && creditCodeHolds(characters),
}

/** Whether the letters and digits of a value keep to a check. */
export function checksumHolds(checksum: Checksum, value: string): boolean {
  return holds[checksum](charactersOf(value))
}
