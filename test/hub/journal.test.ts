// The journal by itself: what was written is found, whoever is reading meanwhile.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { StartError } from '../../hub/errors.ts';
import { Journal } from '../../hub/journal/journal.ts';
import { prepare } from '../../hub/journal/schema.ts';
import { type KeyState, startOf } from '../../hub/rules/key-state.ts';
import { outside, temporaryFolder } from '../a-port.ts';
import { alertOf } from '../dashboards/alert-of.ts';
import { fix } from './a-fold.ts';

describe('The journal', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let journal: Journal<KeyState>;
  const onDisk = () => new Promise<void>((durable) => journal.write({}, durable));

  beforeEach(() => {
    folder = temporaryFolder();
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    journal = new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault });
  });

  afterEach(async () => {
    await journal.close();
    folder.remove();
  });

  it('is its owner’s alone: it holds keys that nobody may know yet', async () => {
    await onDisk();
    const modes = ['', '-wal', '-shm'].map((part) => statSync(join(folder.path, `journal.sqlite${part}`)).mode & 0o777);
    expect(modes).to.deep.equal([0o600, 0o600, 0o600]);
  });

  it('finds in a replay what the replay itself put on disk', async () => {
    for (let at = 1; at <= 3; at += 1) journal.write({ input: { kind: 'clock', receivedAt: at } });
    await onDisk();
    const past = journal.inputs();
    expect(past.next().value).to.deep.equal([1, { kind: 'clock', receivedAt: 1 }]);
    const block = { first: 1000, base: startOf([]), events: [fix(1, 1000, outside).event] };
    journal.chain.put('mmsi:1', block);
    await onDisk();
    expect(journal.chain.covering('mmsi:1', 1500)).to.deep.equal(block);
    expect([...past]).to.have.length(2);
  });

  /** The file as a hub of another version would leave it. */
  async function left(change: string): Promise<void> {
    await onDisk();
    await journal.close();
    const db = new DatabaseSync(join(folder.path, 'journal.sqlite'));
    db.exec(change);
    db.close();
  }
  const opened = (): Journal<KeyState> =>
    new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault: () => {} });

  it('of an older hub is brought up to date, with all that it holds', async () => {
    journal.write({ input: { kind: 'clock', receivedAt: 7 } });
    journal.chain.keep({ key: 'mmsi:1', position: 1, state: startOf([]), newest: 7, waits: false });
    await left('ALTER TABLE kept DROP COLUMN waits; PRAGMA user_version = 2');
    journal = opened();
    expect([...journal.inputs()]).to.have.length(1);
    // What an older hub kept may wait for something: it is read at the start.
    expect(journal.kept.positions().waiting).to.deep.equal(new Map([['mmsi:1', 1]]));
    journal.chain.keep({ key: 'mmsi:1', position: 1, state: startOf([]), newest: 8, waits: false });
    await onDisk();
    expect(journal.kept.positions().asleep).to.deep.equal(new Map([['mmsi:1', 1]]));
  });

  it('of an older hub remembers which alerts a person is asked to look at again', async () => {
    const alerts = [
      alertOf('a'),
      { ...alertOf('b'), ...withdrawn, reconfirm: true },
      { ...alertOf('c'), ...withdrawn },
    ];
    journal.write({ transitions: alerts.map((alert, i) => ({ seq: i + 1, change: 'amended', alert })) });
    await left("UPDATE alert SET condition = json_extract(body, '$.condition'); PRAGMA user_version = 3");
    journal = opened();
    const [stand, ended] = [journal.alerts.standing(), journal.alerts.ended(9)];
    expect(stand.map(({ seq, alert }) => [seq, alert])).to.deep.equal([
      [1, alerts[0]],
      [2, alerts[1]],
    ]);
    expect(ended.map(({ seq }) => seq)).to.deep.equal([3]);
  });

  for (const [version, says] of [
    [99, /^the data directory has version 99; this hub reads up to 4: use a newer hub$/],
    [
      1,
      /^the data directory has version 1, of a hub before its first release; choose another with --data, or --reset it$/,
    ],
  ] as const) {
    it(`of version ${version} is refused in one sentence, and left as it is`, () => {
      const db = new DatabaseSync(join(folder.path, 'other.sqlite'));
      db.exec(`PRAGMA user_version = ${version}`);
      expect(() => prepare(db)).to.throw(StartError, says);
      expect(db.prepare('PRAGMA user_version').get()).to.include({ user_version: version });
      expect(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).to.include({ n: 0 });
      db.close();
    });
  }
  it('keeps of a payload what it is and not what it was cut from, which stays as it was; what waits goes with what comes next', async () => {
    const whole = Buffer.from('before|payload|after');
    const from = { kind: 'up', site: 'a-site', agent: 'an-agent', class: 'urgent', receivedAt: 1 } as const;
    const told: string[] = [];
    for (const part of [whole.subarray(7, 14), whole.subarray(0, 6), whole.subarray(0, 0)])
      journal.write({ input: { ...from, payload: part } }, () => told.push(part.toString()), true);
    expect(journal.pending).to.equal(3);
    await onDisk();
    expect([told, whole.toString()]).to.deep.equal([['payload', 'before', ''], 'before|payload|after']);
    const kept = [...journal.inputs()].map(([, input]) => ('payload' in input ? input.payload.toString() : ''));
    expect(kept).to.deep.equal(['payload', 'before', '']);
  });
});

const withdrawn = { condition: 'withdrawn' } as const;
