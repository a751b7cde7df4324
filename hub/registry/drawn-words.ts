// What was done to a drawing that is offered mended, in words of both languages.
import type { Change } from '../contracts/drawn.ts';

export const metres2 = (m2: number): string => `${Math.round(m2).toLocaleString('en')} m²`;

const count = (n: number, one: string, many: string): string => (n === 1 ? `one ${one}` : `${n} ${many}`);

export const changed = {
  swappedBack: (points: number): Change => ({
    code: 'swapped-back',
    says: {
      en: `longitude and latitude of ${count(points, 'point', 'points')} changed places`,
      zh: `${points} 个点的经纬度已对调`,
    },
  }),
  closed: (rings: number): Change => ({
    code: 'closed',
    says: { en: `${count(rings, 'ring', 'rings')} closed`, zh: `已闭合 ${rings} 条边界` },
  }),
  undoubled: (points: number): Change => ({
    code: 'undoubled',
    says: { en: `${count(points, 'doubled point', 'doubled points')} taken out`, zh: `去除 ${points} 个重复点` },
  }),
  unspiked: (spikes: number): Change => ({
    code: 'unspiked',
    says: { en: `${count(spikes, 'spike', 'spikes')} taken off`, zh: `去除 ${spikes} 个尖刺` },
  }),
  thinned: (before: number, after: number, offM: string): Change => ({
    code: 'thinned',
    says: {
      en: `${before} points thinned to ${after}: none left out lay farther than ${offM} m from the edge`,
      zh: `由 ${before} 点抽稀为 ${after} 点，偏离边界不超过 ${offM} 米`,
    },
  }),
  loopsCut: (loops: number, m2: number): Change => ({
    code: 'loops-cut',
    says: {
      en: `${count(loops, 'loop', 'loops')} of ${metres2(m2)} cut off`,
      zh: `切除 ${loops} 个小环，共 ${metres2(m2)}`,
    },
  }),
  holesCut: (drawn: number, left: number): Change => ({
    code: 'holes-cut',
    says: {
      en: `holes cut out of the area: ${drawn} drawn, ${left} left as holes`,
      zh: `孔洞已从区域中扣除：绘制 ${drawn} 个，保留 ${left} 个`,
    },
  }),
  partsJoined: (drawn: number, left: number): Change => ({
    code: 'parts-joined',
    says: {
      en: `${count(drawn, 'part', 'parts')} drawn, ${left} left`,
      zh: `各部分已合并：绘制 ${drawn} 个，现为 ${left} 个`,
    },
  }),
  reordered: {
    code: 'reordered',
    says: { en: 'the corners put in another order, all of them kept', zh: '重新排列顶点顺序，全部保留' },
  } satisfies Change,
  retraced: {
    code: 'retraced',
    says: { en: 'what was drawn there and back left out', zh: '去除往返重复描绘的线段' },
  } satisfies Change,
  rewound: (rings: number): Change => ({
    code: 'rewound',
    says: {
      en: `${count(rings, 'ring', 'rings')} turned round, as RFC 7946 has them`,
      zh: `按 RFC 7946 反转 ${rings} 条边界的方向`,
    },
  }),
};
