/** Verbs that begin a request, in each language, by what they ask for. */
export interface TextVerbs {
  readonly en: RegExp
  readonly zh: RegExp
}

const verbs = (en: string, zh: string): TextVerbs => ({
  en: new RegExp(`^(?:${en})\\b(?!\\s*[,:;.)]|-)`, 'iu'),
  zh: new RegExp(`^(?:${zh})`, 'u'),
})

/** To make a text, or another work, that is not there yet. */
export const composing = verbs(
  'write|draft|compose|create|generate|produce|develop|design|craft|prepare|make(?! sure)|build|formulate|devise|invent|outline|sketch|brainstorm|imagine|compile|construct|plan(?! to)|suggest|propose|recommend|schedule|simulate|organi[sz]e',
  '撰写|编写|起草|创作|生成|制作|设计|构思|草拟|策划|推荐|建议|想象|制定|写|拟|编|列|造|做|画|谱',
)

/** To say something that one is supposed to know, or to work out. */
export const telling = verbs(
  'explain|describe|tell|give|provide|show|list|name|define|summari[sz]e|discuss|compare|contrast|analy[sz]e|identify|illustrate|elaborate|recite|break down|walk me|teach|answer|say|introduce|present|quote|print|reveal|display|output|return|translate|calculate|compute|solve|classify|categori[sz]e|predict|forecast|estimate|rank|rate|paraphrase|rephrase|rewrite|proofread|interpret|play|guess|convert|extract|research|recall|spell|pretend|act',
  '解释|说明|描述|告诉|告知|介绍|列举|定义|总结|概括|讨论|比较|分析|举例|回答|回复|展示|显示|输出|打印|透露|泄露|重复|复述|提供|给出|背诵|朗诵|翻译|计算|求解|分类|预测|估计|估算|判断|评价|评估|打分|评分|校对|改写|润色|识别|提取|假装|扮演|解答|阐述|讲解|解|算|说|讲|教|译|猜|数',
)

/** To change what is written, or how it is written. */
export const altering = verbs(
  'add|append|prepend|insert|include|integrate|incorporate|embed|attach|replace|substitute|swap|change|modify|alter|edit|reword|reverse|scramble|jumble|shuffle|misspell|encode|encrypt|decode|decrypt|render|format|use|remove|delete|omit|strip|drop|group|combine|merge|capitali[sz]e|enhance|augment|enrich|extend|expand|end|begin|start|finish|conclude|transform|transcribe|rearrange|sort|anagram|turn|put|mix|shift|mask|set|switch|adopt|speak|stop|ignore|disregard|forget|override|bypass|skip|intersperse|weave|introduce|keep|choose|pick|find|check|review|determine|evaluate|assess|investigate|search|look up|detect|debug|implement|automate|gather|examine|count|repeat',
  '添加|加入|加上|附加|附上|插入|包含|嵌入|替换|替代|代替|换成|改成|改为|修改|重写|反转|倒着写|倒序|打乱|编码|加密|解码|删除|去掉|删掉|省略|使用|采用|合并|分组|转换|转为|转成|变成|译成|结尾|开头|忽略|无视|忘记|忘掉|忽视|跳过|绕过|停止|切换|结束|扩展|丰富|排序|排列|融入|穿插|强调|突出|提到|提及|引用|暗示|检查|搜索|查找|查询|收集|整理|执行|加|附|换|改',
)

/** To say something to somebody else. */
export const passingOn = verbs(
  'respond|reply|report|state|mention|inform|advise|warn|remind|persuade|convince|encourage|ask|invite|emphasi[sz]e|highlight|promote|advertise|praise|criticize|claim|offer|hint|tease|express|announce|declare|confirm|notify|urge|instruct|request|assure',
  '提醒|警告|劝说?|鼓励|邀请|宣传|推广|声称|宣布|提示|表达|表示|感谢|要求|让',
)

/** To hand something over, or to touch something outside. */
export const delivering = verbs(
  'send|forward|email|post|upload|transmit|submit|share|publish|call|visit|click|download|install|run|execute|fetch|browse|access|open|leak|exfiltrate|copy|transfer|buy|pay|subscribe|navigate|connect|load|go|direct|redirect|link|point',
  '发送|发给|转发|上传|提交|分享|发布|调用|访问|点击|下载|安装|运行|打开|获取|传输|转账|支付|订阅|复制|引导|指向|链接',
)

export const textVerbs: readonly TextVerbs[] = [composing, telling, altering, passingOn, delivering]
