// A topic that a connection is held for: its end is not waited for where the broker does not answer.
import { expect } from 'chai';
import { holdTopic } from '../../../hub/routing/mqtt-sender.ts';
import { until } from '../../a-port.ts';
import { endsSoon, quietBroker } from '../../a-quiet-broker.ts';

describe('A topic that a connection is held for', () => {
  for (const answers of [true, false])
    it(`is let go of soon by a hub that stops, where the broker ${answers ? 'answers' : 'never answers'}`, async () => {
      const far = await quietBroker(answers);
      let isUp = false;
      const target = { url: far.url, topic: 'hub/heartbeat', clientId: 'heart', will: 'dead' };
      const held = holdTopic(target as Parameters<typeof holdTopic>[0], () => {
        isUp = true;
      });
      await until('it is connected', () => isUp);
      const outcome = await held.publish('last', 100);
      expect(outcome.went).to.equal(answers ? 'delivered' : 'again');
      expect(await endsSoon(held.close())).to.equal(true);
      await far.goes();
    });
});
