/** Whose batch API the server speaks. */
export type BatchVendor = 'openai' | 'azure' | 'dashscope' | 'zhipu'

/** What the documents of a vendor say of its batch API, as far as it differs from the others. */
export interface BatchRules {
  /** What stands before `/files` and `/batches`. */
  readonly prefix: string
  /** The one path that lines and batches may name. */
  readonly endpoint: string
  /** Fields that a batch is created with; others are refused. */
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Fields that `metadata` may have; any where absent. */
  readonly metadata?: readonly string[]
  /** The form of the window, where there is one. */
  readonly window?: RegExp
  readonly shortestCustomId: number
  /** How a file that there is none of is named. */
  readonly noFile: '' | null | undefined
  /** What the status of a file goes through before a batch can be made of it. */
  readonly fileStatuses: readonly string[]
}

export const batchRules = {
  openai: {
    prefix: '/v1',
    endpoint: '/v1/chat/completions',
    required: ['input_file_id', 'endpoint', 'completion_window'],
    optional: ['metadata', 'output_expires_after'],
    window: /^24h$/,
    shortestCustomId: 1,
    noFile: '',
    fileStatuses: ['processed'],
  },
  azure: {
    prefix: '/openai',
    endpoint: '/chat/completions',
    required: ['input_file_id', 'endpoint', 'completion_window'],
    optional: ['output_expires_after'],
    window: /^24h$/,
    shortestCustomId: 1,
    noFile: '',
    fileStatuses: ['pending', 'processed'],
  },
  dashscope: {
    prefix: '/v1',
    endpoint: '/v1/chat/completions',
    required: ['input_file_id', 'endpoint', 'completion_window'],
    optional: ['metadata'],
    metadata: ['ds_name', 'ds_description', 'ds_batch_finish_callback'],
    window: /^(?:2[4-9]|[3-9]\d|[12]\d\d|3[0-2]\d|33[0-6])h$|^(?:[1-9]|1[0-4])d$/,
    shortestCustomId: 1,
    noFile: null,
    fileStatuses: ['processed'],
  },
  zhipu: {
    prefix: '/v1',
    endpoint: '/v4/chat/completions',
    required: ['input_file_id', 'endpoint'],
    optional: ['auto_delete_input_file', 'metadata'],
    shortestCustomId: 6,
    noFile: undefined,
    fileStatuses: ['processed'],
  },
} as const satisfies Record<BatchVendor, BatchRules>
