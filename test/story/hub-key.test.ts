// The hub's own key on a broker that is not its own: taken back while it runs, and given again.
import type { Status } from '../../hub/contracts/status.ts';
import { startKeyedPort } from '../a-keyed-port.ts';
import { until } from '../a-port.ts';

describe('A hub whose key its Mosquitto takes back', () => {
  it('is not ready, and says why; when the key is one again it comes back by itself', async function () {
    const port = await startKeyedPort('mosquitto');
    if (port === undefined) return this.skip();
    const reason = async () => (await port.hub.get<Status>('/api/v1/status')).reason;
    const key = port.keys['hub'];
    await port.rekey('hub');
    await until('it says why', async () => (await reason())?.includes('does not let the hub in') || undefined);
    await port.rekey('hub', { key });
    await until('it is ready again', async () => (await fetch(`${port.hub.web}/readyz`)).ok || undefined);
    await port.close();
  });
});
