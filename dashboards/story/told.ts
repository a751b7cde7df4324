// What each kind of event of a story says, in both languages, from its facts; a kind unknown here is shown as it is.
import type { Lang } from '../words.ts';

/** Templates over the facts, the fullest first. `{n}` is how many were folded into one. */
type Told = Readonly<Record<Lang, readonly string[]>>;

const fixes: Told = {
  zh: ['{n} 个定位，{entered}，{left}', '{n} 个定位，{entered}', '{n} 个定位，{left}', '{n} 个定位'],
  en: ['{n} fixes, {entered}, {left}', '{n} fixes, {entered}', '{n} fixes, {left}', '{n} fixes'],
};
const fix: Told = {
  zh: ['定位，{entered}，{left}', '定位，{entered}', '定位，{left}', '定位'],
  en: ['fix, {entered}, {left}', 'fix, {entered}', 'fix, {left}', 'fix'],
};
const read: Told = {
  zh: ['{antenna} 读到（{direction}）', '{antenna} 读到', '标签被读到'],
  en: ['read by {antenna}, {direction}', 'read by {antenna}', 'tag read'],
};
const passed: Told = {
  zh: ['经 {lane} {direction}，{decision}', '经 {lane} {direction}', '经 {lane}', '过卡口'],
  en: ['{direction} through {lane}, {decision}', '{direction} through {lane}', 'through {lane}', 'through a gate'],
};

export const told: Readonly<Record<string, Told>> = {
  fix,
  position: fixes,
  'vessel.position': fixes,
  'asset.position': fixes,
  unbelieved: { zh: ['定位，不可能到达，未予采信'], en: ['fix, not believed: it cannot have come there'] },
  'vessel.static': { zh: ['静态数据：{name}', '静态数据'], en: ['static data: {name}', 'static data'] },
  'rfid.read': read,
  seen: read,
  'gate.passage': passed,
  passed,
  sighted: { zh: ['{by} 看到 {container}', '摄像机看到'], en: ['{by} saw {container}', 'seen by a camera'] },
  checked: {
    zh: ['{camera} 在 {lane} 看到，{antennas} 已报齐', '{camera} 在 {lane} 看到'],
    en: ['seen by {camera} at {lane}; {antennas} had told all by then', 'seen by {camera} at {lane}'],
  },
  'seal.state': {
    zh: ['关锁{state}：{signs}，由 {actor}', '关锁{state}：{signs}', '关锁{state}，由 {actor}', '关锁{state}'],
    en: ['seal {state}: {signs}, by {actor}', 'seal {state}: {signs}', 'seal {state}, by {actor}', 'seal {state}'],
  },
  'camera.detection': {
    zh: ['{camera} 看到{what} {plate}', '{camera} 看到{what} {container}', '{camera} 看到{what}', '摄像机看到{what}'],
    en: [
      '{camera} saw {what} {plate}',
      '{camera} saw {what} {container}',
      '{camera} saw {what}',
      'a camera saw {what}',
    ],
  },
  'device.health': { zh: ['设备{state}：{says}', '设备{state}'], en: ['device {state}: {says}', 'device {state}'] },
  health: { zh: ['{by} {state}', '设备{state}'], en: ['{by} is {state}', 'device {state}'] },
  'association.add': {
    zh: ['{children} 装上 {parent}', '装上 {parent}', '装上 {children}'],
    en: ['{children} put on {parent}', 'put on {parent}', '{children} put on'],
  },
  'association.remove': {
    zh: ['{children} 从 {parent} 卸下', '从 {parent} 卸下', '卸下 {children}'],
    en: ['{children} taken off {parent}', 'taken off {parent}', '{children} taken off'],
  },
  'association.move': {
    zh: ['{children} 从 {from} 移到 {parent}', '{children} 移到 {parent}', '移到 {parent}'],
    en: ['{children} moved from {from} to {parent}', '{children} moved to {parent}', 'moved to {parent}'],
  },
  'release.issued': {
    zh: ['{kind} {release}，签发于 {issuedAt}', '放行 {release}，签发于 {issuedAt}', '放行 {release}'],
    en: [
      'release {release} ({kind}) issued at {issuedAt}',
      'release {release} issued at {issuedAt}',
      'release {release} issued',
    ],
  },
  'release.revoked': {
    zh: ['放行 {release} 撤销，签发于 {issuedAt}', '放行 {release} 撤销'],
    en: ['release {release} revoked at {issuedAt}', 'release {release} revoked'],
  },
  'movement.opened': {
    zh: [
      '{kind} {movement} 开始，走廊 {corridor}，往 {destination}',
      '{kind} {movement} 开始，走廊 {corridor}',
      '受控移动 {movement} 开始，走廊 {corridor}',
      '受控移动 {movement} 开始',
    ],
    en: [
      'movement {movement} ({kind}) opened along {corridor} to {destination}',
      'movement {movement} ({kind}) opened along {corridor}',
      'movement {movement} opened along {corridor}',
      'movement {movement} opened',
    ],
  },
  'movement.closed': { zh: ['受控移动 {movement} 结束'], en: ['movement {movement} closed'] },
  carried: {
    zh: [
      '由 {by} 载运，{left}，{entered}',
      '由 {by} 载运，{entered}',
      '由 {by} 载运，{left}',
      '由 {by} 载运，在 {inside}',
      '由 {by} 载运',
    ],
    en: [
      'carried by {by}, {left}, {entered}',
      'carried by {by}, {entered}',
      'carried by {by}, {left}',
      'carried by {by}, inside {inside}',
      'carried by {by}',
    ],
  },
  tick: {
    zh: ['时限到（{rule}），{silent} 静默', '时限到（{rule}）', '时限到'],
    en: ['time is up ({rule}), {silent} silent', 'time is up ({rule})', 'time is up'],
  },
  'tick.fence-turns': {
    zh: ['围栏生效时段到界，{silent} 静默', '围栏生效时段到界'],
    en: ['a fence came into force or went out of it, {silent} silent', 'a fence came into force or went out of it'],
  },
  plan: { zh: ['围栏方案 {plan} 生效', '围栏方案生效'], en: ['port plan {plan} in force', 'port plan in force'] },
  'agent.gap': {
    zh: ['丢失 {count} 个{class}事件，{fromTime} 至 {toTime}', '丢失事件'],
    en: ['lost {count} {class} events, {fromTime} to {toTime}', 'lost events'],
  },
  sequence: {
    zh: ['{class}事件 {missing} 缺失', '{class}事件不再缺失', '序号缺口'],
    en: ['{class} events {missing} missing', '{class} events complete again', 'gap in the sequence'],
  },
  unjudged: { zh: ['{count} 个事件太迟，未经判断'], en: ['{count} events too late to be judged'] },
};

/** The words before and after what is crossed. */
export const crossing: Readonly<Record<'entered' | 'left', Readonly<Record<Lang, string>>>> = {
  entered: { zh: '进入 {fences}', en: 'entered {fences}' },
  left: { zh: '离开 {fences}', en: 'left {fences}' },
};
