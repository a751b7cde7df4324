// Every word of the page in Chinese and English; a key missing in one of them does not compile.
import type { Alert } from '../hub/contracts/alert.ts';

export type Lang = 'zh' | 'en';

const zh = {
  title: '电子围栏监管中心',
  otherLanguage: 'English',
  alerts: '报警',
  openCount: '{n} 条未恢复报警',
  openOne: '{n} 条未恢复报警',
  noOpen: '无未恢复报警',
  sourcesLive: '{live}/{of} 个来源在线',
  nobodyWatches: '无来源在线：此处无报警不代表安全',
  unheard: '未听到中心：此处无报警不代表安全',
  notSynced: '正在向中心取得数据',
  staleBanner: '数据已过期：中心已 {age}无心跳，所示不可信为当前情况',
  staleUnbeaten: '数据已过期：同步后从未有心跳，最后一帧在 {age}前，所示不可信为当前情况',
  staleNever: '未能与中心取得联系，此页无数据',
  portTrouble: '港区围栏未取得（{code}），重试中',
  simulatedBanner: '模拟数据：本页含模拟来源，不可用于实战',
  illustrative: '示意图，非测绘成果',
  simulated: '模拟',
  historical: '历史',
  live: '实时',
  late: '迟到',
  active: '未恢复',
  cleared: '已恢复',
  withdrawn: '已撤回',
  feedAge: '数据 {age}前',
  sources: '来源',
  online: '在线',
  blind: '失明',
  finished: '已播完',
  refused: '拒收 {n}',
  map: '地图',
  fit: '全图',
  showPlace: '在地图上居中（m）',
  close: '关闭',
  language: '语言',
  why: '依据',
  rule: '规则',
  version: '版本',
  site: '监管场所',
  measure: '{what}：{value}（限值 {limit}）',
  facts: '事实',
  evidence: '证据',
  deviceTime: '设备时钟 {time}',
  began: '开始',
  ended: '结束',
  raised: '报出',
  speed: '航速',
  knots: '节',
  time: '时间',
  source: '来源',
  inside: '所在围栏',
  none: '无',
  asset: '监管对象',
  keys: 'j/k ↑↓ 选择 · Enter 依据 · m 地图 · Esc 返回',
  age: '{age}前',
  seconds: '{n} 秒',
  minutes: '{n} 分钟',
  hours: '{n} 小时',
  days: '{n} 天',
};

export type Word = keyof typeof zh;
export type Words = Record<Word, string>;

const en: Words = {
  title: 'Electronic-fence supervision hub',
  otherLanguage: '中文',
  alerts: 'Alerts',
  openCount: '{n} open alerts',
  openOne: '{n} open alert',
  noOpen: 'No open alerts',
  sourcesLive: '{live} of {of} sources live',
  nobodyWatches: 'No source is live: no alerts here does not mean all is well',
  unheard: 'The hub is not heard: no alerts here does not mean all is well',
  notSynced: 'Asking the hub for its alerts',
  staleBanner: 'STALE: no beat from the hub for {age}; do not take what you see for now',
  staleUnbeaten: 'STALE: no beat since the sync, last frame {age} ago; do not take what you see for now',
  staleNever: 'The hub cannot be reached; this page has no data',
  portTrouble: 'The port’s fences could not be had ({code}); trying again',
  simulatedBanner: 'SIMULATED: this page holds simulated sources; not for operations',
  illustrative: 'illustrative map',
  simulated: 'SIMULATED',
  historical: 'HISTORICAL',
  live: 'live',
  late: 'late',
  active: 'active',
  cleared: 'cleared',
  withdrawn: 'withdrawn',
  feedAge: 'data {age} ago',
  sources: 'Sources',
  online: 'online',
  blind: 'blind',
  finished: 'finished',
  refused: '{n} refused',
  map: 'Map',
  fit: 'Fit',
  showPlace: 'Centre on the map (m)',
  close: 'Close',
  language: 'Language',
  why: 'Why',
  rule: 'Rule',
  version: 'version',
  site: 'Site',
  measure: '{what}: {value} (limit {limit})',
  facts: 'Facts',
  evidence: 'Evidence',
  deviceTime: 'device clock {time}',
  began: 'Began',
  ended: 'Ended',
  raised: 'Raised',
  speed: 'Speed',
  knots: 'kn',
  time: 'Time',
  source: 'Source',
  inside: 'Inside',
  none: 'none',
  asset: 'Asset',
  keys: 'j/k ↑↓ select · Enter why · m map · Esc back',
  age: '{age} ago',
  seconds: '{n} s',
  minutes: '{n} min',
  hours: '{n} h',
  days: '{n} d',
};

export const words: Record<Lang, Words> = { zh, en };

export function say(lang: Lang, word: Word, facts: Record<string, string | number> = {}): string {
  return fill(words[lang][word], facts) ?? words[lang][word];
}

/** The template with its {names} filled, or undefined when a fact is missing. */
export function fill(template: string, facts: Record<string, string | number>): string | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  if (names.some((name) => facts[name] === undefined)) return undefined;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name]));
}

export const feedMark = (lang: Lang, feed: Alert['feed']): string => words[lang][feed];
