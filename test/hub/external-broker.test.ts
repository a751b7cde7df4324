// A broker that is not ours, and goes: the hub takes its leave of it, and does not wait for one that does not answer.
import { expect } from 'chai';
import { ExternalBroker } from '../../hub/ingest/external-broker.ts';
import type { Intake } from '../../hub/ingest/intake.ts';
import { until } from '../a-port.ts';
import { endsSoon, quietBroker } from '../a-quiet-broker.ts';

/** A hub's link that was up. */
async function linked(answers: boolean) {
  const far = await quietBroker(answers);
  const links: boolean[] = [];
  const intake: Intake = {
    ...{ hubId: 'h', life: 'l', hear: () => {}, belongs: () => true, room: () => undefined, isOpen: () => true },
    ...{ foreign: () => {}, linkError: () => {}, link: (up) => void links.push(up) },
  };
  const broker = new ExternalBroker(far.url, intake);
  await until('the hub has said that it listens', () => far.said.length > 0);
  return { far, broker, isLost: () => links.at(-1) === false };
}

describe('The link to a broker that is not ours', () => {
  it('ends at a stop with a farewell', async () => {
    const { far, broker } = await linked(true);
    expect(await endsSoon(broker.close())).to.equal(true);
    expect(far.said.map((one) => JSON.parse(one).online)).to.deep.equal([true, false]);
    await far.goes();
  });

  it('ends soon, though the broker went before it said that it has what it was sent', async () => {
    const { far, broker, isLost } = await linked(false);
    await far.goes();
    await until('the link is lost', isLost);
    expect(await endsSoon(broker.close())).to.equal(true);
  });

  it('ends soon, though the broker is there and never says that it has what it was sent', async () => {
    const { far, broker } = await linked(false);
    expect(await endsSoon(broker.close())).to.equal(true);
    await far.goes();
  });
});
