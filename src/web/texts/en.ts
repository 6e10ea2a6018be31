import type { Budget } from '../../domain/accounting/budget.ts'
import type { Classification } from '../../domain/access/classification.ts'
import type { RouteReason } from '../../domain/routing/route.ts'
import { kindLabels } from '../../domain/privacy/sensitive-span.ts'

const count = (n: number): string => n.toLocaleString('en')
const plural = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`

/** Every text of the interface in English. It fixes the keys that each other language must have. */
export const en = {
  page: {
    skipToQuestion: 'Skip to the question box',
    newConversation: 'New conversation',
    signOut: 'Sign out',
    administration: 'Administration',
    switchLanguage: '中文',
    switchLanguageLabel: '切换到中文',
    conversation: 'Conversation',
    listSeparator: ', ',
  },

  welcome: {
    heading: 'What would you like to know?',
    lead: 'Lorekeep answers from the company’s own documents and shows you the words it relies on.',
    documents: (n: number) => `${plural(n, 'document has', 'documents have')} been read.`,
    noDocuments: 'No documents have been read yet. Ask whoever runs this service to add some.',
    reading: (done: number, total: number) => `Documents are still being read: ${count(done)} of ${count(total)}.`,
    readingStarts: 'Documents are still being read.',
  },

  question: {
    label: 'Your question',
    placeholder: 'Ask a question',
    followUp: 'Ask a follow-up question',
    send: 'Send the question',
    stop: 'Stop',
    remaining: (n: number) => `${plural(n, 'character', 'characters')} left`,
    tooLong: (n: number) => `${plural(n, 'character', 'characters')} too many. Please shorten the question.`,
  },

  budget: {
    low: (period: Budget['period'], percent: number) => `You have used ${percent} % of your budget for this ${period}.`,
    usedUp: (period: Budget['period']) => `Your budget for this ${period} is used up.`,
    policies: {
      cheaper: 'cheaper models are asked as long as they fit, then documents are quoted',
      extractive: 'documents are quoted',
      stop: 'no more is answered',
    } satisfies Record<Budget['whenExhausted'], string> as Record<Budget['whenExhausted'], string>,
    owners: {
      organisation: 'of the organisation',
      team: 'of the team',
      user: 'of the user',
      key: 'of the API key',
      site: 'of the site',
    } satisfies Record<Budget['kind'], string> as Record<Budget['kind'], string>,
    detail: (owner: string, period: Budget['period'], provider: string, policy: string) =>
      `the budget ${owner} for the ${period}, at ${provider}; now ${policy}`,
    lowDetail: (owner: string, period: Budget['period'], percent: string) =>
      `the budget ${owner} for the ${period}, ${percent} % used`,
  },

  answer: {
    searching: 'Looking through the documents…',
    writing: 'Writing the answer…',
    ready: (sources: number) => `The answer is complete, with ${plural(sources, 'source', 'sources')}.`,
    stoppedNotice: 'You stopped this answer.',
    abstained: 'Not answered: the documents do not say enough.',
    blocked: 'Not answered: the question was held back.',
    askAgain: 'Ask again',
    sources: 'Sources',
    source: (n: number, title: string) => `Source ${n}: ${title}`,
    page: (page: number) => `page ${page}`,
    weak: 'partly supported',
    unsupported: 'not supported by the quotation',
    weakLabel: 'this source supports the statement only in part',
    unsupportedLabel: 'this source does not support the statement',
    doubt: 'nothing in the documents was found to support this sentence',
    doubtLegend: 'marks sentences that nothing in the documents was found to support.',
    copy: 'Copy',
    copied: 'Copied',
    helpful: 'This answer helped',
    unhelpful: 'This answer did not help',
    thanks: 'Thank you for telling us.',
    why: 'Why this answer?',
  },

  origin: {
    label: 'How this answer was made',
    extractive: 'Quoted from the documents, without a language model',
    onPrem: (model: string) => `Written by ${model} on our own servers`,
    cloud: (model: string) => `Written by ${model} in the cloud`,
    cached: 'Kept from an earlier answer',
    cachedSince: (age: string) => `Kept from an answer given ${age}`,
    saved: (amount: string) => `Saved ${amount}`,
    hidden: (n: number) => plural(n, 'sensitive value hidden', 'sensitive values hidden'),
    nothingLeft: 'Nothing left the building',
    leftHidden: (n: number) =>
      n === 1
        ? '1 sensitive value hidden before anything left the building'
        : `${count(n)} sensitive values hidden before anything left the building`,
    left: 'Text left the building; no sensitive values were found in it',
    free: 'No cost',
    cost: (amount: string) => `Cost ${amount}`,
  },

  citation: {
    label: 'Source',
    loading: 'Opening the document…',
    version: (version: string) => `version ${version}`,
    page: (page: number) => `page ${page}`,
    superseded: 'There is a newer version of this document. You see the one that the answer was made from.',
    changed: 'The document has changed since this answer. This is the passage as it was then.',
    gone: 'The document is no longer there, or no longer open to you. This is the passage as it was quoted.',
    unreadable: 'The document could not be opened just now. This is the passage as it was quoted.',
    tryAgain: 'Try again',
    earlier: 'Show what comes before',
    later: 'Show what comes after',
    original: 'Open the original',
    close: 'Close',
  },

  explain: {
    heading: 'Why this answer?',
    loading: 'Collecting the reasons…',
    understoodAs: 'Understood as',
    relations: {
      'follow-up': 'A follow-up to what was asked before.',
      'same-topic': 'It stands on its own, on the subject of the conversation.',
      'new-topic': 'A new subject: what was said before was left out.',
    },
    completedByModel: 'Completed by the model on our own servers.',
    purposes: {
      rewrite: 'to complete the question',
      judge: 'to grade the answer',
      embed: 'to compare texts by their meaning',
      rerank: 'to rank passages by how well they answer',
    },
    textsSent: (count: number) => `${plural(count, 'text', 'texts')} sent.`,
    roles: { question: 'question', text: 'text' } as Readonly<Record<string, string>>,
    whereHeading: 'Where it was made',
    evidenceHeading: 'Evidence',
    evidenceEnough: 'The passages found were judged good enough to answer from.',
    evidenceLacking: 'The passages found were judged not good enough to answer from.',
    coverage: 'Of the question’s words in the passages',
    similarity: 'Closest in meaning',
    conflictHeading: 'Versions disagree',
    conflictLine: 'Documents of different dates say different things about this.',
    newerVersion: 'newer, followed by the answer',
    olderVersion: 'older',
    sentencesHeading: 'Sentences held against the passages',
    noSentences: 'The answer claims nothing that could be checked.',
    sentenceKinds: {
      supported: 'Supported',
      weak: 'Supported in part',
      unsupported: 'Not supported, marked in the answer',
      removed: 'Not supported, left out',
    },
    quotesHeading: 'Quoted words',
    quotesVerified: (verified: number, all: number) =>
      verified === all
        ? all === 1
          ? 'The quote stands word for word in the version it was taken from.'
          : `All ${all} quotes stand word for word in the versions they were taken from.`
        : `${verified} of ${plural(all, 'quote', 'quotes')} stand word for word in the versions they were taken from.`,
    quoteFound: {
      'differs': (n: number, title: string) =>
        `[${n}] The stored text of “${title}” does not hold these words where they were quoted. It may be damaged: please tell an administrator.`,
      'still-there': (n: number, title: string) =>
        `[${n}] “${title}” has changed since. Its present text still holds these words.`,
      'gone': (n: number, title: string) =>
        `[${n}] “${title}” has changed since. Its present text does not hold these words any more: ask again.`,
      'removed': (n: number, title: string) => `[${n}] “${title}” has been removed since.`,
    },
    recitedHeading: 'Repeated without a mark',
    recited: {
      'cited': (name: string | undefined) =>
        `The model repeated words of ${name === undefined ? 'a document' : `“${name}”`} without citing it. They are cited now.`,
      'left-out': (name: string | undefined) =>
        `Sentences that repeat ${name === undefined ? 'a document' : `“${name}”`} at length were left out: the policy withholds the passage.`,
    },
    sensitiveHeading: 'Sensitive values',
    noneFound: 'None were found, neither in the question nor in the passages.',
    inQuestion: 'In the question',
    inTalk: 'In what was said before',
    inEvidence: 'In the passages',
    strictest: 'Most protected document among them',
    passagesHeading: 'Passages found',
    noPassages: 'No passage was found that you may read.',
    used: 'used',
    unused: 'not used',
    score: 'Score',
    dense: 'meaning',
    keyword: 'words',
    callsHeading: 'Requests to models',
    noCalls: 'None.',
    callOutcomes: { finished: 'finished', failed: 'failed', cancelled: 'cancelled' },
    tiers: { 'on-prem': 'own servers', 'cloud': 'cloud' },
    seconds: (seconds: string) => `${seconds} s`,
    sentText: 'The text as it was sent',
    recalled: (question: string, age: string) => `It was asked as “${question}” ${age}.`,
    costHeading: 'Cost',
    costLine: (amount: string, baseline: string) => `${amount}. In the cloud alone it would have cost ${baseline}.`,
    tokens: (prompt: number, completion: number) =>
      `${plural(prompt, 'token', 'tokens')} read, ${plural(completion, 'token', 'tokens')} written.`,
    estimated: 'Counted by us, since the provider did not say.',
    time: 'Time',
    timeLine: (total: string, first: string | undefined) =>
      first === undefined ? `${total} s in all.` : `${total} s in all, ${first} s to the first word.`,
  },

  classifications: {
    public: 'public',
    internal: 'internal',
    confidential: 'confidential',
    restricted: 'restricted',
  } satisfies Record<Classification, string> as Record<Classification, string>,

  reasons: {
    'no-model-configured': 'No language model is set up, so the answer is quoted from the documents.',
    'classification-forbids-cloud': 'A document among the evidence is too protected to be sent to the cloud.',
    'kinds-forbid-cloud': 'The text holds kinds of sensitive values that may not go to the cloud, not even hidden.',
    'cloud-allowed': 'The rules allow the cloud for this question.',
    'preferred-tier': 'This is where such questions are answered first.',
    'simple-question': 'It is a simple question, which an ordinary model answers well.',
    'hard-question': 'It is a hard question, so a stronger model comes first.',
    'only-candidate': 'It was the only place that could take the question.',
    'poor-health': 'A language model failed or was slow in the last minutes, so others come before it.',
    'outside-schedule': 'A language model is not asked at this time of day.',
    'provider-busy': 'A language model had too much to do, so it was passed over.',
    'provider-failed': 'A language model did not answer, so another took over.',
    'tried-again': 'A language model failed at first and was asked once more.',
    'asked-beside': 'A language model was slow to begin, so another was asked as well, and the quicker one answered.',
    'continued': 'A language model broke off in the middle of the answer, and another one went on from there.',
    'time-limit': 'The language models took too long, so the answer is quoted from the documents.',
    'no-provider-left': 'No language model could be reached, so the answer is quoted from the documents.',
    'budget-exhausted': 'A budget had no room for what a model could have cost.',
    'budget-low': 'A budget is nearly used up, so cheaper models come first.',
    'instruction-in-question':
      'The question holds instructions to the assistant itself, so no model was asked and documents are quoted.',
    'nothing-supported': 'No sentence of the model’s answer was carried by the documents, so they are quoted instead.',
    'answered-later': 'The model answered it through its batch API, at a lower price.',
    'shared-call': 'It was put to the model together with other questions of the same batch.',
    'answered-again': 'The first answer held sentences without evidence, so the next model was asked.',
    'redaction-failed': 'Sensitive values could not be hidden with certainty, so nothing was sent to the cloud.',
    'answered-from-cache':
      'The same question, or one of the same meaning, was answered before, and the documents have not changed since.',
    'no-evidence': 'The documents hold too little to answer from.',
    'blocked-by-policy': 'The rules forbid answering this question.',
  } satisfies Record<RouteReason['code'], string> as Record<RouteReason['code'], string>,

  kinds: kindLabels('en'),

  problems: {
    'unauthenticated': 'You are not signed in any more.',
    'forbidden': 'You may not do this.',
    'answer-not-found': 'This answer is no longer kept.',
    'conversation-expired':
      'This conversation was not used for long, and what was said in it is deleted. Ask again to begin a new one.',
    'document-not-found': 'This document is no longer there.',
    'bad-request': 'The service did not accept this question.',
    'too-large': 'The question is too long.',
    'rate-limited': 'You have asked a lot in a short time. Please wait a minute.',
    'budget-exhausted': 'The budget for questions is used up.',
    'model-unavailable': 'The language model cannot be reached just now.',
    'model-timeout': 'The language model took too long.',
    'model-answer-invalid': 'The language model sent something that could not be used.',
    'index-unavailable': 'The documents cannot be searched just now.',
    'redaction-failed': 'Sensitive values could not be hidden with certainty, so the question was not sent.',
    'unreachable': 'The service cannot be reached. Is your network working?',
    'broken-stream': 'The answer broke off before its end. What you see here is incomplete.',
    'silent': 'The service has not said anything for too long.',
    'token-refused': 'This page could not prove to the assistant who it is. Reloading it may help.',
    'site-refused': 'This site is not registered with the assistant. Please tell whoever runs it.',
    'internal': 'Something went wrong.',
  },

  signIn: {
    heading: 'Please sign in',
    lead: 'Open the sign-in link printed by the service, or paste it here.',
    failed: 'This link did not work. It may be mistyped, or have been used or expired. Ask for a new one.',
    field: 'Sign-in link or token',
    submit: 'Sign in',
    empty: 'Paste the whole link, or only what follows “token=”.',
  },

  widget: {
    open: 'Open the assistant',
    close: 'Close the assistant',
    title: 'Ask us',
    welcome: 'Ask a question. The answer comes with the words it relies on.',
  },
}

/** The texts of the interface in one language. */
export type Texts = typeof en
