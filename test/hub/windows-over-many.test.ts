// Windows over very many things at once.
import { expect } from 'chai';
import { fenceTurns } from '../../hub/rules/fence-turns.ts';
import { inside } from '../a-port.ts';
import { fix, port, worldOf } from './a-fold.ts';

describe('A fence that opens and closes over more than a hundred thousand', () => {
  it('is looked at for all of them: none is lost', () => {
    const turns = Float64Array.from({ length: 96 }, (_, i) => 1000 + i);
    const hub = port({ rules: [fenceTurns], worlds: [worldOf({ isTimed: true, turnsOf: () => turns })] });
    hub.fold(...Array.from({ length: 1100 }, (_, i) => fix(i, 100, inside, `vehicle:${i}`)));
    hub.passed(5000, 'agent:a');
    expect(hub.engine.counts.thrown).to.equal(0);
    const keys = hub.engine.keysOf('vehicle');
    expect(keys.filter((key) => (hub.engine.story(key, 200)?.events.length ?? 0) !== 97)).to.deep.equal([]);
  });
});
