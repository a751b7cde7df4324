// Tables of devices for tests: rows with plain defaults, a made-up lot of 55 in the shipped port, the command that enrols them.
import { spawn } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { csvOf } from '../../hub/files/csv-file.ts';
import { checkedRows } from '../../hub/onboarding/checks.ts';
import { rowsOf } from '../../hub/onboarding/columns.ts';
import type { Finding } from '../../hub/onboarding/findings.ts';
import { groundOf } from '../../hub/onboarding/ground.ts';
import { readPortPlan } from '../../hub/registry/port-plan.ts';
import { root } from '../a-port.ts';

export const shipped = join(root, 'hub', 'plans', 'humen-shatian');
export const columns = 'id,kind,site,agent,name_zh,name_en,lane,fence,gate,direction,lon,lat,datum,address,note'.split(
  ',',
);
export type Cells = Readonly<Record<string, string>>;

/** A sound antenna in the yard of the shipped port. */
const antenna: Cells = {
  ...{
    id: 'antenna-new',
    kind: 'antenna',
    site: 'shatian-wharf',
    agent: 'yard',
    name_zh: '新天线',
    name_en: 'New antenna',
  },
  ...{ fence: 'xidatan-yard', lon: '113.577', lat: '22.8688', datum: 'wgs84' },
};
export const device = (cells: Cells = {}): Cells => ({ ...antenna, ...cells });
export const camera = (serial: number, cells: Cells = {}): Cells =>
  device({ id: `520025051013208040${String(serial).padStart(2, '0')}`, kind: 'camera', ...cells });
/** Beside main-in-1, on the edge of the perimeter. */
export const lane = (cells: Cells = {}): Cells => ({
  ...{
    id: 'main-in-9',
    kind: 'lane',
    site: 'shatian-wharf',
    name_zh: '进 9 道',
    name_en: 'In 9',
    fence: 'xidatan-perimeter',
  },
  ...{ gate: 'main', direction: 'in', lon: '113.580896', lat: '22.866781', datum: 'wgs84' },
  ...cells,
});

const quoted = (text = ''): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csvText = (rows: readonly Cells[], head: readonly string[] = columns, end = '\n'): string =>
  [head.join(','), ...rows.map((row) => columns.map((name) => quoted(row[name])).join(','))].join(end) + end;

/** What the checks say of rows in the shipped port: the code, the line, and the name of the column. */
export function saidOf(rows: readonly Cells[], update = false): string[] {
  const ground = groundOf(readPortPlan(shipped));
  const findings = checkedRows(ground, tableOf(csvText(rows)), update).flatMap((one) => one.findings);
  return findings.map(({ code, line, name = '' }: Finding) => `${line} ${name}: ${code}`);
}

export function tableOf(text: string | Uint8Array) {
  const csv = csvOf(typeof text === 'string' ? Buffer.from(text) : text);
  if ('trouble' in csv) throw new Error(csv.trouble.code);
  const table = rowsOf(csv.records);
  if ('trouble' in table) throw new Error(table.trouble.code);
  return table.rows;
}

/** A real listener on loopback: a camera's, which answers RTSP, a reader's, which says nothing, or one that speaks HTTP. */
export async function listener(
  kind: 'rtsp' | 'bare' | 'http',
): Promise<{ port: number; asked: string[]; close(): void }> {
  const asked: string[] = [];
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    if (kind === 'bare') return;
    socket.on('data', (chunk) => {
      asked.push(chunk.toString());
      socket.write(
        kind === 'rtsp' ? 'RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n\r\n' : 'HTTP/1.1 400 Bad Request\r\n\r\n',
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return { port, asked, close: () => server.close() };
}

/** A lane, ten antennas, ten scales and barriers, and cameras: all sound while the ports are open. */
export function fiftyFive(rtspPort: number, barePort: number): Cells[] {
  const several = (count: number, of: (i: number) => Cells) => Array.from({ length: count }, (_, i) => of(i + 1));
  const address = `127.0.0.1:${barePort}`;
  const unplaced = { fence: '', lon: '', lat: '', datum: '', lane: 'main-in-9' };
  return [
    lane(),
    ...several(14, (i) => device({ id: `antenna-new-${i}`, address })),
    ...several(5, (i) => device({ id: `scale-new-${i}`, kind: 'scale', address, ...unplaced })),
    ...several(5, (i) => device({ id: `barrier-new-${i}`, kind: 'barrier', address, ...unplaced })),
    // 113.577, 22.8688 as a map of Gaode has it.
    ...several(5, (i) =>
      device({ id: `antenna-gcj-${i}`, datum: 'gcj02', lon: '113.582077', lat: '22.865837', address }),
    ),
    ...several(25, (i) => camera(i + 10, { address: `rtsp://viewer:hush@127.0.0.1:${rtspPort}/main/${i}` })),
  ];
}

/** A copy of the shipped plan, comments and all. */
export function planCopy(into: string): string {
  const plan = join(into, 'plan');
  cpSync(shipped, plan, { recursive: true });
  return plan;
}

export function written(folder: string, content: string | Uint8Array): string {
  const path = join(folder, 'devices.csv');
  writeFileSync(path, content);
  return path;
}

/** The command itself, beside the listeners of this process. */
export async function onboarded(args: readonly string[]): Promise<{ code: number | null; out: string[]; err: string }> {
  const child = spawn(process.execPath, [join(root, 'hub', 'onboard.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, out: out.split('\n').filter((line) => line !== ''), err };
}
