// Every fault a line of a table of devices can have, one at a time: its code, its line and its column; and what is none.
import { expect } from 'chai';
import { checkedRows } from '../../hub/onboarding/checks.ts';
import { type Code, words } from '../../hub/onboarding/findings.ts';
import { groundOf } from '../../hub/onboarding/ground.ts';
import { addressFaults } from '../../hub/onboarding/reach.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { freePort } from '../a-port.ts';
import { type Cells, camera, csvText, device, lane, listener, saidOf, shipped, tableOf } from './a-device-table.ts';

const bonded = { site: 'bonded-centre', agent: 'gate-bonded', fence: 'bonded-centre' };

const table: readonly (readonly [what: string, rows: readonly Cells[], ...said: string[]])[] = [
  ['capital letters in an id', [device({ id: 'Antenna' })], '2 id: id-invalid'],
  ['no id', [device({ id: '' })], '2 id: id-invalid'],
  ['a camera’s code on an antenna', [device({ id: '52002505101320804001' })], '2 id: id-of-camera'],
  ['a camera code of 19 digits', [camera(1, { id: '5200250510132080401' })], '2 id: camera-id-invalid'],
  ['digits 9–10 that are not 10', [camera(1, { id: '52002505111320804011' })], '2 id: camera-id-invalid'],
  [
    'a device that is no camera in digits 11–13',
    [camera(1, { id: '52002505101330804011' })],
    '2 id: camera-id-invalid',
  ],
  ['a controller that is not in the list', [camera(1, { id: '52002504101320804011' })], '2 id: camera-id-invalid'],
  ['a class of site that is not in the list', [camera(1, { id: '52002505101329904011' })], '2 id: camera-id-invalid'],
  ['an id twice', [device(), device({ id: 'b' }), device()], '4 id: id-twice'],
  ['an id of the plan, with another name', [device({ id: 'antenna-yard-north' })], '2 id: known-otherwise'],
  ['a kind of its own', [device({ kind: 'drone' })], '2 kind: kind-unknown'],
  ['an inherited word for a kind', [device({ kind: 'constructor' })], '2 kind: kind-unknown'],
  ['no such site', [device({ site: 'nowhere' })], '2 site: site-unknown'],
  ['no such agent', [device({ agent: 'nobody' })], '2 agent: agent-unknown'],
  ['an agent of another site', [device({ agent: 'gate-waste' })], '2 agent: agent-elsewhere'],
  ['no such lane', [device({ lane: 'main-in-7' })], '2 lane: lane-unknown'],
  [
    'a lane whose own line is at fault',
    [device({ lane: 'main-in-9' }), lane({ direction: 'up' })],
    '2 lane: lane-faulty',
    '3 direction: direction-unknown',
  ],
  ['no such fence', [device({ fence: 'hedge' })], '2 fence: fence-unknown'],
  ['a lane without a gate', [lane({ gate: '' })], '2 gate: gate-invalid'],
  ['a lane in the midst of its fence', [lane({ lon: '113.5795', lat: '22.8655' })], '2 fence: lane-off-edge'],
  ['one name only', [device({ name_en: '' })], '2 name_en: name-missing'],
  ['neither lane nor fence', [device({ fence: '' })], '2 lane: stands-nowhere'],
  ['no position and no lane', [device({ lon: '', lat: '' })], '2 lon: position-missing'],
  ['half a position', [device({ lat: '' })], '2 lat: position-missing'],
  ['degrees and minutes', [device({ lon: '113°34′37″' })], '2 lon: position-unreadable'],
  ['a longitude of no earth', [device({ lon: '213.577' })], '2 lon: drawn-off-earth'],
  ['latitude first', [device({ lon: '22.8688', lat: '113.577' })], '2 lon: drawn-swapped'],
  ['another port', [device({ lon: '121.47', lat: '31.23' })], '2 lon: drawn-far'],
  ['no datum', [device({ datum: '' })], '2 datum: datum-undeclared'],
  ['a datum of its own', [device({ datum: 'beijing54' })], '2 datum: datum-unknown'],
  [
    'a map’s GCJ-02 said to be WGS-84',
    [device({ ...bonded, lon: '113.605106', lat: '22.859066' })],
    '2 datum: datum-suspect',
  ],
  [
    'WGS-84 said to be GCJ-02',
    [device({ ...bonded, lon: '113.6', lat: '22.862', datum: 'gcj02' })],
    '2 datum: datum-suspect',
  ],
  ['a place in what is drawn for orientation only', [device({ lon: '113.562', lat: '22.86325' })], '2 lon: fence-none'],
  ['a place without a fence', [device({ lon: '113.61', lat: '22.9' })], '2 lon: fence-none'],
  [
    'several at once',
    [device({ kind: 'drone', agent: 'nobody', datum: '' })],
    ...['2 kind: kind-unknown', '2 agent: agent-unknown', '2 datum: datum-undeclared'],
  ],
];

