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
  'request-too-many': ['请求过多，请稍候', 'too many requests; wait a moment'],
  'sign-on-failed': ['单位账户登录未完成，请重试', 'the issuer did not say who you are; sign on again'],
  'sign-on-refused': ['您的单位账户在此无权限', 'your organisation’s account is nobody here'],
  'sign-on-unreachable': ['联系不到单位的登录服务', 'the organisation’s sign-on cannot be reached'],
  'right-missing': ['您的角色无此权限', 'your role may not do this'],
  'acknowledged-already': ['已有人接手', 'somebody looks after it already'],
  'check-done': ['已有人答复此核验', 'somebody has answered this check already'],
  'check-expired': ['核验已过两分钟时限', 'the two minutes of the check are over'],
  'version-needed': ['未说明所见版本', 'it was not said which version was seen'],
  'version-stale': ['报警已有变化', 'the alert has changed since'],
  'case-state': ['此案件现在不能这样做', 'this cannot be done on a case in this state'],
  'supervisor-needed': ['须由值班关长办理', 'only a supervisor may do this'],
  'owner-only': ['已由他人接手', 'somebody else has claimed the case'],
  'owner-already': ['本已由其处理', 'the case is theirs already'],
  'owner-unfit': ['没有可处理此场所案件的这个人', 'nobody of this name may see to cases of this site'],
  'second-person-needed': ['须由第二人办理', 'a second person must do this'],
  'proof-needed': ['须再次验明身份', 'prove again who you are'],
  'level-highest': ['已是最高一级', 'nobody is above'],
  'asked-already': ['已有问题等待答复', 'a question waits for its answer'],
  'visit-open': ['已派人核查，尚无结果', 'somebody went to look, and has not reported yet'],
  'visit-none': ['未派人核查', 'nobody went to look'],
  'until-wrong': ['时限已过，或超出您可定的时限', 'that time is over, or further ahead than you may'],
  'suppressed-already': ['已搁置、抑制或停用', 'it is kept from the list already'],
  'shelved-not': ['未被搁置', 'it is not on the shelf'],
  'out-not': ['未停用', 'it is not out of service'],
  'proposal-none': ['没有待同意的提请', 'there is nothing to agree to'],
  'latched-not': ['无须复位', 'there is nothing to reset'],
  'latched-still': [
    '请先复位：尚无人确认现场正常',
    'reset it first: nobody has said that things are as they should be',
  ],
  'active-still': ['尚未恢复', 'it is active still'],
  'ticket-already': ['已报修', 'there is a ticket on it'],
  'device-none': ['此报警不知是哪个传感器', 'no sensor is known by this alert'],
  'picture-unfit': ['图片须为 2 MiB 以内的 JPEG', 'a picture is a JPEG of at most 2 MiB'],
  'pictures-many': ['一小时内图片过多，请稍后再试', 'as many pictures as you may in an hour; come again'],
  'picture-unknown': ['图片尚未提交', 'no such picture was handed in'],
  'notes-full': ['备注已满', 'it bears as many notes as it may'],
  'host-wrong': ['中心只以本机名答复', 'the hub answers under the name of its own machine only'],
};

export function troubleText(lang: Lang, code: string): string {
  const known = Object.hasOwn(troubles, code) ? troubles[code] : undefined;
  const what = known?.[lang === 'zh' ? 0 : 1] ?? say(lang, 'refusedByHub');
  return say(lang, 'trouble', { what, code });
}
