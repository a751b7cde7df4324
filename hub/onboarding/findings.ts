// What can be wrong with a table of devices: every code once, what it says and what was expected, in both languages.
import type { Column, Row } from './columns.ts';

export interface Said {
  readonly zh: string;
  readonly en: string;
}
type Words = readonly [wrong: Said, expected: Said];
const said = (zh: string, en: string): Said => ({ zh, en });

const devices = said('antenna、camera、scale、barrier 或 lane', 'antenna, camera, scale, barrier or lane');
const inPlan = said('规划中已有的编号', 'one of the plan');
const degrees = said('十进制度', 'decimal degrees');
const datums = said('wgs84、cgcs2000、gcj02 或 bd09', 'wgs84, cgcs2000, gcj02 or bd09');
const reachable = said('2 秒内应答的地址', 'one that answers within 2 s');
const smallId = said('小写字母、数字、连字符，至多 48 位', 'lower-case letters, digits and hyphens, 48 at most');
const utf8 = said('UTF-8', 'UTF-8');
const quoted = said(
  '含逗号、引号或换行的字段整个加引号，其中引号写两遍',
  'a field with commas, quotes or line breaks in quotes as a whole, a quote in it twice',
);

export const words = {
  'file-absent': [said('没有这个文件', 'there is no such file'), said('一个 CSV 文件', 'a CSV file')],
  'file-unreadable': [said('文件读不了', 'the file cannot be read'), said('一个 CSV 文件', 'a CSV file')],
  'file-too-large': [said('文件太大', 'the file is too large'), said('至多 16 MiB', '16 MiB at most')],
  'file-gb18030': [
    said('文件是 GB18030（GBK）编码', 'the file is GB18030 (GBK)'),
    said(
      'UTF-8：在表格软件中另存为“CSV UTF-8”，或用 iconv -f GB18030 -t UTF-8',
      'UTF-8: save it as “CSV UTF-8”, or iconv -f GB18030 -t UTF-8',
    ),
  ],
  'file-not-utf8': [said('文件不是 UTF-8 编码', 'the file is not UTF-8'), utf8],
  'csv-quote': [said('引号的位置不对', 'a quote is out of place'), quoted],
  'csv-unclosed': [said('引号没有闭合', 'a quote is not closed'), quoted],
  'csv-too-many': [said('行太多', 'too many rows'), said('至多 10000 行', '10,000 at most')],
  'table-empty': [said('表是空的', 'the table is empty'), said('表头和各行', 'names of columns, then rows')],
  'column-unknown': [said('没有这一列', 'no such column'), said('README 中的列名', 'names of the README')],
  'column-twice': [said('这一列出现两次', 'the column is there twice'), said('一次', 'once')],
  'column-missing': [said('缺少这一列', 'the column is missing'), said('编号、类型、场所', 'id, kind, site')],
  'row-ragged': [
    said('字段数与表头不符', 'has not as many fields as there are columns'),
    said('与表头一样多', 'as many as the head has'),
  ],
  'id-invalid': [said('编号不合规', 'no id'), smallId],
  'id-of-camera': [said('20 位编码属于摄像机', 'a code of 20 digits is a camera’s'), smallId],
  'camera-id-invalid': [
    said('不是海关摄像机编码', 'no customs camera code'),
    said(
      '20 位：1–4 关区，5–7 场所，8 控制方，9–10 为 10，11–13 为 131 或 132，14–15 场所类别，16–17 位置，18–20 序号',
      '20 digits: 1–4 district, 5–7 site, 8 controller, 9–10 are 10, 11–13 are 131 or 132, 14–15 class of site, 16–17 spot, 18–20 serial',
    ),
  ],
  'id-twice': [said('编号重复', 'the id is there twice'), said('每个编号一次', 'each id once')],
  'known-otherwise': [
    said('规划中已有此编号，内容不同', 'is in the plan already, and not the same'),
    said('相同内容，或加 --update', 'the same, or --update'),
  ],
  'kind-unknown': [said('没有这种类型', 'no such kind'), devices],
  'site-unknown': [said('没有这个场所', 'no such site'), inPlan],
  'agent-unknown': [said('没有这个代理', 'no such agent'), inPlan],
  'agent-elsewhere': [
    said('代理属于另一场所', 'the agent speaks for another site'),
    said('本场所的代理', 'an agent of its site'),
  ],
  'lane-unknown': [
    said('没有这个车道', 'no such lane'),
    said('规划或本表中的车道', 'one of the plan or of this table'),
  ],
  'lane-faulty': [said('所在车道的那一行有误', 'the line of its lane is at fault'), said('无误的车道', 'a sound lane')],
  'fence-unknown': [said('没有这个围栏', 'no such fence'), inPlan],
  'gate-invalid': [said('卡口编号不合规', 'no id of a gate'), smallId],
  'direction-unknown': [said('没有这种方向', 'no such direction'), said('in、out 或 both', 'in, out or both')],
  'name-missing': [said('缺少名称', 'no name'), said('中文名和英文名', 'a name in Chinese and one in English')],
  'stands-nowhere': [
    said('既无车道也无围栏', 'stands at no lane and in no fence'),
    said('车道或围栏', 'a lane or a fence'),
  ],
  'position-missing': [said('缺少位置', 'no position'), said('经度和纬度', 'a longitude and a latitude')],
  'position-unreadable': [said('不是数', 'no number'), degrees],
  'drawn-off-earth': [said('不在地球上', 'is not on earth'), said('经度 ±180、纬度 ±90 以内', 'within ±180 and ±90')],
  'drawn-far': [said('离港口太远', 'is far from the port'), said('100 km 以内', 'within 100 km')],
  'drawn-swapped': [
    said('经纬度颠倒', 'longitude and latitude are swapped'),
    said('先经度后纬度', 'longitude, then latitude'),
  ],
  'datum-undeclared': [said('未声明坐标系', 'the datum is not declared'), datums],
  'datum-unknown': [said('没有这种坐标系', 'no such datum'), datums],
  'datum-suspect': [
    said('坐标系可疑', 'the datum is suspect'),
    said('坐标本来的坐标系', 'the datum in which it was taken'),
  ],
  'fence-none': [
    said('没有围栏覆盖此位置', 'no fence covers it'),
    said('在本场所某围栏内，或距其边 50 m 以内', 'in a fence of its site, or within 50 m of its edge'),
  ],
  'lane-off-edge': [
    said('车道不在围栏边上', 'the lane is off the edge of its fence'),
    said('50 m 以内', 'within 50 m'),
  ],
  'address-invalid': [
    said('不是地址', 'no address'),
    said('rtsp://主机[:端口]/路径 或 主机:端口', 'rtsp://host[:port]/path, or host:port'),
  ],
  'address-unreachable': [said('连不上', 'cannot be reached'), reachable],
  'address-mute': [
    said('端口开着，但不应答 RTSP', 'the port is open, but no RTSP answers'),
    said('应答 RTSP OPTIONS 的摄像机', 'a camera that answers RTSP OPTIONS'),
  ],
} as const satisfies Record<string, Words>;
export type Code = keyof typeof words;

