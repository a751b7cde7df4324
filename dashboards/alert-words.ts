// What an alert says, built from its facts by its rule; and the hub's English phrases and fact names in both languages.
import type { Alert, Why } from '../hub/contracts/alert.ts';
import { fill, type Lang, say } from './words.ts';

const sentencesZh = {
  'fence-exit-without-release': '{asset} 未放行离开 {fenceZh}',
  'gate-out-without-release': '{asset} 未放行经 {lane} 出卡',
  'restricted-entry': '{asset} 进入限制区 {fenceZh}',
  'restricted-sighting': '摄像机在限制区 {fenceZh} 看到 {what}',
  'corridor-deviation': '{asset} 偏离监管通道',
  'dwell-over-limit': '{asset} 在 {fenceZh} 停留超时',
  'seal-opened-outside': '{seal} 在查验区外开启',
  'seal-tampered': '{seal} 被破坏：{sign}',
  'agent-silent': '前端 {agent} 失联，此处失明',
  'device-silent': '设备 {device} 不可用：{state}',
  'segment-blind': '围网失明：{segmentZh}',
  'events-unjudged': '前端 {agent} 的事件过迟，未予判定',
} as const;
export type KnownRule = keyof typeof sentencesZh;

export const sentences: Record<Lang, Record<KnownRule, string>> = {
  zh: sentencesZh,
  en: {
    'fence-exit-without-release': '{asset} left {fenceEn} without a release',
    'gate-out-without-release': '{asset} passed out through {lane} without a release',
    'restricted-entry': '{asset} entered restricted area {fenceEn}',
    'restricted-sighting': 'A camera saw a {what} in restricted area {fenceEn}',
    'corridor-deviation': '{asset} is off its corridor',
    'dwell-over-limit': '{asset} has stayed too long in {fenceEn}',
    'seal-opened-outside': '{seal} was opened outside an inspection area',
    'seal-tampered': '{seal} was tampered with: {sign}',
    'agent-silent': 'Blind here: agent {agent} is silent',
    'device-silent': 'Device {device} does not see: {state}',
    'segment-blind': 'Perimeter blind: {segmentEn}',
    'events-unjudged': 'Events of agent {agent} came too late to be judged',
  },
};

/** A rule this page does not know, or one whose facts are short, is named rather than hidden. */
export function sentence(lang: Lang, alert: Alert): string {
  const template = isKnown(alert.why.rule) ? sentences[lang][alert.why.rule] : undefined;
  const said = template === undefined ? undefined : fill(template, alert.why.facts);
  return said ?? `${alert.rule} · ${alert.key}`;
}

const phrasesZh: Record<string, string> = {
  'inside by': '深入区内',
  'silent for at least': '静默至少',
  'last heard': '最后一次收到',
  inside: '在内',
  outside: '在外',
  'now allowed': '现已许可',
  'fence gone': '围栏已撤',
  s: '秒',
  m: '米',
  kn: '节',
};

/** The hub's phrase in the reader's language; an unknown one is shown as told. */
export function phrase(lang: Lang, told: string): string {
  return lang === 'zh' && Object.hasOwn(phrasesZh, told) ? (phrasesZh[told] ?? told) : told;
}

/** The measure against its limit, in one line. */
export function measureText(lang: Lang, { measure, value, limit, unit }: Why): string {
  const number = (n: number) => `${Number(n.toFixed(2))} ${phrase(lang, unit)}`;
  return say(lang, 'measure', { what: phrase(lang, measure), value: number(value), limit: number(limit) });
}

type KnownFact = 'asset' | 'fence' | 'plan' | 'agent';

export const factNames: Record<Lang, Record<KnownFact, string>> = {
  zh: { asset: '监管对象', fence: '电子围栏', plan: '围栏方案版本', agent: '前端' },
  en: { asset: 'Asset', fence: 'Fence', plan: 'Plan version', agent: 'Agent' },
};

/** The facts as a person reads them: each thing by its name and its id; a fact of unknown name as told. */
export function factsOf(lang: Lang, { key, why }: Alert): [name: string, fact: string][] {
  const { fenceZh, fenceEn, ...facts } = why.facts;
  const named: Record<string, string> = { ...facts };
  const fence = lang === 'zh' ? fenceZh : fenceEn;
  if (facts['fence'] !== undefined) named['fence'] = withId(fence, facts['fence']);
  if (facts['asset'] !== undefined) named['asset'] = withId(facts['asset'], key);
  return Object.entries(named).map(([name, fact]) => [factName(lang, name), fact]);
}

const withId = (name: string | undefined, id: string): string =>
  name === undefined || name === id ? id : `${name} · ${id}`;

function factName(lang: Lang, name: string): string {
  return Object.hasOwn(factNames[lang], name) ? factNames[lang][name as KnownFact] : name;
}

const isKnown = (rule: string): rule is KnownRule => Object.hasOwn(sentences.en, rule);
