import type { AdminTexts } from './admin-en.ts'

const count = (n: number): string => n.toLocaleString('zh-CN')

/** Every text of the administrators' page in Chinese. */
export const adminZh: AdminTexts = {
  page: {
    title: '管理',
    skipToContent: '跳到正文',
    ask: '去提问',
    signOut: '退出登录',
    switchLanguage: 'English',
    switchLanguageLabel: 'Switch to English',
    loading: '正在加载……',
    signedOut: '您的登录已失效。',
    signIn: '重新登录',
    tryAgain: '重试',
    separator: '、',
  },

  sources: {
    heading: '文件来源',
    none: '尚未读入任何来源。',
    noneHint: '请在运行 Lorekeep 的机器上指定要读取的文件夹：',
    kinds: { folder: '文件夹', git: 'Git 仓库', web: '网页', s3: 'S3 存储桶' },
    documents: (n) => `${count(n)} 份文件`,
    failures: (n) => `${count(n)} 份文件无法读取`,
    lastRun: '上次读取',
    never: '从未',
    nextRun: '下次读取',
    schedule: (expression) => `按计划（${expression}）`,
    onRequest: '按需',
    run: '立即读取',
    runLabel: (source) => `立即读取 ${source}`,
    retry: '重试失败的文件',
    retryLabel: (source) => `重试 ${source} 中失败的文件`,
    started: (source) => `已开始读取 ${source}。`,
  },

  run: {
    heading: (source) => `${source} 的读取记录`,
    back: '全部来源',
    details: '查看详情',
    detailsLabel: (source) => `查看 ${source} 的读取详情`,
    cancel: '取消',
    cancelLabel: (source) => `取消读取 ${source}`,
    cancelling: '正在取消……',
    cancelled: '已请求停止此次读取。',
    barLabel: (source) => `${source} 的读取进度`,
    files: (done, total) => `已处理 ${count(done)} / ${count(total)} 份文件`,
    fetched: (done, total) =>
      total === undefined ? `已获取 ${count(done)} 项` : `已获取 ${count(done)} / ${count(total)} 项`,
    chunks: (n) => `${count(n)} 个片段`,
    rate: (perSecond) =>
      `每秒 ${perSecond.toLocaleString('zh-CN', { maximumFractionDigits: perSecond < 10 ? 1 : 0 })} 个片段`,
    left: (duration) => `剩余约 ${duration}`,
    failed: (n) => `${count(n)} 份失败`,
    connectionLost: '连接已中断，正在重试……',
    latest: '刚刚处理',
    began: '开始时间',
    took: '用时',
    by: '发起方式',
    revision: '来源的版本',
    inIndex: '整个索引',
    inIndexLine: (documents, chunks) => `${count(documents)} 份文件，${count(chunks)} 个片段`,
    written: '写入片段',
    writtenLine: (written, reused) =>
      reused === 0 ? `${count(written)} 个` : `${count(written)} 个，其中沿用 ${count(reused)} 个`,
    withheld: '不发往云端',
    withheldLine: (chunks) => `${count(chunks)} 个，只能按用词找到`,
    removed: '移除',
    skipped: '因类型不支持而跳过',
  },

  statuses: {
    running: '进行中',
    succeeded: '已完成',
    failed: '失败',
    cancelled: '已取消',
    interrupted: '已中断',
  },

  statusHints: {
    interrupted: '进程在读取完成前结束。请再次读取以继续，已读入的内容会保留。',
  },

  phases: {
    waiting: '等待其他读取完成',
    preparing: '准备中',
    fetching: '获取中',
    reading: '读取中',
    publishing: '发布中',
  },

  triggers: { command: '命令行', request: '请求', schedule: '计划', start: '服务启动' },

  outcomes: {
    added: '新增',
    changed: '更新',
    relabelled: '更新标签',
    unchanged: '未变',
    duplicate: '重复',
    failed: '失败',
  },

  files: {
    heading: '文件',
    filter: '显示',
    all: '全部',
    csv: '下载 CSV',
    none: '没有此类文件。',
    unchangedNote: '未变的文件只计数，不列出。',
    path: '文件',
    outcome: '结果',
    pages: '页数',
    chunks: '片段',
    characters: '字符',
    language: '语言',
    classification: '密级',
    sensitive: '敏感信息',
    time: '用时',
    sameAs: (path) => `与 ${path} 内容相同`,
    kind: (name, n) => `${name} ${count(n)} 处`,
    range: (from, to, total) => `第 ${count(from)}–${count(to)} 项，共 ${count(total)} 项`,
    previous: '上一页',
    next: '下一页',
  },

  failures: {
    heading: '无法读取的文件',
    none: '所有文件均可读取。',
    source: '来源',
    file: '文件',
    reason: '原因与处理办法',
    more: (n) => `再显示 ${count(n)} 项`,
  },

  budgets: {
    heading: '预算',
    none: '尚未设置任何额度：提问的费用不受限制。',
    noneHint: '请在运行 Lorekeep 的机器上设置：',
    whose: '适用对象',
    used: '已用',
    limit: '额度',
    expected: '本月预计',
    runsOut: '预计用完日期',
    lasts: '够用',
    afterwards: '用完之后',
    kinds: { organisation: '全公司', team: '团队', user: '用户', key: 'API 密钥', site: '网站' },
    periods: { day: '每天', month: '每月' },
    policies: { cheaper: '改用较便宜的模型', extractive: '摘录原文', stop: '停止回答' },
    from: (percent) => `（用去 ${percent}% 起）`,
    tokens: (n) => `${count(n)} 个词元`,
    usedLine: (percent, spent) => `${count(percent)}%，共 ${spent}`,
    barLabel: (whose, period) => `${whose}${period}预算的使用情况`,
  },

  runs: {
    heading: '最近的读取',
    none: '尚未进行过读取。',
    began: '开始时间',
    source: '来源',
    status: '状态',
    files: '文件',
    added: '新增',
    changed: '更新',
    removed: '移除',
    failed: '失败',
    took: '用时',
  },

  chart: {
    label: (runs, files, failed) => `最近 ${count(runs)} 次读取，从旧到新。读入文件数：${files}。失败数：${failed}。`,
    bar: (when, files, failed) => `${when}：读入 ${count(files)} 份，失败 ${count(failed)} 份`,
    caption: (runs) => `最近 ${count(runs)} 次读取的文件`,
    read: '读入',
    failed: '失败',
  },

  languages: { en: '英文', zh: '中文' },

  classifications: { public: '公开', internal: '内部', confidential: '机密', restricted: '严格受限' },

  durations: {
    seconds: (n) => `${n} 秒`,
    minutes: (n) => `${count(n)} 分钟`,
    hours: (hours, minutes) => `${count(hours)} 小时 ${minutes} 分`,
  },

  problems: {
    'conflict': '目前无法进行此操作。',
    'forbidden': '此页面仅供管理员使用。',
    'not-found': '此内容已不再保存。',
    'cancelled': '此次读取已取消。',
    'source-unavailable': '无法连接到来源。',
    'index-unavailable': '暂时无法连接数据库或索引。',
    'unreachable': '无法连接服务。请检查网络。',
    'silent': '服务长时间没有响应。',
    'internal': '出现了问题。',
  },
}
