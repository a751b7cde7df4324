// What an alert says, built from its facts by its rule, and the hub's English phrases in Chinese.
import type { Alert } from '../hub/contracts/alert.ts';
import { fill, type Lang } from './words.ts';

export type KnownRule = 'restricted-entry' | 'agent-silent';

export const sentences: Record<Lang, Record<KnownRule, string>> = {
  zh: {
    'restricted-entry': '{asset} 进入限制区 {fenceZh}',
    'agent-silent': '前端 {agent} 失联，此处失明',
  },
  en: {
    'restricted-entry': '{asset} entered restricted area {fenceEn}',
    'agent-silent': 'Blind here: agent {agent} is silent',
  },
};

/** A rule this page does not know, or one whose facts are short, is named rather than hidden. */
export function sentence(lang: Lang, alert: Alert): string {
  const template = isKnown(alert.why.rule) ? sentences[lang][alert.why.rule] : undefined;
  const said = template === undefined ? undefined : fill(template, alert.why.facts);
  return said ?? `${alert.rule} · ${alert.key}`;
}

const phrasesZh: Record<string, string> = {
  'silent for at least': '静默至少',
  'unauthorised things inside': '区内未经许可的对象',
  'last heard': '最后一次收到',
  inside: '在内',
  outside: '在外',
  count: '个',
  s: '秒',
  m: '米',
  kn: '节',
};

/** The hub's phrase in the reader's language; an unknown one is shown as told. */
export function phrase(lang: Lang, told: string): string {
  if (lang === 'en') return told === 'count' ? '' : told;
  return Object.hasOwn(phrasesZh, told) ? (phrasesZh[told] ?? told) : told;
}

const isKnown = (rule: string): rule is KnownRule => Object.hasOwn(sentences.en, rule);
