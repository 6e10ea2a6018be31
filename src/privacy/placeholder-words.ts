import type { SensitiveKind } from '../domain/privacy/sensitive-span.ts'

/**
 * What a model may write in place of a kind's name when it translates a placeholder, beside the label of the kind:
 * `[人员_1]`, `【手机号1】`, `[Name 1]`. Words that several kinds share stand with each of them.
 */
export const placeholderWords: Readonly<Partial<Record<SensitiveKind, readonly string[]>>> = {
  PRIVATE_KEY: ['密钥'],
  JWT: ['令牌'],
  API_KEY: ['API密钥', '密钥', '接口密钥'],
  PASSWORD: ['口令'],
  CUSTOM_SECRET: ['自定义机密', 'COMPANY SECRET'],
  CUSTOM_SENSITIVE: ['自定义敏感信息'],
  CUSTOM: ['自定义', '自定义信息', '内部信息'],
  RESIDENT_ID_CN: ['身份证', '身份证号码', '居民身份证'],
  CARD: ['卡号', '信用卡', '支付卡', '银行卡', '银行卡号', 'CREDIT CARD'],
  BANK_CARD_CN: ['卡号', '银行卡', 'BANK CARD'],
  CREDIT_CODE_CN: ['信用代码', '社会信用代码', '统一信用代码'],
  US_SSN: ['SSN', '社会安全号', '社会安全号码'],
  US_ITIN: ['ITIN', '税号'],
  UK_NINO: ['NINO', '国民保险号'],
  NATIONAL_ID: ['身份证', '身份证号', '身份证号码', '身份号码'],
  PASSPORT: ['护照', '护照号码'],
  DRIVING_LICENCE: ['驾照', '驾照号', '驾驶证', 'DRIVING LICENSE'],
  TRAVEL_PERMIT_CN: ['通行证'],
  US_EIN: ['EIN', '税号'],
  BANK_ACCOUNT: ['银行账户', '账号', '账户', '帐号'],
  IBAN: ['账号', '银行账号'],
  SWIFT_BIC: ['SWIFT', 'BIC', '银行代码', '国际代码'],
  LICENCE_PLATE: ['车牌', 'LICENSE PLATE'],
  EMPLOYEE_NUMBER: ['员工编号', '员工号'],
  CUSTOMER_NUMBER: ['客户号', '客户编码'],
  PHONE: ['电话', '手机', '手机号', '手机号码', '联系电话', 'TELEPHONE', 'MOBILE'],
  EMAIL: ['邮箱', '邮件', '电子邮件', '邮箱地址', '电子邮箱地址', 'MAIL', 'E-MAIL'],
  MAC_ADDRESS: ['MAC地址', 'MAC'],
  IP_ADDRESS: ['IP地址', 'IP'],
  SALARY: ['工资', '薪资', '薪水'],
  MEDICAL: ['健康', '病情', '疾病', '医疗'],
  DATE_OF_BIRTH: ['生日', '出生日'],
  PERSON: ['人员', '人名', '人物', '人', '名字', 'NAME'],
  COMPANY: ['公司名', '公司名称', '企业', '机构'],
  ADDRESS: ['住址', '通讯地址', '家庭住址'],
}
