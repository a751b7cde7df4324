// What is to be done where somebody is in a place that is closed to them, or at a seal.
import type { Response } from '../contracts/response.ts';

export const intrusionResponses = {
  'restricted-entry': {
    consequence: {
      zh: '无业务的船舶或车辆进入限制区：可能靠泊接驳、偷卸货物、上下人员，或危及码头设施。',
      en: 'A ship or vehicle without business is inside: it may take over goods or people, or endanger the berth.',
    },
    steps: [
      {
        zh: '按 m 定位，看报警时画面和最近的摄像机（l）：是什么船、什么车，在做什么。',
        en: 'Press m, look at the pictures and the nearest camera (l): what ship or vehicle, doing what?',
      },
      {
        zh: '核对有无预约、靠泊申报或作业单；拖轮、供油、引航、公务船另有登记。',
        en: 'Check for a booking, a call or a work order; tugs, bunker, pilot and patrol boats are registered.',
      },
      {
        zh: '船舶：请海事交管用甚高频喊话令其驶离；车辆：向码头询问并令其离开。',
        en: 'A ship: have the VTS call her by VHF to leave. A vehicle: ask the terminal, and have it leave.',
      },
      {
        zh: '不听从、靠泊或有装卸：派员到场，通报边检，报值班关长，全程盯住画面。',
        en: 'If it stays, moors or loads: send an officer, call frontier inspection, tell the supervisor; keep watching.',
      },
      {
        zh: '离开后核实其间做过什么，写入备注，再复位。',
        en: 'Once it has left, find out what it did meanwhile, note it, then reset.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 5, handleWithinMinutes: 120 },
  },
  'restricted-sighting': {
    consequence: {
      zh: '限制区内有人或未获准的车辆：可能翻越围网、接触监管货物或关锁，人身安全也有风险。',
      en: 'A person or vehicle is in a closed area: goods or seals may be touched, and people may come to harm.',
    },
    steps: [
      {
        zh: '看报警时画面和该摄像机实时画面（l）：是人、车，还是动物、光影误报。',
        en: 'Look at the pictures and that camera live (l): a person, a vehicle, or an animal or a shadow?',
      },
      {
        zh: '确有其人：向码头询问是否安排作业，核对工作服、车牌和作业单。',
        en: 'Somebody is there: ask the terminal whether work was ordered; check clothing, plate and work order.',
      },
      {
        zh: '无人认领：派员到场查问，切换相邻摄像机跟住其去向。',
        en: 'Nobody knows of them: send an officer, and follow them with the neighbouring cameras.',
      },
      {
        zh: '查看其接触过的集装箱的关锁状态；有异常的报值班关长。',
        en: 'Check the seals of the boxes they were at; tell the supervisor of anything wrong.',
      },
      {
        zh: '人已离开也要写明是谁、为何，再复位；误报的按传感器误报结案并报修。',
        en: 'Even if they are gone, note who and why, then reset. A false sighting: close as such, report the camera.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 5, handleWithinMinutes: 120 },
  },
  'seal-opened-outside': {
    consequence: {
      zh: '关锁在查验区外打开：箱内货物可能正被取出、换入或夹藏，此后单货不再可信。',
      en: 'The seal was opened outside inspection: goods may be taken out or put in, and papers no longer prove them.',
    },
    steps: [
      {
        zh: '按 m 定位；证据注明位置不确定的，以最近的摄像机（l）为准，不要据此排除。',
        en: 'Press m. If the place is uncertain, go by the nearest camera (l); do not dismiss it for that.',
      },
      {
        zh: '核对关锁号、箱号、操作者：是否有查验或开锁指令，是否为授权人员。',
        en: 'Check seal number, box and who opened it: was there an order to inspect or open, and were they entitled?',
      },
      {
        zh: '立即令承运车辆停在原地，派员到场；在途的通报交警。',
        en: 'Have the carrying vehicle stop where it is and send an officer; on the road, call the police.',
      },
      {
        zh: '现场清点货物、重新施封，记下新旧关锁号；短少或夹藏的移交缉私。',
        en: 'Have the goods counted and sealed anew, note both seal numbers; shortage or contraband goes to anti-smuggling.',
      },
      {
        zh: '结论写入备注后复位；关锁重新锁上并不说明货物完好。',
        en: 'Note the finding, then reset. A seal that is locked again does not prove that the goods are whole.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 3, handleWithinMinutes: 60 },
  },
  'seal-tampered': {
    consequence: {
      zh: '关锁被剪断、拆盖或被试图非法开启：货物可能已被动过，关锁不再能证明箱内完好。',
      en: 'The seal was cut, opened up or tried by force: the goods may have been touched, and it proves nothing more.',
    },
    steps: [
      {
        zh: '看迹象：锁绳剪断、外壳打开须立即拦停；密码错误、未授权卡先查操作者。',
        en: 'See the sign: rope cut or cover open, stop it at once; wrong password or card, first find out who tried.',
      },
      {
        zh: '看最近的摄像机（l）和轨迹（i）：当时在何处、由谁载运、是否停过车。',
        en: 'Look at the nearest camera (l) and the story (i): where was it, who carried it, had it stopped?',
      },
      {
        zh: '令承运车辆停在原地，派员到场查看关锁并拍照；在途的通报交警。',
        en: 'Have the vehicle stop and send an officer to look at the seal and take pictures; on the road, the police.',
      },
      {
        zh: '关锁已损：转查验区开箱清点、重新施封，记下新旧关锁号。',
        en: 'A broken seal: move the box to inspection, count the goods, seal it anew, and note both numbers.',
      },
      {
        zh: '确为关锁故障的，凭现场照片由第二人复核后复位并报修。',
        en: 'Only a faulty seal: a second person agrees by the pictures; then reset, and report the seal.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 3, handleWithinMinutes: 60 },
  },
} as const satisfies Record<string, Response>;
