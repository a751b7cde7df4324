// The examples to send by hand, over a real hub: each does what its README says.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type HubProcess, root, startAgent, startHub, temporaryFolder, until } from '../a-port.ts';

const folder = join(root, 'edge-agents', 'examples');
type Story = readonly [files: readonly string[], told: readonly string[], exit?: number];

/** Each to a hub of its own, for they speak of the same box; what is then told, as `rule condition`. */
const ofOneBox: readonly Story[] = [
  [['truck-leaves-without-release'], ['gate-out-without-release active']],
  [['truck-leaves-without-release', 'release-issued-before-delivered-late'], ['gate-out-without-release withdrawn']],
  [['truck-leaves-without-release', 'release-after-exit'], ['gate-out-without-release active']],
  [
    ['two-trucks-leave', 'box-moved-to-another-truck'],
    ['gate-out-without-release active', 'gate-out-without-release withdrawn'],
  ],
];
/** One after the other to one hub: what each adds to what is told. */
const apart: readonly Story[] = [
  [['release', 'truck-leaves-with-release'], []],
  [['release-by-a-terminal'], [], 1],
  [['seal-opened-outside'], ['seal-opened-outside active']],
  [['seal-rope-cut'], ['seal-tampered active']],
  [['truck-in-restricted-zone'], ['restricted-entry active']],
  [['corridor-deviation'], ['corridor-deviation active']],
  [['vessel-trespass'], ['restricted-entry active']],
  [['camera-covered'], ['device-silent active', 'segment-blind active']],
  [['rubbish'], [], 1],
];

describe('The examples to send by hand', () => {
  let hub: HubProcess;
  let data: ReturnType<typeof temporaryFolder>;

  const begin = async (): Promise<void> => {
    data = temporaryFolder();
    hub = await startHub(data.path);
  };
  const end = async (): Promise<void> => {
    await hub.kill();
    data.remove();
  };
  const known = new Set<string>();

  /** What is told now that was not told before, once it is as expected. */
  async function does([files, told, exit = 0]: Story): Promise<void> {
    for (const file of files) {
      const spool = join(data.path, `${file}.sqlite`);
      const args = ['send', join(folder, `${file}.json`), '--broker', hub.broker, '--spool', spool];
      expect(await startAgent(args).ended, file).to.equal(exit);
    }
    const news = async () => (await hub.alerts()).filter(({ id }) => !known.has(id));
    const seen = async () => (await news()).map(({ rule, condition }) => `${rule} ${condition}`).sort();
    await until(`${told}`, async () => (await seen()).join() === told.join() || undefined, 5000).catch(() => {});
    expect(await seen()).to.deep.equal(told);
    for (const { id } of await news()) known.add(id);
  }

  it('are all told of here', () => {
    const all = readdirSync(folder).filter((file) => file.endsWith('.json'));
    const told = new Set([...ofOneBox, ...apart].flatMap(([files]) => files.map((file) => `${file}.json`)));
    expect(all.filter((file) => !told.has(file))).to.deep.equal([]);
  });

  const title = ([files, told, exit]: Story): string =>
    `${files.join(', then ')}: ${told.join(', ') || (exit === 1 ? 'refused' : 'nothing')}`;

  for (const story of ofOneBox) {
    it(title(story), async () => {
      await begin();
      await does(story).finally(end);
    });
  }

  describe('one after the other', () => {
    before(begin);
    after(end);
    for (const story of apart) it(title(story), () => does(story));
  });
});
