// What was done about an alert, in its own record; and the room on it, which no terminal takes up alone.
import { expect } from 'chai';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Audited } from '../../hub/contracts/status.ts';
import { until } from '../a-port.ts';
import { boss, type PeopledPort, startPeopledPort } from './a-peopled-port.ts';

describe('The record of an alert', () => {
  let port: PeopledPort;
  let id = '';

  before(async function () {
    this.timeout(60_000);
    port = await startPeopledPort();
    await port.own.cutSeals('HL1000000');
    id = await until('an alert', async () => {
      const { json } = await port.ask(boss, '/api/v1/alerts?rule=seal-tampered');
      return (json as unknown as { alerts: Alert[] }).alerts[0]?.id;
    });
  });
  after(() => port?.close());

  const act = (who: string, what: string, body: object) =>
    port.ask(who, `/api/v1/alerts/${id}/${what}`, { method: 'POST', body, headers: { 'if-match': '*' } });

  it('what was done about an alert is in its own record, by whom and with what was said', async () => {
    await act('MO', 'claim', {});
    await act('MO', 'escalate', { text: 'over to "you"; version 9' });
    const rows = await until('it is on disk', async () => {
      const { audit: told } = (await port.ask('au', `/api/v1/alerts/${id}/audit`)).json as unknown as {
        audit: Audited[];
      };
      return told.some(({ what }) => what === 'escalate') ? told : undefined;
    });
    const [last] = rows;
    expect([last?.who, last?.what, last?.outcome]).to.deep.equal(['MO', 'escalate', 'done']);
    expect(last?.detail).to.match(new RegExp(`^${id}; version \\d+; text "over to ..you..; version 9"$`));
    expect(rows.every(({ detail }) => detail.startsWith(id))).to.equal(true);
    expect(rows.map(({ what }) => what)).to.include('claim');
  });

  it('a terminal that writes and writes leaves room for customs', async () => {
    const write = async (n: number) => (await act('op', 'explanations', { text: `again ${n}` })).status;
    let written = 0;
    while (written < 60 && (await write(written)) === 201) written += 1;
    expect(written).to.be.within(40, 50);
    expect((await act('MO', 'notes', { text: 'enough' })).status).to.equal(201);
  });

  it('names those to whom it can be handed over: who handles cases at its site, and no one else', async () => {
    const { officers } = (await port.ask('MO', `/api/v1/alerts/${id}/officers`)).json as unknown as {
      officers: string[];
    };
    expect(officers).to.include.members(['MO', 'mo', 'su', 'SU']).and.not.include.members(['op', 'au', 'ad', 'FR']);
    expect(officers).to.deep.equal(officers.toSorted());
  });
});
