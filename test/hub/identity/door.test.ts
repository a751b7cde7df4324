// The door: sessions begin, last, end and survive; whoever guesses waits; nothing of a token is kept but its hash.
import { expect } from 'chai';
import { Door } from '../../../hub/identity/door.ts';
import type { People } from '../../../hub/identity/people.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { hashed } from '../../../hub/identity/secret.ts';
import type { SessionOp, SessionRow } from '../../../hub/identity/sessions.ts';
import { Sessions, sessionMs } from '../../../hub/identity/sessions.ts';

describe('The door of a hub', () => {
  let now = 1_000_000;
  let people: People;
  const kept = new Map<string, SessionRow>();
  const audited: string[] = [];
  const keep = (ops: readonly SessionOp[]) => {
    for (const op of ops) op.op === 'begin' ? kept.set(op.row.id, op.row) : kept.delete(op.id);
  };
  const opened = (who: People | undefined = people) =>
    new Door({
      ...{ people: who, kept: [...kept.values()], keep, now: () => now },
      audit: (name, outcome) => audited.push(`${name} ${outcome}`),
    });

  before(async () => {
    const person = personOf('li', 'monitor', 'all');
    people = { accounts: new Map([['li', { person, hash: await hashed('right') }]]), demo: [] };
  });
  beforeEach(() => {
    now = 1_000_000;
    kept.clear();
    audited.splice(0);
  });

  const cookieOf = async (door: Door): Promise<string> => {
    const entered = await door.enter('li', 'right');
    return typeof entered === 'string' ? entered : (entered.cookie.split(';')[0] ?? '');
  };

  it('opens to a name and its password, by a cookie that scripts and other pages cannot use', async () => {
    const door = opened();
    const entered = await door.enter('li', 'right');
    expect(entered).to.have.nested.property('person.name', 'li');
    expect(entered)
      .to.have.property('cookie')
      .that.match(/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(audited).to.deep.equal(['li done']);
  });

  it('stays shut to a wrong password and to nobody’s name, in the same words, and says so in the audit', async () => {
    const door = opened();
    expect(await door.enter('li', 'wrong')).to.equal('login-wrong');
    expect(await door.enter('nobody', 'right')).to.equal('login-wrong');
    expect(audited).to.deep.equal(['li login-wrong', 'unknown login-wrong']);
    expect(door.guest({ cookie: 'efence=' })).to.equal(undefined);
    expect(door.guest({})).to.equal(undefined);
  });

  it('is patient: after five wrong ones a name waits, even with the right one, and then may again', async () => {
    const door = opened();
    for (let i = 0; i < 5; i += 1) expect(await door.enter('li', 'wrong')).to.equal('login-wrong');
    expect(await door.enter('li', 'right')).to.equal('login-throttled');
    expect(await door.enter('someone', 'else')).to.equal('login-wrong');
    now += 1000;
    expect(await door.enter('li', 'right')).to.have.property('cookie');
  });

  it('answers a crowd that it is busy, rather than spend the machine on guesses', async () => {
    const door = opened();
    const said = await Promise.all(Array.from({ length: 20 }, (_, i) => door.enter(`n${i}`, 'x')));
    expect(said.filter((one) => one === 'login-wrong')).to.have.length(8);
    expect(said.filter((one) => one === 'login-busy')).to.have.length(12);
  });

  it('knows a session again after a restart, until it ends or half a day is over', async () => {
    const cookie = await cookieOf(opened());
    const door = opened();
    const guest = door.guest({ cookie: `other=1; ${cookie}` });
    expect(guest?.person.name).to.equal('li');
    now += sessionMs;
    expect(door.guest({ cookie })).to.equal(undefined);
    expect(guest && door.isStillIn(guest)).to.equal(false);
  });

  it('forgets a session that was left, at once and for ever', async () => {
    const door = opened();
    const cookie = await cookieOf(door);
    const guest = door.guest({ cookie });
    expect(door.leave({ cookie })).to.match(/^efence=; .*Max-Age=0$/);
    expect(guest && door.isStillIn(guest)).to.equal(false);
    expect(opened().guest({ cookie })).to.equal(undefined);
  });

  it('keeps no token, and lets nobody in who is no longer named', async () => {
    const cookie = await cookieOf(opened());
    const token = cookie.slice('efence='.length);
    expect(JSON.stringify([...kept])).to.not.contain(token);
    expect(opened({ accounts: new Map(), demo: [] }).guest({ cookie })).to.equal(undefined);
  });

  it('is open to its own machine where nobody is named', async () => {
    const door = new Door({ people: undefined, kept: [], keep, audit: () => {}, now: () => now });
    expect(door.guest({})?.person).to.include({ role: 'local', sites: 'all' });
    expect(await door.enter('li', 'right')).to.equal('login-off');
  });

  it('bounds the sessions of one person: the oldest goes', () => {
    const sessions = new Sessions([], keep, () => now);
    const tokens = Array.from({ length: 20 }, () => {
      now += 1;
      return sessions.begin('li');
    });
    expect(tokens.filter((token) => sessions.of(token) !== undefined)).to.deep.equal(tokens.slice(-16));
    expect(kept.size).to.equal(16);
  });
});
