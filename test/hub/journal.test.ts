// The journal by itself: what was written is found, whoever is reading meanwhile.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Journal } from '../../hub/journal/journal.ts';
import { type KeyState, startOf } from '../../hub/rules/key-state.ts';
import { outside, temporaryFolder } from '../a-port.ts';
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
    expect(past.next().value).to.deep.equal({ kind: 'clock', receivedAt: 1 });
    const block = { first: 1000, base: startOf([]), events: [fix(1, 1000, outside).event] };
    journal.chain.put('mmsi:1', block);
    await onDisk();
    expect(journal.chain.covering('mmsi:1', 1500)).to.deep.equal(block);
    expect([...past]).to.have.length(2);
  });
});
