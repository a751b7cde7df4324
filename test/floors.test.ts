// The floors of the house, kept: who may import whom, no circle, no bad names, no file too long, one owner per library.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '..');
const files = globSync('{hub,edge-agents,dashboards,geo,test}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !file.includes('/dist/'),
);
const house = files.filter((file) => !file.startsWith('test/'));
const text = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

const importOf = /(?:^|\n)\s*(?:import|export)\s[^;]*?from '([^']+)'|import\('([^']+)'\)/g;
const imports = new Map(
  files.map((file) => {
    const named = [...(text.get(file) ?? '').matchAll(importOf)].map((m) => m[1] ?? m[2] ?? '');
    const local = named.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(file), name)));
    return [file, { local, library: named.filter((name) => !name.startsWith('.')) }];
  }),
);

/** The room of a file: a folder of the hub or of the agents, a file of the hub's own floor, or the whole end it stands at. */
const roomOf = (file: string): string => {
  const [top = '', second = '', ...rest] = file.split('/');
  if (top === 'hub') return rest.length > 0 ? `hub/${second}` : file;
  return top === 'edge-agents' && rest.length > 0 ? `edge-agents/${second}` : top;
};

// The house (DESIGN §3): who may stand on whom. A room that is not named here does not exist.
const rooms = (...names: readonly string[]): string[] => names.map((name) => `hub/${name}`);
// What EPCIS is, pure, lies low: the journal keeps its rows, the API answers them.
const ground = [...rooms('errors.ts', 'clock.ts', 'contracts', 'epcis', 'files'), 'geo'];
const middle = [...rooms('flow.ts', 'say.ts', 'world.ts', 'registry', 'journal', 'identity'), ...ground];
const strangers = rooms('ingest', 'rules', 'alerts', 'push', 'routing', 'history', 'cctv', 'trust', 'measures');
const table: Record<string, readonly string[]> = {
  // geo does no I/O; contracts know nothing of the hub; rules never send, ingest never judges, push never decides:
  // none of them can reach the room in which that would be done.
  geo: [],
  'hub/contracts': [],
  'hub/errors.ts': [],
  'hub/clock.ts': [],
  'hub/files': [],
  'hub/config.ts': rooms('errors.ts', 'contracts'),
  'hub/epcis': rooms('contracts', 'errors.ts'),
  // People, their rights and their sessions: who asks is known before anything is answered.
  'hub/identity': rooms('contracts', 'errors.ts', 'clock.ts', 'files'),
  'hub/world.ts': ['hub/contracts', 'geo'],
  'hub/say.ts': ['hub/contracts', 'geo'],
  'hub/flow.ts': ['hub/say.ts', ...rooms('contracts', 'errors.ts', 'epcis', 'world.ts'), 'geo'],
  'hub/registry': [...ground, ...rooms('flow.ts', 'world.ts')],
  'hub/journal': [...ground, 'hub/flow.ts', 'hub/say.ts', 'hub/identity'],
  ...Object.fromEntries(strangers.map((room) => [room, middle])),
  'hub/api': [...middle],
  'hub/line.ts': [...middle, ...strangers],
  'hub/audit.ts': rooms('flow.ts', 'contracts'),
  'hub/snapshots.ts': [...middle, ...strangers, ...rooms('line.ts', 'telling.ts')],
  'hub/restart.ts': [...middle, ...strangers, ...rooms('line.ts', 'telling.ts', 'snapshots.ts')],
  'hub/retention.ts': rooms('clock.ts', 'contracts', 'journal'),
  'hub/desk.ts': [...middle, ...strangers, ...rooms('api')],
  'hub/deeds.ts': [...middle, ...strangers],
  'hub/quarantine.ts': [...middle, ...strangers, ...rooms('api')],
  'hub/telling.ts': [...middle, ...strangers],
  'hub/reading.ts': [
    ...middle,
    ...strangers,
    ...rooms('api', 'telling.ts', 'deeds.ts', 'desk.ts', 'quarantine.ts', 'retention.ts', 'memory.ts'),
  ],
  'hub/measuring.ts': [...middle, ...strangers, ...rooms('api', 'reading.ts')],
  'hub/followers.ts': [...middle, ...strangers],
  'hub/memory.ts': [],
  'hub/wakefulness.ts': rooms('clock.ts', 'flow.ts'),
  'hub/kinds.ts': rooms('contracts', 'alerts', 'rules'),
  'hub/routes.ts': [...middle, ...strangers, ...rooms('api', 'reading.ts')],
  'hub/web.ts': [...middle, ...strangers, ...rooms('api', 'measuring.ts', 'reading.ts', 'routes.ts')],
  'hub/core.ts': [
    ...middle,
    ...strangers,
    ...rooms(
      'line.ts',
      'kinds.ts',
      'telling.ts',
      'audit.ts',
      'snapshots.ts',
      'restart.ts',
      'deeds.ts',
      'desk.ts',
      'quarantine.ts',
      'followers.ts',
      'wakefulness.ts',
      'retention.ts',
    ),
  ],
  'hub/hub.ts': [
    ...middle,
    ...strangers,
    ...rooms('core.ts', 'followers.ts', 'restart.ts', 'reading.ts', 'web.ts', 'retention.ts', 'memory.ts'),
  ],
  'hub/plan.ts': rooms('registry', 'contracts', 'clock.ts'),
  // Draws a day again without a hub: pure, but for reading it.
  'hub/lottery.ts': rooms('contracts', 'trust'),
  'hub/password.ts': rooms('identity'),
  // Tables of devices: checked against a plan, and enrolled into it, without a hub.
  'hub/onboarding': [...ground, 'hub/registry'],
  'hub/onboard.ts': rooms('errors.ts', 'files', 'identity', 'onboarding', 'registry'),
  'hub/page.ts': [],
  'hub/demo.ts': rooms('contracts'),
  'hub/named-agents.ts': rooms('contracts', 'demo.ts', 'identity'),
  'hub/acl.ts': rooms('contracts', 'errors.ts', 'identity', 'registry'),
  'hub/named.ts': [...ground, ...rooms('config.ts', 'named-agents.ts', 'demo.ts', 'hub.ts', 'identity', 'registry')],
  'hub/greeting.ts': [
    ...ground,
    ...rooms('config.ts', 'named-agents.ts', 'demo.ts', 'identity', 'named.ts', 'restart.ts'),
  ],
  'hub/main.ts': [
    ...ground,
    ...rooms('config.ts', 'demo.ts', 'greeting.ts', 'hub.ts', 'named.ts', 'page.ts', 'registry', 'routing'),
  ],
  // Agents know no fence: no geo here. Device families are strangers to each other.
  'edge-agents': [
    'hub/contracts',
    ...['ais', 'camera', 'epcis', 'frigate', 'sim'].map((family) => `edge-agents/${family}`),
  ],
  'edge-agents/ais': ['hub/contracts', 'edge-agents'],
  'edge-agents/camera': ['hub/contracts', 'edge-agents'],
  'edge-agents/epcis': ['hub/contracts', 'edge-agents'],
  // The cameras' table is a file that a person wrote, and its faults have lines.
  'edge-agents/frigate': ['hub/contracts', 'hub/files', 'edge-agents'],
  'edge-agents/sim': ['hub/contracts', 'edge-agents'],
  // Dashboards never compute an alert: they reach no rule, only what the hub says.
  dashboards: ['hub/contracts', 'geo'],
};

