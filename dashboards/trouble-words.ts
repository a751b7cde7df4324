// What went wrong with a question to the hub, in words; a code this page does not know is shown beside what is known.
import { type Lang, say } from './words.ts';

const troubles: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  timeout: ['中心在时限内无答复', 'the hub did not answer in time'],
  unreachable: ['联系不到中心', 'the hub cannot be reached'],
  unreadable: ['中心的答复无法读取', 'the hub’s answer cannot be read'],
  'not-found': ['中心没有此项', 'the hub has nothing under it'],
  'not-ready': ['中心尚未就绪', 'the hub is not ready'],
  'method-not-allowed': ['此中心不接受', 'this hub does not take it'],
  'request-malformed': ['中心不接受此内容', 'the hub does not take what was sent'],
  'hub-fault': ['中心自身出错', 'a fault of the hub’s own'],
  'login-needed': ['请先登录', 'log in first'],
  'login-wrong': ['姓名或口令不对', 'no such name, or not its password'],
  'login-throttled': ['错误次数过多，请等一分钟', 'too many wrong passwords; wait a minute'],
  'login-busy': ['登录的人太多，请稍后再试', 'many are logging in; come again'],
  'account-locked': ['此账户已被锁定', 'this account is locked'],
  'proof-needed': ['请再次证明您的身份', 'prove again who you are'],
  'request-too-many': ['请求过多，请稍候', 'too many requests; wait a moment'],
  'sign-on-failed': ['单位账户登录未完成，请重试', 'the issuer did not say who you are; sign on again'],
  'sign-on-refused': ['您的单位账户在此无权限', 'your organisation’s account is nobody here'],
  'sign-on-unreachable': ['联系不到单位的登录服务', 'the organisation’s sign-on cannot be reached'],
  'right-missing': ['您的角色无此权限', 'your role may not do this'],
  'acknowledged-already': ['已有人接手', 'somebody looks after it already'],
  'check-done': ['已有人答复此核验', 'somebody has answered this check already'],
  'check-expired': ['核验已过两分钟时限', 'the two minutes of the check are over'],
  'notes-full': ['备注已满', 'it bears as many notes as it may'],
  'host-wrong': ['中心只以本机名答复', 'the hub answers under the name of its own machine only'],
};

export function troubleText(lang: Lang, code: string): string {
  const known = Object.hasOwn(troubles, code) ? troubles[code] : undefined;
  const what = known?.[lang === 'zh' ? 0 : 1] ?? say(lang, 'refusedByHub');
  return say(lang, 'trouble', { what, code });
}
