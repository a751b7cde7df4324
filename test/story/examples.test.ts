// The examples to send by hand, over a real hub: each does what its README says.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type HubProcess, root, startAgent, startHub, temporaryFolder, until } from '../a-port.ts';

const folder = join(root, 'edge-agents', 'examples');
type Story = readonly [file: string, told: readonly string[], exit?: number];

/** One after the other to one hub, in the order of the README: what each changes, as `rule condition`. */
const stories: readonly Story[] = [
  ['truck-leaves-without-release', ['gate-out-without-release active']],
  ['release-issued-before-delivered-late', ['gate-out-without-release withdrawn']],
  ['truck-leaves-too-early', ['gate-out-without-release active']],
  ['release-after-exit', ['gate-out-without-release active']],
  ['release', []],
  ['truck-leaves-with-release', []],
  ['release-by-a-terminal', [], 1],
  ['two-trucks-leave', ['gate-out-without-release active']],
  ['box-moved-to-another-truck', ['gate-out-without-release active', 'gate-out-without-release withdrawn']],
  ['seal-opened-outside', ['seal-opened-outside active']],
  ['seal-rope-cut', ['seal-tampered active']],
  ['truck-in-restricted-zone', ['restricted-entry active']],
  ['corridor-deviation', ['corridor-deviation active']],
  ['vessel-trespass', ['restricted-entry active']],
  ['box-seen-tag-unread', ['box-without-tag active']],
  ['camera-covered', ['device-silent active', 'segment-blind active']],
  ['rubbish', [], 1],
];

describe('The examples to send by hand', () => {
  let hub: HubProcess;
  let data: ReturnType<typeof temporaryFolder>;
  /** By alert, the revision seen last. */
  const known = new Map<string, number>();

  before(async () => {
    data = temporaryFolder();
    hub = await startHub(data.path);
  });
  after(async () => {
    await hub.kill();
    data.remove();
  });

  const changed = async () => (await hub.alerts()).filter(({ id, revision }) => known.get(id) !== revision);
  const seen = async () => (await changed()).map(({ rule, condition }) => `${rule} ${condition}`).sort();

  it('are all told of here and in their README, in one order', () => {
    const all = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(stories.map(([file]) => `${file}.json`).sort()).to.deep.equal(all.sort());
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z-]+)\.json`/gm)].map(([, file]) => file);
    expect(rows).to.deep.equal(stories.map(([file]) => file));
  });

  for (const [file, told, exit = 0] of stories) {
    it(`${file}: ${told.join(', ') || (exit === 1 ? 'refused' : 'nothing')}`, async () => {
      // As a newcomer does it: one spool for all that is sent in one name.
      const { agent } = JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')) as { agent: string };
      const spool = join(data.path, `${agent}.sqlite`);
      const sent = startAgent(['send', join(folder, `${file}.json`), '--broker', hub.broker, '--spool', spool]);
      expect(await sent.ended, sent.said()).to.equal(exit);
      await until(`${told}`, async () => (await seen()).join() === told.join() || undefined, 5000).catch(() => {});
      expect(await seen()).to.deep.equal(told);
      for (const { id, revision } of await changed()) known.set(id, revision);
    });
  }
});
