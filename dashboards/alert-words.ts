// What an alert says, built from its facts by its rule; and the hub's English phrases and fact names in both languages.
import type { Alert, Why } from '../hub/contracts/alert.ts';
import { bare, thing } from './thing-words.ts';
import { spanText } from './times.ts';
import { phrase, phraseList } from './words/phrases.ts';
import { rulesEn } from './words/rules-en.ts';
import { type KnownRule, type RuleWords, rulesZh } from './words/rules-zh.ts';
import { fillFirst, type Lang, say } from './words.ts';

export const rules: Record<Lang, Record<KnownRule, RuleWords>> = { zh: rulesZh, en: rulesEn };

/** The rules' numbers in the port's rule book. */
export const ruleNumbers: Partial<Record<KnownRule, string>> = {
  'fence-exit-without-release': 'R-01',
  'gate-out-without-release': 'R-02',
  'restricted-entry': 'R-03',
  'restricted-sighting': 'R-03',
  'corridor-deviation': 'R-04',
  'dwell-over-limit': 'R-07',
  'seal-opened-outside': 'R-08',
  'seal-tampered': 'R-09',
  'box-without-tag': 'R-12',
  'agent-silent': 'R-22',
  'device-silent': 'R-22',
  'segment-blind': 'R-23',
};

/** What the port calls a lane, a device, a corridor by its id. */
export type NameOf = (id: string) => string;
const asTold: NameOf = (id) => id;

const ruleWords = (lang: Lang, rule: string): RuleWords | undefined =>
  Object.hasOwn(rules[lang], rule) ? rules[lang][rule as KnownRule] : undefined;

/** A rule this page does not know, or one whose facts are short, is named rather than hidden. */
export function sentence(lang: Lang, alert: Alert, nameOf: NameOf = asTold): string {
  const words = ruleWords(lang, alert.why.rule);
  const said = words && fillFirst(words.says, spoken(lang, alert.why.facts, nameOf));
  return said === undefined ? `${words?.name ?? alert.rule} · ${alert.key}` : lang === 'en' ? capital(said) : said;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The rule by its number and name, with its id: what is asked for in a report or a court. */
export function ruleText(lang: Lang, rule: string): string {
  const words = ruleWords(lang, rule);
  const number = Object.hasOwn(ruleNumbers, rule) ? ruleNumbers[rule as KnownRule] : undefined;
  return words === undefined ? rule : [number, words.name, '·', rule].filter((part) => part !== undefined).join(' ');
}

/** A rule by its name alone, as a story calls it. */
export const ruleName = (lang: Lang, rule: string): string => ruleWords(lang, rule)?.name ?? rule;

/** What the rule asks for; undefined of a rule this page does not know. */
export const because = (lang: Lang, rule: string): string | undefined => ruleWords(lang, rule)?.because;

/** The measure against its limit, in one line. */
export function measureText(lang: Lang, { measure, value, limit, unit }: Why): string {
  const facts = { what: phrase(lang, measure), value: amount(lang, value, unit), limit: amount(lang, limit, unit) };
  return say(lang, 'measure', facts);
}

const longMs = 120_000;
const msOf: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };

/** Long times in two units: nobody reads 11,040 s. */
function amount(lang: Lang, n: number, unit: string): string {
  const ms = n * (msOf[unit] ?? Number.NaN);
  return Math.abs(ms) >= longMs ? spanText(lang, ms) : `${Number(n.toFixed(2))} ${phrase(lang, unit)}`.trim();
}

/** `177674 km/h`, with its unit in words. */
function speedText(lang: Lang, told: string): string {
  const [n = '', unit = ''] = told.split(' ');
  return `${n} ${phrase(lang, unit)}`.trim();
}

const phrased = ['cause', 'class', 'what', 'state', 'direction', 'kind', 'sign', 'place', 'says'];
const placed = ['lane', 'device', 'camera', 'corridor', 'gate', 'destination'];

/** The facts as a sentence holds them: things by kind and number, places by name, states in words. */
function spoken(lang: Lang, facts: Why['facts'], nameOf: NameOf): Record<string, string> {
  const say = (name: string, fact: string): string => {
    if (name === 'seal') return bare(fact);
    if (name === 'signs') return phraseList(lang, fact);
    if (name === 'kmh') return speedText(lang, fact);
    if (phrased.includes(name)) return phrase(lang, fact);
    return placed.includes(name) ? nameOf(fact) : phrase(lang, thing(lang, fact));
  };
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, say(name, fact)]));
}

