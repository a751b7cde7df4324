// What is to be done where goods, vehicles or ships are not where, or not as long where, they should be.
import type { Response } from '../contracts/response.ts';

export const movementResponses = {
  'fence-exit-without-release': {
    consequence: {
      zh: '监管对象未经放行已出围栏；物理围网已拆除，此后其去向不再受控，货物可能流失。',
      en: 'It is out of the supervised area without release. No fence is left to stop it, and the goods may be lost.',
    },
    steps: [
      {
        zh: '按 m 在地图上定位：从哪里出的、现在在哪里。定位漂移会在边线上来回，真出围栏会继续走远。',
        en: 'Press m: where did it cross, where is it now? A drifting fix wavers on the line; a real exit goes on.',
      },
      {
        zh: '打开轨迹（i）查放行：编号、签发时间、有效期、是否已撤销；再与通关系统的放行信息核对。',
        en: 'Open its story (i): release number, issue time, validity, revocation. Compare with the clearance system.',
      },
      {
        zh: '看报警时画面和最近的摄像机（l），确认箱号、车牌与所报一致。',
        en: 'Look at the pictures and the nearest camera (l): are box number and plate the ones told?',
      },
      {
        zh: '确无放行：立即派员拦截；从水上离开的，同时通报海事和边检。报值班关长。',
        en: 'No release: have it stopped; by water, call maritime and frontier officers as well. Tell the supervisor.',
      },
      {
        zh: '向码头询问作业指令和提箱依据；在备注写明核对过的放行编号和结论，再复位。',
        en: 'Ask the terminal for its work order. Note the release number you checked and your finding, then reset.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 3, handleWithinMinutes: 60 },
  },
  'gate-out-without-release': {
    consequence: {
      zh: '货物可能未经海关放行已驶出卡口，上了公路就难以追回；税款、许可证件和查验指令都可能落空。',
      en: 'Goods may be on the public road without release: hard to get back, with duty and inspection still open.',
    },
    steps: [
      {
        zh: '看报警时画面和该车道摄像机（l）：车牌、箱号是否就是所报的车和箱。',
        en: 'Look at the pictures and the lane’s camera (l): are plate and box number the ones told?',
      },
      {
        zh: '车未走远：立即通知卡口值守拦停，或派员到卡口。',
        en: 'Still near the gate: have the gate officer stop the truck at once, or send an officer.',
      },
      {
        zh: '打开轨迹（i）查放行：编号、签发时间、是否已撤销；再与通关系统的放行信息核对。',
        en: 'Open its story (i): release number, issue time, revocation. Compare with the clearance system.',
      },
      {
        zh: '确无放行：向码头询问凭何放箱，报值班关长，由其通报缉私和交警协查。',
        en: 'No release: ask the terminal why it let it go; tell the supervisor, who calls anti-smuggling and police.',
      },
      {
        zh: '放行晚到或车牌读错的，在备注写明放行编号或实际车牌，再复位、结案。',
        en: 'A release that came late, or a misread plate: note its number or the true plate, then reset and close.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 2, handleWithinMinutes: 60 },
  },
  'corridor-deviation': {
    consequence: {
      zh: '转关或区港联动车辆偏离规定路线，途中可能开箱、换货、调包。',
      en: 'A vehicle under customs control is off its route: the box may be opened and the goods exchanged on the way.',
    },
    steps: [
      {
        zh: '按 m 看偏离多远、是否停车。高架桥下定位会跳；封路改道的，同路车辆都会偏离。',
        en: 'Press m: how far off, and has it stopped? Fixes jump under viaducts; road works divert everybody.',
      },
      {
        zh: '打开所载集装箱的轨迹（i），核对关锁号和关锁状态：是否仍为施封。',
        en: 'Open the story (i) of the box it carries: is its seal still the same one, and still sealed?',
      },
      {
        zh: '致电承运企业或司机，问明原因、现在位置和预计到达时间，记入备注。',
        en: 'Call the carrier or driver for the reason, the place and the time of arrival; note what they say.',
      },
      {
        zh: '关锁有变、停车不明或联系不上：报值班关长，派员或请交警到现场。',
        en: 'Seal changed, unexplained stop or no answer: tell the supervisor; send an officer or ask the police.',
      },
      {
        zh: '通知目的地卡口：到达后先验关锁、核对重量和在途时间，再放入。',
        en: 'Tell the gate at its destination to check seal, weight and travel time before letting it in.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 3, handleWithinMinutes: 60 },
  },
  'dwell-over-limit': {
    consequence: {
      zh: '货物超期滞留：可能被遗忘、被藏匿待机调换；危险品久置则危及安全，场地也被占用。',
      en: 'Goods lie too long: forgotten, or hidden until they can be exchanged. Dangerous goods become a hazard.',
    },
    steps: [
      {
        zh: '打开轨迹（i）看最后一次看到是何时何处：可能早已离场而漏读。',
        en: 'Open its story (i): when and where was it last seen? It may have left with its exit unread.',
      },
      {
        zh: '看该处摄像机（l）确认箱、车是否还在；看不清的请场地人员现场核对箱号。',
        en: 'Look with the camera there (l) whether it is still in place; if unclear, have the yard check the number.',
      },
      {
        zh: '向码头询问滞留原因：待查验、待放行、设备故障或无人提箱。',
        en: 'Ask the terminal why: waiting for inspection, for release, for equipment, or for nobody?',
      },
      {
        zh: '属待查验的催办查验；属危险品或无正当理由的，报值班关长处置。',
        en: 'Waiting for inspection: press for it. Dangerous goods, or no good reason: tell the supervisor.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 30, handleWithinMinutes: 480 },
  },
  'box-without-tag': {
    consequence: {
      zh: '箱的电子标签没有读到：标签可能被遮挡、拆除或调换，此箱之后在围栏内将无从跟踪。',
      en: 'The box’s tag was not read: shielded, removed or exchanged. From here on the box cannot be followed.',
    },
    steps: [
      {
        zh: '看报警时画面：箱号是否识别正确，标签是否在位。',
        en: 'Look at the pictures: is the box number read right, and is the tag in its place?',
      },
      {
        zh: '看该车道近期是否常有此类报警：多了就是天线故障，按设备报修。',
        en: 'Does this lane raise many of these lately? Then the antenna is at fault: report the device.',
      },
      {
        zh: '只此一箱：通知卡口或场地人员查验标签、核对关锁号，必要时补装标签。',
        en: 'Only this box: have gate or yard staff check tag and seal number, and fit a new tag if need be.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 30, handleWithinMinutes: 1440 },
  },
  'impossible-motion': {
    consequence: {
      zh: '所报位置不可能到达，未予采信：定位可能受干扰或被伪造，或两个对象共用一号，其真实位置暂不可知。',
      en: 'It cannot be where it was told to be: jamming, a forged position, or two under one number. Its true place is unknown.',
    },
    steps: [
      {
        zh: '打开轨迹（i）：位置是在两处之间来回（两者共用一号），还是一次跳远（干扰或伪造）。',
        en: 'Open its story (i): to and fro between two places (two under one number), or one leap (a false fix)?',
      },
      {
        zh: '看最后可信位置处的摄像机（l），确认该对象实际在哪里。',
        en: 'Look with the camera (l) at its last believed place: where is it really?',
      },
      {
        zh: '同时多个对象出现：定位受干扰，通知设备维护人员和海事；仅一个：请其核查定位终端。',
        en: 'Several things at once: jamming; tell maintenance and the maritime side. Only one: have its unit checked.',
      },
      {
        zh: '疑为伪造或套号：报值班关长，下次过卡口时人工查验。',
        en: 'If forging or a borrowed number is suspected: tell the supervisor, and check it by hand at its next gate.',
      },
    ],
    ...{ who: 'monitor', lookWithinMinutes: 30, handleWithinMinutes: 480 },
  },
} as const satisfies Record<string, Response>;
