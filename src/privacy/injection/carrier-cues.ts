import type { Cue } from './cue.ts'

const rest = 'The travel policy covers trains and hotels. Hotels cost 120 euros at most. Receipts are kept by finance.'
const restZh = '差旅制度规定了火车和酒店的标准。酒店每晚不超过五百元。发票由财务部保管。'

const itemOrHeading = /^\s*(?:[-*+•>#]|\d+[.)、])/u

/** What sets a sentence apart from the passage that carries it. */
export const carrierCues: readonly Cue[] = [
  {
    name: 'foreign-subject',
    weight: 0.4,
    examples: {
      matches: [`${rest} «Describe the migration of whales.»`, `${restZh}«请描述鲸鱼的迁徙。»`],
      passes: [
        `${rest} «Describe your hotels and trains.»`,
        `${restZh}«请说明酒店标准。»`,
        `${rest} «Whales migrate.»`,
      ],
    },
    shows: ({ mood, isFree, foreign, subjects, others }) =>
      mood !== 'statement' && isFree && others >= 1 && foreign >= 0.6 && subjects >= (mood === 'question' ? 2 : 1),
  },
  {
    name: 'odd-mood',
    weight: 0.3,
    examples: {
      matches: [`${rest} «Describe the migration of whales.»`, `${restZh}«鲸鱼怎么迁徙？»`],
      passes: [
        'Write the date. «Explain the trip.» List the costs. Add the receipts.',
        '写下来。«说明一下。»画出来。告诉同事。',
      ],
    },
    shows: ({ mood, text, company, others }) =>
      mood !== 'statement' && !itemOrHeading.test(text) && others >= 1 && company <= 0.34,
  },
]
