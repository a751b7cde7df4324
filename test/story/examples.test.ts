// The examples to send by hand, over a real hub: each does what its README says.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type HubProcess, root, startAgent, startHub, temporaryFolder, until } from '../a-port.ts';

const folder = join(root, 'edge-agents', 'examples');

/** Sent one after the other to a hub of their own; what is then told, as `rule condition`. */
const stories: readonly (readonly [files: readonly string[], told: readonly string[], exit?: number])[] = [
  [['truck-leaves-without-release'], ['gate-out-without-release active']],
  [['truck-leaves-without-release', 'release-issued-before-delivered-late'], ['gate-out-without-release withdrawn']],
  [['truck-leaves-without-release', 'release-after-exit'], ['gate-out-without-release active']],
  [['release', 'truck-leaves-with-release'], []],
  [['release-by-a-terminal'], [], 1],
  [
    ['two-trucks-leave', 'box-moved-to-another-truck'],
    ['gate-out-without-release active', 'gate-out-without-release withdrawn'],
  ],
  [['seal-opened-outside'], ['seal-opened-outside active']],
  [['seal-rope-cut'], ['seal-tampered active']],
  [['truck-in-restricted-zone'], ['restricted-entry active']],
  [['corridor-deviation'], ['corridor-deviation active']],
  [['vessel-trespass'], ['restricted-entry active']],
  [['camera-covered'], ['device-silent active', 'segment-blind active']],
  [['rubbish'], [], 1],
];

describe('The examples to send by hand', () => {
  it('are all told of here', () => {
    const all = readdirSync(folder).filter((file) => file.endsWith('.json'));
    const told = new Set(stories.flatMap(([files]) => files.map((file) => `${file}.json`)));
    expect(all.filter((file) => !told.has(file))).to.deep.equal([]);
  });

  for (const [files, told, exit = 0] of stories) {
    it(`${files.join(', then ')}: ${told.join(', ') || (exit === 0 ? 'nothing' : 'refused')}`, async () => {
      const data = temporaryFolder();
      const hub: HubProcess = await startHub(data.path);
      for (const file of files) {
        const spool = join(data.path, `${file}.sqlite`);
        const args = ['send', join(folder, `${file}.json`), '--broker', hub.broker, '--spool', spool];
        expect(await startAgent(args).ended, file).to.equal(exit);
      }
      const seen = async () => (await hub.alerts()).map(({ rule, condition }) => `${rule} ${condition}`).sort();
      await until(`${told}`, async () => (await seen()).join() === told.join() || undefined, 5000).catch(() => {});
      const now = await seen();
      await hub.kill();
      data.remove();
      expect(now).to.deep.equal(told);
    });
  }
});
