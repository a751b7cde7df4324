// What is to be done where nobody sees, or where what was seen cannot be relied upon.
import type { Response } from '../contracts/response.ts';

export const watchResponses = {
  'agent-silent': {
    consequence: {
      zh: '该前端所辖设备全部失去联系，其看守的卡口和围网段此刻无人看见。',
      en: 'Every device of this agent is out of reach: nobody sees the gates and segments it watches.',
    },
    steps: [
      {
        zh: '看来源栏和围网覆盖（p）：哪些设备、哪些围网段因此失明。',
        en: 'Look at the sources and the coverage (p): which devices and segments are blind by it?',
      },
      {
        zh: '致电该场所设备维护人员：查供电、网络和前端主机，问明预计恢复时间。',
        en: 'Call the site’s maintenance: power, network, the agent’s machine; ask when it will be back.',
      },
      {
        zh: '失明期间用其他摄像机（l）补看；卡口改人工核对放行后放行车辆，必要时派员。',
        en: 'Meanwhile watch with other cameras (l); at gates check releases by hand, and send an officer if need be.',
      },
      {
        zh: '恢复后看补传的数据有无迟到报警、有无丢失，再结案。',
        en: 'When it is back, see whether its stored data bring late alerts or losses, then close.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 5, handleWithinMinutes: 240 },
  },
  'device-silent': {
    consequence: {
      zh: '该设备看不到：经过此处的人、车、船、箱不会被发现；若为该段唯一传感器，等于没有围网。',
      en: 'This device does not see: who passes here goes unnoticed. If it is a segment’s only one, there is no fence.',
    },
    steps: [
      {
        zh: '打开围网覆盖（p）：此段还有无其他传感器能看到。',
        en: 'Open the coverage (p): does any other sensor see this segment?',
      },
      {
        zh: '看状态：被遮挡、画面冻结可能是人为，先用邻近摄像机（l）看设备本身。',
        en: 'See its state: obscured or frozen may be somebody’s doing; look at the device with a camera beside it (l).',
      },
      {
        zh: '无其他覆盖：派员到位看守，直到恢复；通知码头该处暂停作业。',
        en: 'No other sees it: send an officer to stand there until it is back; have the terminal stop work there.',
      },
      {
        zh: '通知设备维护人员并登记报修；检修中的请值班关长批准停用，写明工单号。',
        en: 'Report it to maintenance. While it is worked on, the supervisor takes it out of service with the order number.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 5, handleWithinMinutes: 240 },
  },
  'segment-blind': {
    consequence: {
      zh: '此段既无物理围网，也无传感器看守：任何人、货可以出入而不被发现。',
      en: 'This segment has neither a fence nor a sensor: people and goods can pass without anybody knowing.',
    },
    steps: [
      {
        zh: '打开围网覆盖（p）：是哪一段、自何时起、哪些传感器看不到。',
        en: 'Open the coverage (p): which segment, since when, and which of its sensors do not see?',
      },
      {
        zh: '立即派员到该段看守，直到有传感器恢复；派员情况记入备注。',
        en: 'Send an officer to stand at the segment at once, until a sensor sees again; note who went and when.',
      },
      {
        zh: '通知码头：失明期间该段暂停装卸和船舶靠离，卡口加强人工核对。',
        en: 'Tell the terminal: no loading or berthing at this segment meanwhile; gates check by hand.',
      },
      {
        zh: '通知设备维护人员先恢复最快能好的一个传感器；超过一小时的报值班关长。',
        en: 'Have maintenance bring back the sensor that is quickest to mend; beyond an hour tell the supervisor.',
      },
      {
        zh: '恢复后调看邻近录像和船、车轨迹，补查失明期间的出入，写明结论。',
        en: 'Afterwards go through recordings and tracks nearby for the blind time, and note what you found.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 2, handleWithinMinutes: 60 },
  },
  'events-unjudged': {
    consequence: {
      zh: '这些观测来得太迟，没有按规则判断：其间若有违规，不会有报警。',
      en: 'These observations came too late for any rule: what was wrong in that time has raised no alert.',
    },
    steps: [
      {
        zh: '看事实中的时段和前端，打开相关监管对象的轨迹（i），人工查看有无异常出入。',
        en: 'See the period and the agent; open the stories (i) of the things it told of and look for what is odd.',
      },
      {
        zh: '与该时段的放行和码头卡口记录核对。',
        en: 'Compare with the releases and the terminal’s gate log of that period.',
      },
      {
        zh: '请设备维护人员查明为何迟到：断网过久，还是前端时钟不准。',
        en: 'Have maintenance find out why it was so late: cut off for long, or a wrong clock?',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 0, handleWithinMinutes: 1440 },
  },
  'clock-jumped': {
    consequence: {
      zh: '前端时钟被改动：事件时间虽已校正，但作为证据的时间可能受到质疑，也可能有人借此掩盖先后。',
      en: 'The agent’s clock was set: times are corrected, but as evidence they may be doubted, or meant to hide an order.',
    },
    steps: [
      {
        zh: '看偏差前后各是多少：恰为整小时多为时区设错，慢慢变大为授时故障。',
        en: 'See the offset before and after: whole hours mean a wrong zone, a slow growth a failed time source.',
      },
      {
        zh: '致电该场所设备维护人员：何人何时改过时钟，授时服务是否正常。',
        en: 'Call the site’s maintenance: who set the clock and when, and does its time source work?',
      },
      {
        zh: '查同一时段该前端有无其他报警；无法解释的报值班关长，按可能的人为改动调查。',
        en: 'Look for other alerts of this agent then. If unexplained, tell the supervisor: somebody may have meant it.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 30, handleWithinMinutes: 1440 },
  },
  'events-lost': {
    consequence: {
      zh: '该前端此时段的观测已永久丢失，等于无人看守；其间的出入事后无法还原。',
      en: 'What this agent saw in that time is lost for good: it was unwatched, and cannot be told afterwards.',
    },
    steps: [
      {
        zh: '看事实：丢失的类别、数量和起止时间，涉及哪些卡口、围网段。',
        en: 'See the facts: class, count, from and until; which gates and segments are concerned?',
      },
      {
        zh: '调看该时段其他摄像机的录像，与放行记录核对有无未放行的出入。',
        en: 'Go through other cameras’ recordings of that time, and hold what passed against the releases.',
      },
      {
        zh: '向码头索取同时段卡口和作业记录，逐条比对。',
        en: 'Ask the terminal for its gate and work records of the same time, and compare them one by one.',
      },
      {
        zh: '通知设备维护人员检查前端磁盘空间和网络，防止再丢。',
        en: 'Have maintenance check the agent’s disk and network, so that it does not happen again.',
      },
      {
        zh: '该时段已用其他记录补查清楚，写明依据，方可复位。',
        en: 'Reset only when that time is accounted for by other records; note by which.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 10, handleWithinMinutes: 480 },
  },
  'sequence-gap': {
    consequence: {
      zh: '前端少报了一段事件且未申报丢失：可能是故障，也可能有人删改过观测。',
      en: 'Events are missing that the agent did not declare lost: a fault, or somebody has taken them out.',
    },
    steps: [
      {
        zh: '看缺失的序号和类别，及前后事件的时间：缺口对应哪一段时间。',
        en: 'See the missing numbers, their class, and the events before and after: which time is the hole?',
      },
      {
        zh: '致电设备维护人员：该前端是否重装、换盘、从备份恢复，请其保全磁盘勿动。',
        en: 'Call maintenance: was the agent reinstalled, or restored from a backup? Its disk must be left as it is.',
      },
      {
        zh: '调看该时段录像和放行、码头记录，补查出入。',
        en: 'Go through recordings, releases and the terminal’s records of that time.',
      },
      {
        zh: '无法解释的报值班关长，按可能的人为删改调查；查清并写明依据后方可复位。',
        en: 'If unexplained tell the supervisor: it may have been done on purpose. Reset only when it is cleared up.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 10, handleWithinMinutes: 480 },
  },
  'epoch-changed': {
    consequence: {
      zh: '该前端换了暂存：旧的里面未送达的已丢失，或有人冒用其名报送假数据。',
      en: 'The agent speaks from another spool: what the old one held is lost, or somebody uses its name for false data.',
    },
    steps: [
      {
        zh: '向该场所设备维护人员核实：是否重装、换机、换盘，何人何时，有无工单。',
        en: 'Ask the site’s maintenance: was it reinstalled or exchanged, by whom, when, and under which order?',
      },
      {
        zh: '无人承认：按冒名处理，停用该前端的密钥，隔离设备，保全证据。',
        en: 'Nobody did it: take it for an impostor. Withdraw the agent’s key, cut the device off, keep the evidence.',
      },
      {
        zh: '两个进程共用一名的，停掉多余的一个，各用各名。',
        en: 'Two processes under one name: stop the one too many, and give each its own.',
      },
      {
        zh: '更换前后的时段按无人看守补查：录像、放行、码头记录；写明依据后复位。',
        en: 'Take the time around it for unwatched: recordings, releases, terminal’s records. Note them, then reset.',
      },
    ],
    ...{ who: 'supervisor', lookWithinMinutes: 10, handleWithinMinutes: 480 },
  },
} as const satisfies Record<string, Response>;