describe('The floors of the house', () => {
  it('every room is known and imports only from the floors below it', () => {
    const wrong = house.flatMap((file) => {
      const room = roomOf(file);
      const allowed = table[room];
      if (allowed === undefined) return [`${file}: no such room`];
      const foreign = (imports.get(file)?.local ?? []).filter(
        (to) => roomOf(to) !== room && !allowed.includes(roomOf(to)),
      );
      return foreign.map((to) => `${file} → ${to}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('there is no circle of imports, types included', () => {
    const done = new Set<string>();
    const circle = (file: string, path: readonly string[]): string | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' → ');
      if (done.has(file)) return undefined;
      for (const to of imports.get(file)?.local ?? []) {
        const found = imports.has(to) ? circle(to, [...path, file]) : undefined;
        if (found !== undefined) return found;
      }
      done.add(file);
      return undefined;
    };
    expect(house.map((file) => circle(file, [])).filter((found) => found !== undefined)).to.deep.equal([]);
  });

  it('each library has one door', () => {
    const doors: Record<string, readonly string[]> = {
      ws: ['hub/cctv/video-gate.ts', 'edge-agents/camera/video-uplink.ts'],
      'node-rtsp-stream/mpeg1muxer.js': ['edge-agents/camera/transcoder.ts'],
      '@cycjimmy/jsmpeg-player': ['dashboards/cctv/player.ts'],
      gcoord: ['geo/datum.ts'],
      aedes: ['hub/ingest/embedded-broker.ts'],
      mqtt: [
        'hub/ingest/external-broker.ts',
        'hub/routing/mqtt-sender.ts',
        'edge-agents/frigate/link.ts',
        'edge-agents/link.ts',
      ],
      influx: ['hub/history/influx-store.ts'],
      jstat: ['hub/trust/behaviour.ts'],
      'prom-client': ['hub/measures/exposition.ts'],
      'openid-client': ['hub/identity/sign-on.ts'],
      nodemailer: ['hub/routing/mail-sender.ts'],
      re2js: ['hub/routing/matcher.ts'],
      'socket.io': ['hub/push/socket-gate.ts', 'hub/push/reader.ts'],
      express: ['hub/api/app.ts'],
      'socket.io-client': ['dashboards/link/socket.ts'],
      pino: ['hub/main.ts'],
      vite: ['hub/page.ts', 'dashboards/vite.config.ts'],
      yaml: ['hub/files/yaml-file.ts', 'hub/contracts/papers.ts', 'edge-agents/camera/cameras-file.ts'],
      '@turf/turf': ['hub/registry/drawn-turf.ts'],
      'node:sqlite': [
        'hub/journal/acted-store.ts',
        'hub/journal/chain.ts',
        'hub/journal/epcis-store.ts',
        'hub/journal/journal.ts',
        'hub/journal/kept-keys.ts',
        'hub/journal/lock.ts',
        'hub/journal/naming.ts',
        'hub/journal/outbox-store.ts',
        'hub/journal/quarantine-store.ts',
        'hub/journal/retained.ts',
        'hub/journal/retention.ts',
        'hub/journal/schema.ts',
        'hub/journal/session-store.ts',
        'hub/journal/alert-store.ts',
        'hub/journal/trust-store.ts',
        'hub/journal/writer.ts',
        'hub/journal/writing.ts',
        'edge-agents/spool.ts',
        'edge-agents/spool-file.ts',
      ],
    };
    for (const [library, allowed] of Object.entries(doors)) {
      const users = house.filter((file) => imports.get(file)?.library.includes(library));
      expect(
        users.filter((file) => !allowed.includes(file)),
        library,
      ).to.deep.equal([]);
    }
  });

  it('time, chance and the environment have one owner each', () => {
    const owners: Record<string, readonly string[]> = {
      'Date.now(': ['hub/clock.ts', 'edge-agents/clock.ts', 'dashboards/clock.ts'],
      'Math.random(': [],
      // An agent's key comes by the environment, and is taken out of it.
      'process.env': ['hub/config.ts', 'edge-agents/main.ts'],
    };
    for (const [word, allowed] of Object.entries(owners)) {
      const users = house.filter((file) => text.get(file)?.includes(word) && !allowed.includes(file));
      expect(users, word).to.deep.equal([]);
    }
  });

  it('geo and rules do no I/O: they import nothing but the comparison of values, and the arithmetic of datums', () => {
    const pure = house.filter((file) => file.startsWith('geo/') || file.startsWith('hub/rules/'));
    const used = pure.flatMap((file) => (imports.get(file)?.library ?? []).map((library) => `${file}: ${library}`));
    const arithmetic = 'geo/datum.ts: gcoord';
    expect(used.filter((use) => !use.endsWith('node:util') && use !== arithmetic)).to.deep.equal([]);
  });

  it('names say what things are: no utils, helpers, common, manager, service, types; no barrels, no default exports', () => {
    const bad = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|managers?|services?|types|index)\.tsx?$/.test(file),
    );
    expect(bad).to.deep.equal([]);
    const defaults = house.filter(
      (file) => /^export default/m.test(text.get(file) ?? '') && !file.endsWith('.config.ts'),
    );
    expect(defaults).to.deep.equal([]);
  });

  it('every file opens with one sentence on what it is for, and none is longer than 300 lines', () => {
    const mute = files.filter((file) => !/^\/\/ .{20,}/.test(text.get(file) ?? ''));
    expect(mute, 'no first sentence').to.deep.equal([]);
    const long = files.filter((file) => (text.get(file) ?? '').split('\n').length > 301);
    expect(long, 'too long').to.deep.equal([]);
  });

  it('the line fits on a page', () => {
    expect((text.get('hub/line.ts') ?? '').split('\n').length).to.be.at.most(100);
  });
});