export const factNames = {
  zh: {
    ...{ asset: '监管对象', carrier: '载运者', fence: '电子围栏', segment: '围网段', corridor: '走廊', lane: '车道' },
    ...{ gate: '卡口', plan: '围栏方案版本', agent: '前端', device: '设备', state: '状态', movement: '受控移动' },
    ...{ release: '放行', regularised: '事后补办的放行', seal: '关锁', signs: '迹象', what: '所见', kind: '种类' },
    ...{ direction: '方向', plates: '车牌', containers: '箱号', seals: '关锁', decision: '决定', count: '数量' },
    ...{ sign: '迹象', plate: '车牌', place: '位置', actor: '操作者', says: '说明', destination: '目的地' },
    ...{ sensors: '传感器', rssiDbm: '信号 dBm', subject: '对象', antenna: '天线', confidence: '可信度' },
    ...{ batteryPct: '电量 %', weightKg: '重量 kg', validFrom: '有效自', validTo: '有效至', sees: '能看到' },
    ...{ inside: '所在围栏', issuedAt: '签发于', camera: '摄像机', antennas: '天线', tag: '标签' },
    ...{ clock: '时钟偏差', was: '此前' },
    ...{ cause: '起因', fenceVersion: '围栏版本', kmh: '所需速度', believed: '所采信的来源' },
    ...{ class: '类别', until: '至', sequences: '序号', before: '原暂存', epoch: '暂存' },
  },
  en: {
    ...{
      asset: 'Asset',
      carrier: 'Carried by',
      fence: 'Fence',
      segment: 'Segment',
      corridor: 'Corridor',
      lane: 'Lane',
    },
    ...{ gate: 'Gate', plan: 'Plan version', agent: 'Agent', device: 'Device', state: 'State', movement: 'Movement' },
    ...{ release: 'Release', regularised: 'Regularised by', seal: 'Seal', signs: 'Signs', what: 'Seen', kind: 'Kind' },
    ...{ direction: 'Direction', plates: 'Plates', containers: 'Containers', seals: 'Seals', decision: 'Decision' },
    ...{ count: 'Count', sign: 'Sign', plate: 'Plate', place: 'Place', actor: 'By', says: 'Says' },
    ...{ destination: 'Destination', sensors: 'Sensors', rssiDbm: 'Signal dBm', subject: 'Subject' },
    ...{ antenna: 'Antenna', confidence: 'Confidence', batteryPct: 'Battery %', weightKg: 'Weight kg' },
    ...{ validFrom: 'Valid from', validTo: 'Valid to', sees: 'Sees' },
    ...{ inside: 'Inside', issuedAt: 'Issued at', camera: 'Camera', antennas: 'Antennas', tag: 'Tag' },
    ...{ clock: 'Clock against the hub’s', was: 'Before' },
    ...{ cause: 'Cause', fenceVersion: 'Fence version', kmh: 'Speed it takes', believed: 'Believed source' },
    ...{ class: 'Class', until: 'Until', sequences: 'Sequences', before: 'Spool before', epoch: 'Spool' },
  },
} as const satisfies Record<Lang, Record<string, string>>;

/** What is said of an event it rests on: `52002505101321901001: obscured` names the device that told. */
export function evidenceText(lang: Lang, told: string, nameOf: NameOf = asTold): string {
  const [id, says] = told.split(/: (.*)/);
  return says === undefined || id === undefined ? phrase(lang, told) : `${nameOf(id)} ${phrase(lang, says)}`;
}

/** The facts as a person reads them: each thing by its name and its id; a fact of unknown name as told. */
export function factsOf(lang: Lang, { key, why }: Alert, nameOf: NameOf = asTold): [name: string, fact: string][] {
  const { fenceZh, fenceEn, segmentZh, segmentEn, ...facts } = why.facts;
  const named: Record<string, string> = { ...facts };
  const own = { fence: lang === 'zh' ? fenceZh : fenceEn, segment: lang === 'zh' ? segmentZh : segmentEn };
  for (const name of ['fence', 'segment', ...placed] as const) {
    const id = facts[name];
    if (id !== undefined) named[name] = withId(own[name as keyof typeof own] ?? nameOf(id), id);
  }
  if (facts['asset'] !== undefined) named['asset'] = withId(facts['asset'], key);
  if (facts['kmh'] !== undefined) named['kmh'] = speedText(lang, facts['kmh']);
  if (facts['signs'] !== undefined) named['signs'] = phraseList(lang, facts['signs']);
  for (const name of phrased) if (facts[name] !== undefined) named[name] = phrase(lang, facts[name]);
  return Object.entries(named).map(([name, fact]) => [factName(lang, name), fact]);
}

const withId = (name: string | undefined, id: string): string =>
  name === undefined || name === id ? id : `${name} · ${id}`;

export function factName(lang: Lang, name: string): string {
  return Object.hasOwn(factNames[lang], name) ? factNames[lang][name as keyof (typeof factNames)['zh']] : name;
}