describe('A line of a table of devices', () => {
  for (const [what, rows, ...said] of table)
    it(`with ${what} → ${said.at(-1)}`, () => {
      expect(saidOf(rows)).to.deep.equal(said);
    });

  it('with fewer fields than there are columns is ragged, and nothing more is said of it', () => {
    const rows = tableOf('id,kind,site\na,b\n');
    const [checked] = checkedRows(groundOf(readPortPlan(shipped)), rows, false);
    expect(checked?.findings).to.deep.equal([{ code: 'row-ragged', line: 2, column: 0 }]);
  });

  it('without a fault is none: a camera that watches segments, a scale where its lane is, a lane of this table, another datum', () => {
    const scale = { kind: 'scale', lane: 'main-in-9', fence: '', lon: '', lat: '', datum: '' };
    const rows = [camera(71, { fence: '' }), device({ id: 'scale', ...scale }), lane(), device({ datum: 'CGCS2000' })];
    expect(saidOf(rows)).to.deep.equal([]);
  });

  it('that changes what the plan has is sound with --update', () => {
    expect(saidOf([device({ id: 'antenna-yard-north' })], true)).to.deep.equal([]);
  });

  it('is asked at its address: refused, mute, no address, each address once and none when told so', async () => {
    const [rtsp, http, bare] = [await listener('rtsp'), await listener('http'), await listener('bare')];
    const [closed, local] = [await freePort(), 'rtsp://127.0.0.1'];
    const addresses = [
      `${local}:${rtsp.port}/a`,
      `${local}:${rtsp.port}/a`,
      `${local}:${http.port}/a`,
      `${local}:${bare.port}/a`,
      `127.0.0.1:${bare.port}`,
      `127.0.0.1:${closed}`,
      ...['http://127.0.0.1', 'camera', '127.0.0.1:0', '127.0.0.1:99999', 'rtsp://', 'rtsp://a b/'],
    ];
    const rows = tableOf(csvText(addresses.map((address, i) => device({ id: `d-${i}`, address }))));
    const said = async (isAsked: boolean) => {
      const findings = await addressFaults(rows, isAsked);
      return findings
        .map(({ line, code }) => `${line} ${code}`)
        .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    };
    const invalid = [8, 9, 10, 11, 12, 13].map((line) => `${line} address-invalid`);
    const silent = ['4 address-mute', '5 address-mute', '7 address-unreachable'];
    expect(await said(true)).to.deep.equal([...silent, ...invalid]);
    expect(rtsp.asked).to.have.length(1);
    expect(await said(false)).to.deep.equal(invalid);
    for (const one of [rtsp, http, bare]) one.close();
  });

  it('can have no fault of which a person is not told in both languages', () => {
    for (const code of Object.keys(words) as Code[])
      for (const { zh, en } of words[code]) expect([zh === '', en === ''], code).to.deep.equal([false, false]);
  });
});
