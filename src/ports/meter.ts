/** What is counted for a monitoring system, by name and labels. Counters begin at zero with the process and only grow. */
export interface Meter {
  /** Adds to a counter. Labels are few and bounded: never ids, people or texts. */
  count(counter: CounterName, labels: Readonly<Record<string, string>>, by?: number): void
}

/** Every counter, with what it says. */
export const counters = {
  lorekeep_questions_total:
    'Questions that ended, by how they ended, where they were answered and whether from the cache.',
  lorekeep_model_calls_total: 'Calls of models, by what for and how they ended.',
  lorekeep_tokens_total: 'Tokens of calls: input, cached_input, output and reasoning, which together are all of them.',
  lorekeep_cost_micros_total: 'What calls cost, in millionths of the currency.',
  lorekeep_baseline_micros_total:
    'What questions would have cost with everything in the cloud, in millionths of the currency.',
  lorekeep_saved_micros:
    'What questions cost less than that, by what made them cheaper; falls where a part is negative.',
  lorekeep_token_counts_total:
    'Calls whose reported tokens were held against our own count: agrees, differs, or estimate without the tokenizer.',
  lorekeep_ledger_alarms_total:
    'Calls whose price is unknown, or whose tokens were reported otherwise than counted here.',
  lorekeep_budget_warnings_total:
    'Warnings of budgets, by whose they are, the period and the share that was reached; 100 where a call found no room.',
} as const

export type CounterName = keyof typeof counters
