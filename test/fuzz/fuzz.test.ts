// Rubbish by a seed: the line answers all of it by codes, and a hub that is told it on every door stays up, ready and small.
import { expect } from 'chai';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { type HubProcess, startHub, temporaryFolder } from '../a-port.ts';
import { fuzzHub } from './fuzz-hub.ts';
import { fuzzLine } from './fuzz-line.ts';

const heardMost = 1500;
const seconds = 2;
const mostMb = 600;

describe('Rubbish', () => {
  it('is answered by the line with a code each, and never with a fault', () => {
    const { broken, codes } = fuzzLine(1, (heard) => heard >= heardMost);
    expect(broken, 'npm run fuzz -- --seed 1').to.deep.equal([]);
    expect(Object.keys(codes).length, 'and it was rubbish of many kinds').to.be.greaterThan(6);
  });

  it('that makes the hub fail is found', () => {
    const { fold } = FoldEngine.prototype;
    FoldEngine.prototype.fold = function (...heard) {
      if (heard[0].keyed.length > 1) throw new Error('a broken promise');
      return fold.apply(this, heard);
    };
    const { broken } = fuzzLine(1, (heard) => heard >= heardMost);
    FoldEngine.prototype.fold = fold;
    expect(broken[0]?.why).to.equal('hub-fault: Error: a broken promise');
  });

  describe('on every door of a hub', () => {
    let folder: ReturnType<typeof temporaryFolder>;
    let hub: HubProcess;

    before(async () => {
      folder = temporaryFolder();
      hub = await startHub(folder.path);
    });

    after(async () => {
      await hub.kill('SIGKILL');
      folder.remove();
    });

    it('leaves it up and ready, with a code for everything in quarantine, and a sound word is heard', async () => {
      const { broken, sent, codes } = await fuzzHub(hub, 1, seconds, mostMb);
      expect(broken, 'npm run fuzz -- --seed 1').to.deep.equal([]);
      expect(Math.min(...Object.values(sent)), 'something at every door').to.be.greaterThan(0);
      expect(codes).to.include('json-malformed');
    });
  });
});
