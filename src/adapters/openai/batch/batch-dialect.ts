import type { BatchDialect } from '../../../domain/routing/model-catalogue.ts'

/** What differs between the batch APIs that follow OpenAI's. */
export interface BatchTerms {
  /** The path that each line of a file names, and the batch once more. */
  readonly endpoint: string
  /** What a batch is created with, beside its file and its endpoint. */
  readonly creation: (name: string, windowHours: number) => Readonly<Record<string, unknown>>
  /** What a file is uploaded with, beside itself. */
  readonly upload: { readonly expires_after?: typeof forgottenLater }
  /** Whether a file must have been looked through by the provider before a batch can be made of it. */
  readonly checksFiles: boolean
}

/** Files that a crash kept us from deleting. Azure takes no less than 14 days. */
const forgottenLater = { anchor: 'created_at', seconds: 14 * 24 * 60 * 60 } as const

/**
 * OpenAI: https://platform.openai.com/docs/guides/batch · Azure: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/batch
 * · DashScope: https://help.aliyun.com/zh/model-studio/batch-interfaces-compatible-with-openai, with a window in hours and
 * its own names for what a batch is called · Zhipu: https://docs.bigmodel.cn/cn/guide/tools/batch, without a window.
 */
export const batchTerms = {
  openai: {
    endpoint: '/v1/chat/completions',
    creation: (name) => ({ completion_window: '24h', metadata: { name }, output_expires_after: forgottenLater }),
    upload: { expires_after: forgottenLater },
    checksFiles: false,
  },
  azure: {
    endpoint: '/chat/completions',
    creation: () => ({ completion_window: '24h' }),
    upload: { expires_after: forgottenLater },
    checksFiles: true,
  },
  dashscope: {
    endpoint: '/v1/chat/completions',
    creation: (name, hours) => ({ completion_window: `${hours}h`, metadata: { ds_name: name } }),
    upload: {},
    checksFiles: false,
  },
  zhipu: {
    endpoint: '/v4/chat/completions',
    creation: (name) => ({ auto_delete_input_file: true, metadata: { name } }),
    upload: {},
    checksFiles: false,
  },
} as const satisfies Record<BatchDialect, BatchTerms>
