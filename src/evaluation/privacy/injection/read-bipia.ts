import * as z from 'zod'
import type { AttackKind } from './attack.ts'

const attacks = z.record(z.string(), z.array(z.string()))
const carrier = z.object({ context: z.string() })

/** The attacks of BIPIA (Yi et al. 2023) by kind. @throws ZodError for another format */
export function readBipiaAttacks(file: string): readonly AttackKind[] {
  return Object.entries(attacks.parse(JSON.parse(file))).map(([name, texts]) => ({ name, attacks: texts }))
}

/** The texts that BIPIA plants its attacks in, a line each. @throws ZodError for another format */
export function readBipiaCarriers(file: string): readonly string[] {
  return file
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => carrier.parse(JSON.parse(line)).context)
}
