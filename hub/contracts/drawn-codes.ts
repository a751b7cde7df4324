// What can be wrong with a drawn fence, in one table: code, weight, words, the place that is named, and how it may be mended.

/** `fault`: it is refused. `warning`: it can be read, and is probably not what was meant. `tolerated`: another way to write the same. */
export type Weight = 'fault' | 'warning' | 'tolerated';

interface Kind {
  readonly weight: Weight;
  readonly en: string;
  readonly zh: string;
  /** What `field` and `at` name. */
  readonly place: string;
  /** How a mended drawing comes about; without it none is offered for this alone. */
  readonly mended?: string;
}

/** A code is never used again for another meaning. */
export const drawnCodes = {
  'drawn-shape': {
    ...{
      weight: 'fault',
      en: 'no GeoJSON polygon, multipolygon, line or point',
      zh: '不是有效的 GeoJSON 多边形、线或点',
    },
    place: 'the field',
  },
  'drawn-many': {
    ...{ weight: 'fault', en: 'more than 2,000 points', zh: '顶点过多（上限 2000 个）' },
    ...{ place: 'the first point', mended: 'thinned, and it says how far the edge moved at most' },
  },
  'drawn-off-earth': { weight: 'fault', en: 'not on earth', zh: '坐标不在地球上', place: 'the point' },
  'drawn-far': { weight: 'fault', en: 'over 100 km from the port', zh: '距港口超过 100 公里', place: 'the point' },
  'drawn-swapped': {
    ...{
      weight: 'fault',
      en: 'latitude first: it lies in the port the other way round',
      zh: '经纬度颠倒：对调后落在港区',
    },
    ...{ place: 'the point', mended: 'those points changed round' },
  },
  'drawn-unclosed': {
    ...{ weight: 'fault', en: 'a ring that does not end where it begins', zh: '边界未闭合' },
    ...{ place: 'the ring’s first point', mended: 'closed' },
  },
  'drawn-crossing': {
    ...{ weight: 'fault', en: 'a ring or line that crosses or touches itself', zh: '边界自相交' },
    ...{
      place: 'the crossing',
      mended: 'small loops cut off; else corners put in order; else all parts, or the largest',
    },
  },
  'drawn-flat': {
    ...{ weight: 'fault', en: 'encloses less than a square metre, or has no length or radius', zh: '面积为零' },
    ...{ place: 'the first point', mended: 'a flat hole falls away; else not' },
  },
  'drawn-measure': {
    ...{ weight: 'fault', en: 'a width or radius that its shape has not', zh: '宽度或半径与图形不符' },
    place: 'the measure',
  },
  'drawn-hole-outside': {
    ...{ weight: 'fault', en: 'a hole outside of its ring', zh: '孔洞在外环之外' },
    ...{ place: 'the hole’s first point', mended: 'what of it is in the area is cut out' },
  },
  'drawn-hole-crossing': {
    ...{ weight: 'fault', en: 'a hole across its ring or another hole', zh: '孔洞与外环或其他孔洞相交' },
    ...{ place: 'the crossing', mended: 'the holes cut out of the area' },
  },
  'drawn-hole-nested': {
    ...{ weight: 'fault', en: 'a hole in a hole', zh: '孔洞位于另一孔洞之内' },
    ...{ place: 'the inner one’s first point', mended: 'the outer hole is left' },
  },
  'drawn-parts-overlap': {
    ...{ weight: 'fault', en: 'parts of a multipolygon that overlap', zh: '多个部分互相重叠' },
    ...{ place: 'where they meet, or the inner one’s first point', mended: 'made one' },
  },
  'drawn-spike': {
    ...{ weight: 'warning', en: 'a needle: out and back the same way', zh: '尖刺：沿原路折返' },
    ...{ place: 'its tip', mended: 'taken off' },
  },
  'drawn-doubled': {
    ...{ weight: 'warning', en: 'a point within a centimetre of the one before', zh: '重复顶点' },
    ...{ place: 'the point', mended: 'taken out' },
  },
  'drawn-datum': {
    weight: 'warning',
    ...{ en: 'perhaps GCJ-02 or BD-09: only read so it fits its site', zh: '疑似 GCJ-02 或 BD-09 坐标' },
    place: 'the first point',
  },
  'drawn-winding': {
    ...{
      weight: 'tolerated',
      en: 'wound against RFC 7946; it is read all the same',
      zh: '环绕方向与 RFC 7946 相反（可接受）',
    },
    ...{ place: 'the ring’s first point', mended: 'turned round' },
  },
} as const satisfies Record<string, Kind>;
export type DrawnCode = keyof typeof drawnCodes;

/** As a table in Markdown: of the paper, and of ARCHITECTURE.md. */
export function drawnTable(): string {
  const rows = Object.entries<Kind>(drawnCodes).map(
    ([code, { weight, en, zh, place, mended = '—' }]) =>
      `| \`${code}\` | ${weight} | ${en} · ${zh} | ${place} | ${mended} |`,
  );
  return ['| code | weight | what is wrong | place | mended |', '|---|---|---|---|---|', ...rows].join('\n');
}
