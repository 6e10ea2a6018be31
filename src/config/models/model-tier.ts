import * as z from 'zod'

/** Where a model stands that has an entry in the file of models. */
export const modelTier = z.enum(['on-prem', 'cloud'])
