// The recorded log through the real agent, MQTT and hub as a historical source, against a brute-force calculation.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { type HubProcess, root, startHub, temporaryFolder } from '../a-port.ts';

const folder = resolve(process.env['EFENCE_SHARED_DATA'] ?? join(root, '..', 'shared', 'data'), 'ais');

/**
 * The log is of moored ships that swing at their lines, so the edges are drawn through where they lie, in raw AIS units
 * (1/600,000 degree) and between two of them: a corner through one ship's berth, edges through three others.
 */
const corners = (
  [
    [3_422_675.5, 31_702_997.5],
    [3_426_981.3, 31_703_202],
    [3_426_727.3, 31_706_000],
    [3_422_675.5, 31_706_000],
  ] as const
).map(([lon, lat]): [number, number] => [lon / 600_000, lat / 600_000]);

interface Fix {
  readonly mmsi: number;
  readonly lon: number;
  readonly lat: number;
  readonly time: number;
}

/** The fixes of the log by the oracle's rows alone: position from gpsd's decode, time from its clock rows. */
function fixesOfOracle(): Fix[] {
  const fixes: Fix[] = [];
  let clock: number | undefined;
  let last = '';
  for (const line of readFileSync(join(folder, 'ais-nmea.log.chk'), 'latin1').split(/\r?\n/)) {
    const rmc = /^\$GPRMC,(\d\d)(\d\d)(\d\d)\.\d+,.*,(\d\d)(\d\d)(\d\d),,,/.exec(line);
    if (rmc !== null) {
      const [h = 0, m = 0, s = 0, day = 0, month = 0, year = 0] = rmc.slice(1).map(Number);
      clock = Date.UTC(2000 + year, month - 1, day, h, m, s);
    }
    if (!line.includes('"class":"AIS"') || line === last) continue;
    last = line;
    const row = JSON.parse(line) as { type: number; mmsi: number; lon: number; lat: number; second: number };
    if (
      ![1, 2, 3, 18, 19].includes(row.type) ||
      row.lon === 108_600_000 ||
      row.lat === 54_600_000 ||
      clock === undefined
    )
      continue;
    fixes.push({
      mmsi: row.mmsi,
      lon: row.lon / 600_000,
      lat: row.lat / 600_000,
      time: latestWith(row.second, clock + 2000),
    });
  }
  return fixes;
}

/** By trying every second backwards, so that it shares nothing with the agent's arithmetic. */
function latestWith(second: number, notAfter: number): number {
  if (second > 59) return notAfter - 2000;
  let time = Math.floor(notAfter / 1000) * 1000;
  while (new Date(time).getUTCSeconds() !== second) time -= 1000;
  return time;
}

/** Winding number by summed angles: slow, and unlike the ray the fence engine casts. */
function isIn({ lon, lat }: Fix): boolean {
  let turned = 0;
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length] ?? [0, 0];
    const a = Math.atan2(ay - lat, ax - lon);
    const b = Math.atan2(by - lat, bx - lon);
    turned += Math.atan2(Math.sin(b - a), Math.cos(b - a));
  });
  return Math.abs(turned) > Math.PI;
}

/** `mmsi enter–exit` for every stay, exit open when the log ends inside. */
function staysOf(fixes: readonly Fix[]): string[] {
  const stays: string[] = [];
  for (const mmsi of new Set(fixes.map((fix) => fix.mmsi))) {
    let entered: number | undefined;
    const own = fixes.filter((fix) => fix.mmsi === mmsi).map((fix, i) => ({ fix, i }));
    for (const { fix } of own.sort((a, b) => a.fix.time - b.fix.time || a.i - b.i)) {
      if (isIn(fix) && entered === undefined) entered = fix.time;
      if (!isIn(fix) && entered !== undefined) {
        stays.push(`${mmsi} ${entered}–${fix.time}`);
        entered = undefined;
      }
    }
    if (entered !== undefined) stays.push(`${mmsi} ${entered}–`);
  }
  return stays.sort();
}

function writePlan(into: string): void {
  mkdirSync(into);
  const name = { zh: '试', en: 'test' };
  const doubt = { confidence: 'illustrative', source: 'test' };
  const site = { id: 'waters', name, kind: 'wharf', lifecycle: 'active', lon: 5.7, lat: 52.85, ...doubt };
  const rules = { agentGraceSeconds: 15, spoolMaxAgeHours: 72, untoldAccuracyM: 0 };
  const plan = {
    id: 'log',
    name,
    timeZone: 'UTC',
    note: name,
    origin: { lon: 5.7, lat: 52.85 },
    agents: [],
    openEnrolment: true,
    rules,
  };
  writeFileSync(join(into, 'plan.yaml'), JSON.stringify(plan));
  writeFileSync(join(into, 'sites.yaml'), JSON.stringify({ sites: [site] }));
  const ring = [...corners, corners[0]];
  const properties = {
    site: 'waters',
    name,
    purpose: 'water',
    by: 'antenna',
    restricted: true,
    hysteresisM: 0,
    fixes: 1,
    confidence: 'illustrative',
    source: 'test',
  };
  const feature = { type: 'Feature', id: 'drawn', geometry: { type: 'Polygon', coordinates: [ring] }, properties };
  writeFileSync(join(into, 'fences.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
}

async function replay(hub: HubProcess, spool: string): Promise<string> {
  const options = [
    '--file',
    join(folder, 'ais-nmea.log'),
    '--historical',
    '--broker',
    hub.broker,
    '--site',
    'waters',
    '--spool',
    spool,
  ];
  const child = spawn(process.execPath, [join(root, 'edge-agents', 'main.ts'), 'ais', ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((done) => child.once('exit', done));
  expect(code, said).to.equal(0);
  return said;
}

describe('A fence across the waters of a recorded log', () => {
  before(function () {
    if (existsSync(folder)) return;
    console.warn(`SKIPPED: no conformance data at ${folder} (EFENCE_SHARED_DATA names another place)`);
    this.skip();
  });

  it('has exactly the stays of a brute-force calculation, old and not wrong, and paging nobody as live', async function () {
    this.timeout(60_000);
    const temporary = temporaryFolder();
    const plan = join(temporary.path, 'plan');
    writePlan(plan);
    const hub = await startHub(join(temporary.path, 'data'), { args: ['--no-page', '--plan', plan] });
    try {
      const said = await replay(hub, join(temporary.path, 'spool.sqlite'));
      const expected = staysOf(fixesOfOracle());
      const alerts = await hub.alerts();
      const got = alerts.map(({ key, from, to }) => `${Number(key.slice(5))} ${from}–${to ?? ''}`).sort();
      expect(expected.length, said).to.be.greaterThan(1);
      expect(expected.some((stay) => !stay.endsWith('–'))).to.equal(true);
      expect(got, said).to.deep.equal(expected);
      expect(new Set(alerts.map(({ feed }) => feed))).to.deep.equal(new Set(['historical']));
      const { counts } = await hub.get<{ counts: Record<string, number> }>('/api/v1/status');
      expect(counts).to.include({ refused: 0, unjudged: 0 });
    } finally {
      await hub.kill();
      temporary.remove();
    }
  });
});
