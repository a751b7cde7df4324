// The rules in Chinese: each one's name, what its alert says from its facts (the fullest first), and what it asks for.

export interface RuleWords {
  readonly name: string;
  /** Templates over the facts of the why; the first whose facts are all told is said. */
  readonly says: readonly string[];
  /** What the rule asks for, that the measure is held against. */
  readonly because: string;
}

export const rulesZh = {
  'fence-exit-without-release': {
    name: '无放行离开围栏',
    says: [
      '{asset} 由 {carrier} 载运，经 {lane} 无放行离开 {fenceZh}',
      '{asset} 由 {carrier} 载运，无放行离开 {fenceZh}',
      '{asset} 经 {lane} 无放行离开 {fenceZh}',
      '{asset} 无放行离开 {fenceZh}',
    ],
    because: '离开此围栏须有当时有效的放行；离开之时没有。',
  },
  'gate-out-without-release': {
    name: '无放行出卡口',
    says: ['{asset} 由 {carrier} 载运，无放行经 {lane} 驶出', '{asset} 无放行经 {lane} 驶出', '{asset} 无放行出卡口'],
    because: '出卡口须有当时有效的放行；宽限时间内也没有等到。',
  },
  'restricted-entry': {
    name: '进入限制区',
    says: ['{asset} 由 {carrier} 载运，进入限制区 {fenceZh}', '{asset} 进入限制区 {fenceZh}'],
    because: '只有获准者可以在此围栏内。',
  },
  'restricted-sighting': {
    name: '摄像机看到限制区有人',
    says: [
      '限制区 {fenceZh} 内有{what} {plate}（{device}）',
      '限制区 {fenceZh} 内有{what}（{device}）',
      '摄像机看到有人在限制区 {fenceZh}',
    ],
    because: '此围栏内不许有人或未获准的车辆；由摄像机识别，可信度须达到限值。',
  },
  'box-without-tag': {
    name: '有箱无标签',
    says: ['{camera} 在 {lane} 看到 {asset}，其标签未被读到', '看到 {asset}，其标签未被读到'],
    because: '车道摄像机看到的箱，其标签应被同道天线读到；天线当时能看到，且其前端已报到该时刻之后。',
  },
  'corridor-deviation': {
    name: '偏离走廊',
    says: ['{asset} 在{kind} {movement} 中偏离 {fenceZh}', '{asset} 偏离走廊 {fenceZh}', '{asset} 偏离走廊 {corridor}'],
    because: '受控移动途中不得离开其走廊。',
  },
  'dwell-over-limit': {
    name: '停留超时',
    says: ['{asset} 在 {fenceZh} 停留超时'],
    because: '此围栏对这一种类有停留限时。',
  },
  'seal-opened-outside': {
    name: '查验区外开锁',
    says: [
      '{carrier} 的关锁 {seal} 在 {fenceZh} 打开，不在查验区内',
      '{carrier} 的关锁 {seal} 在查验区外打开',
      '关锁 {seal} 在查验区外打开',
    ],
    because: '关锁只可在查验区内打开。',
  },
  'seal-tampered': {
    name: '关锁异常',
    says: ['{carrier} 的关锁 {seal}：{sign}', '关锁 {seal}：{sign}', '关锁 {seal}：{signs}', '关锁 {seal} 异常'],
    because: '关锁报告了开启、剪断或强行操作的迹象。',
  },
  'agent-silent': {
    name: '前端失联',
    says: ['前端 {agent} 失联，此处失明'],
    because: '前端应定时报到；超过宽限时间未听到，即为失明。',
  },
  'device-silent': {
    name: '设备失明',
    says: ['{device} {state}，围网段 {segmentZh} 仅由其覆盖', '{device} {state}，此处失明', '{device} 失明'],
    because: '设备应能看到；看不到本身就是报警。',
  },
  'segment-blind': {
    name: '围网段失明',
    says: ['围网段 {segmentZh} 失明，无传感器看守', '围网段 {segment} 失明，无传感器看守'],
    because: '围网的每一段至少须有一个能看到的传感器，否则等于没有围栏。',
  },
  'clock-jumped': {
    name: '前端时钟跳变',
    says: [
      '前端 {agent} 的时钟相对本系统由 {was} 跳到 {clock}',
      '前端 {agent} 的时钟相对本系统偏差 {clock}',
      '前端 {agent} 的时钟不准',
    ],
    because: '前端时钟应与本系统一致；其事件时间已按偏差校正，但时钟跳变意味着有人改动过。',
  },
  'events-unjudged': {
    name: '事件未经判断',
    says: ['{device} 有事件来得太迟，未经判断', '{agent} 有事件来得太迟，未经判断', '有事件来得太迟，未经判断'],
    because: '来得太迟的事件已存档，但没有按规则判断；那段时间等于无人看守。',
  },
  'events-lost': {
    name: '事件丢失',
    says: ['{agent} 丢失了 {count} 个{class}事件', '{agent} 丢失了事件', '前端丢失了事件'],
    because: '前端的暂存已满、过期或磁盘故障，尚未送达的事件被舍弃；那段时间等于无人看守。',
  },
  'sequence-gap': {
    name: '序号缺口',
    says: ['{agent} 的{class}事件 {sequences} 缺失，未作申报', '{agent} 的事件缺失，未作申报'],
    because: '每一类事件的序号必须连续；一分钟内没有补上，也没有申报为丢失。',
  },
  'epoch-changed': {
    name: '暂存更换',
    says: ['{agent} 换了暂存：旧暂存中未送达的事件已丢失，或有两个进程共用一名', '前端换了暂存'],
    because: '前端重启时沿用原有暂存；换了暂存，旧的里面还有什么无从得知。',
  },
  'impossible-motion': {
    name: '不可能的移动',
    says: ['{asset} 报告的位置需以 {kmh} 移动才能到达，未予采信', '{asset} 报告了不可能到达的位置，未予采信'],
    because: '任何对象都不会快于其种类的上限；此类定位不予采信，连续三个互相吻合才采信。',
  },
} as const satisfies Record<string, RuleWords>;

export type KnownRule = keyof typeof rulesZh;
