// What a person may write over REST: a note, read strictly; and the story and audit beside it.
import { expect } from 'chai';
import { type DeedSeam, deedRoutes } from '../../../hub/api/acts.ts';
import { type Reading, routesOver } from '../../../hub/api/routes.ts';
import { alertOf } from '../../dashboards/alert-of.ts';
import { type Web, webOf } from './a-web.ts';

describe('Notes, stories and the audit over HTTP', () => {
  const kept: unknown[] = [];
  const alert = alertOf('a');
  const full = { ...alert, id: 'full' };
  let web: Web;
  before(async () => {
    const deeds: Partial<DeedSeam> = {
      alert: (id) => [alert, full].find((one) => one.id === id),
      now: () => 0,
      note: async (id, note) => {
        if (id === 'full') return 'notes-full';
        kept.push(note);
        return alert;
      },
      attached: async () => undefined,
    };
    const hub: Partial<Reading> = {
      story: (key) => (key === 'container:CSQU3054383' ? { key, inside: [], carries: [], events: [] } : undefined),
      audit: (most, before = 9) =>
        Array.from({ length: Math.min(most, before - 1) }, (_, i) => audited(before - 1 - i)),
      segments: () => [],
    };
    web = await webOf([...deedRoutes(deeds as DeedSeam), ...routesOver(hub as Reading)]);
  });
  beforeEach(() => kept.splice(0));
  after(() => web.close());

  const path = (id: string): string => `/api/v1/alerts/${id}/notes`;

  it('a note is kept, and answered by 201 and the alert', async () => {
    const note = { text: '已核实，误报', by: '李关员' };
    const got = await web.ask(path(alert.id), { body: note });
    expect([got.status, got.json['id']]).to.deep.equal([201, alert.id]);
    expect(kept).to.deep.equal([note]);
  });

  it('what the book says is answered: no such alert, no more notes', async () => {
    const body = { text: 'a', by: 'b' };
    expect((await web.ask(path('ffffffffffffffff'), { body })).json).to.include({ status: 404, code: 'not-found' });
    expect((await web.ask(path('full'), { body })).json).to.include({ status: 409, code: 'notes-full' });
  });

  const long = 'x'.repeat(1001);
  const wrong: readonly (readonly [body: object | string, status: number, code: string])[] = [
    ['{', 400, 'json-malformed'],
    [{}, 422, 'note-invalid'],
    [{ text: 'a' }, 422, 'note-invalid'],
    [{ text: '', by: 'b' }, 422, 'note-invalid'],
    [{ text: ' \n', by: 'b' }, 422, 'note-invalid'],
    [{ text: long, by: 'b' }, 422, 'note-invalid'],
    [{ text: 'a', by: 'x'.repeat(65) }, 422, 'note-invalid'],
    [{ text: 5, by: 'b' }, 422, 'note-invalid'],
    [{ text: 'a', by: 'b', at: 0 }, 422, 'note-invalid'],
    [{ text: 'a', by: 'b', pictures: ['f'.repeat(64)] }, 422, 'picture-unknown'],
    [{ text: 'a', by: 'b', pictures: ['../x'] }, 422, 'note-invalid'],
    [[], 422, 'note-invalid'],
    [{ text: 'x'.repeat(17_000), by: 'b' }, 413, 'request-oversized'],
  ];
  for (const [body, status, code] of wrong) {
    it(`${JSON.stringify(body).slice(0, 40)} is refused with ${status} ${code}`, async () => {
      expect((await web.ask(path(alert.id), { body })).json).to.include({ status, code });
      expect(kept).to.deep.equal([]);
    });
  }

  it('a note is no form and comes from no other page', async () => {
    const body = 'text=a&by=b';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await web.ask(path(alert.id), { body, headers: form })).status).to.equal(415);
    const headers = { origin: 'http://evil.example' };
    expect((await web.ask(path(alert.id), { body: { text: 'a', by: 'b' }, headers })).status).to.equal(403);
    const read = await web.ask(path(alert.id));
    expect([read.status, read.headers['allow']]).to.deep.equal([405, 'POST']);
  });

  it('a story is asked for by its key, escaped', async () => {
    const key = encodeURIComponent('container:CSQU3054383');
    expect((await web.ask(`/api/v1/assets/${key}/story`)).json['key']).to.equal('container:CSQU3054383');
    expect((await web.ask('/api/v1/assets/nobody/story')).status).to.equal(404);
  });

  it('the audit comes by pages like every list', async () => {
    const first = await web.ask('/api/v1/audit?limit=5');
    const idsOf = ({ json }: typeof first) => (json['audit'] as { id: number }[]).map(({ id }) => id);
    expect([idsOf(first), first.json['next']]).to.deep.equal([[8, 7, 6, 5, 4], '4']);
    expect(first.headers['link']).to.equal('<?limit=5&cursor=4>; rel="next"');
    const last = await web.ask('/api/v1/audit?limit=5&cursor=4');
    expect([idsOf(last), last.json['next'], last.headers['link']]).to.deep.equal([[3, 2, 1], undefined, undefined]);
    expect((await web.ask('/api/v1/segments')).json).to.deep.equal({ segments: [] });
  });

  for (const [query, parameter] of [
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['cursor=four', 'cursor'],
    ['cursor=', 'cursor'],
    ['page=2', 'page'],
    ['limit[a]=5', 'limit[a]'],
  ] as const)
    it(`a list that is asked ${query} refuses it, and says which parameter it is`, async () => {
      const { status, json } = await web.ask(`/api/v1/audit?${query}`);
      expect(json).to.include({ status: 400, code: 'query-invalid', parameter });
      expect([status, String(json['detail']).split(': ')[0]]).to.deep.equal([400, parameter]);
    });
});

const audited = (id: number) => ({ id, at: 1, who: 'a', what: 'b', outcome: 'c', detail: 'd' });