/** `column`: which field, from 1; 0 of a line or a file as a whole. */
export interface Finding {
  readonly code: Code;
  readonly line: number;
  readonly column: number;
  /** The column as the table calls it, and what stands in it. */
  readonly name?: string;
  readonly found?: string;
  readonly detail?: Said;
}

/** Of a field of a row. What an address holds is not repeated: there may be a password in it. */
export function finding(row: Row, column: Column, code: Code, detail?: Said): Finding {
  const found = column === 'address' ? undefined : row.text(column);
  return { code, line: row.line, ...row.at(column), found, detail };
}

/** One line, as editors and terminals find it: `file:line:column: [code] Chinese · English`. */
export function findingLine(path: string, { code, line, column, name, found, detail }: Finding): string {
  const [wrong, expected] = words[code];
  const what = [...(name === undefined ? [] : [name]), ...(found === undefined ? [] : [`“${shown(found)}”`])].join(' ');
  const before = (colon: string): string => (what === '' ? '' : `${what}${colon}`);
  const zh = `${before('：')}${wrong.zh}${detail === undefined ? '' : `（${detail.zh}）`}；应为：${expected.zh}`;
  const en = `${before(': ')}${wrong.en}${detail === undefined ? '' : ` (${detail.en})`}; expected ${expected.en}`;
  return `${path}${line > 0 ? `:${line}:${column}` : ''}: [${code}] ${zh} · ${en}`;
}

/** Whatever stands in a file, it stays on its line, and steers no terminal. */
function shown(text: string): string {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�');
  return plain.length > 64 ? `${plain.slice(0, 63)}…` : plain;
}
