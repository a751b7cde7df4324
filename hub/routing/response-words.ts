// What is to be done about an alert, as a notification says it: in English, and beside it in Chinese.
import type { Role } from '../contracts/person.ts';
import type { Response } from '../contracts/response.ts';
import type { Labels } from './matcher.ts';

const roles: Readonly<Record<Role, { readonly zh: string; readonly en: string }>> = {
  monitor: { zh: '海关监管员', en: 'customs monitor' },
  supervisor: { zh: '值班关长', en: 'duty supervisor' },
  operator: { zh: '码头运营方', en: 'terminal operator' },
  admin: { zh: '系统管理员', en: 'administrator' },
  auditor: { zh: '审计员', en: 'auditor' },
  integration: { zh: '系统对接', en: 'integration' },
};

/** `consequence` and `response`, each with a twin `…_zh`; none for a rule that is no more. */
export function responseAnnotations(response: Response | undefined): Labels {
  if (response === undefined) return {};
  const { consequence, steps } = response;
  const numbered = (lang: 'zh' | 'en'): string[] => steps.map((step, n) => `${n + 1}. ${step[lang]}`);
  return {
    consequence: consequence.en,
    response: [...numbered('en'), byWhom(response)].join('\n'),
    consequence_zh: consequence.zh,
    response_zh: [...numbered('zh'), byWhomZh(response)].join('\n'),
  };
}

function byWhom({ who, lookWithinMinutes: look, handleWithinMinutes: handle }: Response): string {
  const times = [
    ...(look > 0 ? [`look within ${look} min`] : []),
    ...(handle > 0 ? [`dispose of it within ${handle} min after that`] : []),
  ];
  return `Who: ${roles[who].en}${times.length === 0 ? '' : `; ${times.join(', ')}`}.`;
}

function byWhomZh({ who, lookWithinMinutes: look, handleWithinMinutes: handle }: Response): string {
  const times = [...(look > 0 ? [`${look} 分钟内查看`] : []), ...(handle > 0 ? [`此后 ${handle} 分钟内处置完毕`] : [])];
  return `处置人：${roles[who].zh}${times.length === 0 ? '' : `；${times.join('，')}`}。`;
}
