// A table as spreadsheets write it: byte-order marks, CRLF, quotes, Chinese heads; and any bytes at all, which never throw.
import { expect } from 'chai';
import fc from 'fast-check';
import { csvBytesMost, csvOf, csvRowsMost } from '../../hub/files/csv-file.ts';
import { checkedRows } from '../../hub/onboarding/checks.ts';
import { rowsOf } from '../../hub/onboarding/columns.ts';
import { findingLine, words } from '../../hub/onboarding/findings.ts';
import { groundOf } from '../../hub/onboarding/ground.ts';
import { addressFaults } from '../../hub/onboarding/reach.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { columns, csvText, device, saidOf, shipped, tableOf } from './a-device-table.ts';

const bytes = (text: string) => Buffer.from(text);
const fields = (text: string) => {
  const csv = csvOf(bytes(text));
  return 'trouble' in csv ? csv.trouble : csv.records.map(({ line, fields }) => [line, ...fields]);
};

describe('A table of devices', () => {
  it('is read with commas, quotes and line breaks in quotes, and each record has the line it begins on', () => {
    expect(fields('a,"b, ""c""",d\r\n"x\r\ny",,\n\n , \n"z",1,2')).to.deep.equal([
      ...[
        [1, 'a', 'b, "c"', 'd'],
        [2, 'x\r\ny', '', ''],
        [6, 'z', '1', '2'],
      ],
    ]);
  });

  it('with a byte-order mark, CRLF and lone CR reads as without', () => {
    const plain = fields('a,b\n1,2\n');
    expect(fields('\uFEFFa,b\r\n1,2\r\n')).to.deep.equal(plain);
    expect(fields('a,b\r1,2')).to.deep.equal(plain);
  });

  const troubles: readonly (readonly [string, Uint8Array, string, number, number])[] = [
    ['a quote in the midst of a field', bytes('a,b\n1,5" x\n'), 'csv-quote', 2, 2],
    ['words behind a closing quote', bytes('a\n"1" x\n'), 'csv-quote', 2, 1],
    ['a quote without an end', bytes('a,b\n1,"2\n3\n'), 'csv-unclosed', 2, 2],
    ['GB18030', Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0x0a]), 'file-gb18030', 0, 0],
    ['UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'file-not-utf8', 0, 0],
    ['a row too many', bytes('a\n'.repeat(csvRowsMost + 2)), 'csv-too-many', csvRowsMost + 2, 0],
    ['a byte too many', new Uint8Array(csvBytesMost + 1), 'file-too-large', 0, 0],
  ];
  for (const [what, content, code, line, column] of troubles)
    it(`with ${what} is none: ${code}`, () => {
      expect(csvOf(content)).to.deep.equal({ trouble: { code, line, column } });
    });

  it('with as many rows as it may have is read', () => {
    expect(fields('a\n'.repeat(csvRowsMost + 1))).to.have.length(csvRowsMost + 1);
  });

  it('has its columns in any order, in Chinese too, and kinds and directions as well', () => {
    const head = '编号,类型,场所,代理,名称,英文名,车道,围栏,卡口,方向,经度,纬度,坐标系,地址,备注'.split(',');
    const rows = [
      device({ kind: '天线' }),
      {
        id: 'main-in-9',
        kind: '车道',
        site: 'shatian-wharf',
        name_zh: '进',
        name_en: 'In',
        fence: 'xidatan-perimeter',
      },
    ];
    const placed = { gate: 'main', direction: '进', lon: '113.580896', lat: '22.866781', datum: 'WGS-84' };
    const text = `\uFEFF${csvText([rows[0] ?? {}, { ...rows[1], ...placed }], head, '\r\n')}`;
    const checked = checkedRows(groundOf(readPortPlan(shipped)), tableOf(text), false);
    expect(checked.flatMap(({ findings }) => findings)).to.deep.equal([]);
    expect(checked.map(({ entry }) => [entry?.list, entry?.fields.kind, entry?.fields.direction])).to.deep.equal([
      ['devices', 'antenna', undefined],
      ['lanes', undefined, 'in'],
    ]);
  });

  it('whose head names a column nobody knows, one twice, or lacks one is none', () => {
    const head = (text: string) => {
      const table = rowsOf([{ line: 1, fields: text.split(',') }]);
      return 'trouble' in table ? `${table.trouble.column} ${table.trouble.code} ${table.trouble.found}` : 'sound';
    };
    expect(head('id,kind,site,fense')).to.equal('4 column-unknown fense');
    expect(head('id,kind,site,编号')).to.equal('4 column-twice 编号');
    expect(head('id,kind')).to.equal('0 column-missing site');
    expect(head(columns.join(','))).to.equal('sound');
    expect(rowsOf([])).to.have.nested.property('trouble.code', 'table-empty');
  });

  it('of any bytes never throws: a table, or a code that has words, on one line that steers no terminal', async () => {
    const ground = groundOf(readPortPlan(shipped));
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...Object.values(device()), 'camera', 'lane', 'rtsp://[', '\u001b[2J'),
    );
    const lines = fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), { maxLength: 3 });
    const tables = lines.map((rows) =>
      bytes(csvText(rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? '']))))),
    );
    const content = fc.oneof(fc.uint8Array(), fc.string({ unit: fc.constantFrom(...'a,"\r\n编') }).map(bytes), tables);
    await fc.assert(
      fc.asyncProperty(content, async (any) => {
        const csv = csvOf(any);
        const table = 'trouble' in csv ? csv : rowsOf(csv.records);
        const findings =
          'trouble' in table
            ? [table.trouble]
            : [
                ...checkedRows(ground, table.rows, false).flatMap((one) => one.findings),
                ...(await addressFaults(table.rows, false)),
              ];
        for (const one of findings) {
          expect(Object.hasOwn(words, one.code)).to.equal(true);
          expect(findingLine('t.csv', one)).to.match(/^[^\p{Cc}]+$/u);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('with a fault in a field of several lines has it told on the line where its record begins', () => {
    expect(saidOf([device({ note: 'one\ntwo' }), device({ id: 'b', datum: '' })])).to.deep.equal([
      '4 datum: datum-undeclared',
    ]);
  });
});
