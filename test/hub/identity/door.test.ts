// The door: sessions begin, last, end and survive; whoever guesses waits; nothing of a token is kept but its hash.
import { expect } from 'chai';
import { Door, type DoorParts } from '../../../hub/identity/door.ts';
import type { LockRow } from '../../../hub/identity/locks.ts';
import type { Account, People } from '../../../hub/identity/people.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { hashed } from '../../../hub/identity/secret.ts';
import type { SessionRow } from '../../../hub/identity/sessions.ts';
import { idleMs, proofMs, Sessions, sessionMs } from '../../../hub/identity/sessions.ts';

describe('The door of a hub', () => {
  let now = 1_000_000;
  let people: People;
  const kept = new Map<string, SessionRow>();
  const locks = new Map<string, LockRow>();
  const audited: string[] = [];
  const keep: DoorParts['keep'] = async (ops, told = []) => {
    for (const op of ops) {
      if (op.op === 'put') kept.set(op.row.id, op.row);
      else if (op.op === 'end') kept.delete(op.id);
      else if (op.op === 'lock') locks.set(op.row.name, op.row);
      else if (op.op === 'unlock') locks.delete(op.name);
    }
    audited.push(...told.map(({ who, outcome }) => `${who} ${outcome}`));
  };
  const refused: DoorParts['refused'] = ({ who, code }) => void audited.push(`${who} ${code}`);
  const host = 'localhost:8080';
  const enter = (door: Door, name: string, password: string, cookie?: string) =>
    door.enter({ host, ...(cookie && { cookie }) }, { name, password });
  const opened = (who: People | undefined = people) =>
    new Door({
      people: who,
      kept: { sessions: [...kept.values()], locks: [...locks.values()] },
      keep,
      refused,
      now: () => now,
    });

  before(async () => {
    const person = personOf('li', 'monitor', 'all');
    people = { accounts: new Map([['li', { person, hash: await hashed('right') }]]), demo: [] };
  });
  beforeEach(() => {
    now = 1_000_000;
    kept.clear();
    locks.clear();
    audited.splice(0);
  });

  const cookieOf = async (door: Door): Promise<string> => {
    const entered = await enter(door, 'li', 'right');
    return typeof entered === 'string' ? entered : (entered.cookie.split(';')[0] ?? '');
  };

  it('opens to a name and its password, by a cookie that scripts and other pages cannot use', async () => {
    const door = opened();
    const entered = await enter(door, 'li', 'right');
    expect(entered).to.have.nested.property('session.person.name', 'li');
    expect(entered)
      .to.have.property('cookie')
      .that.match(/^__Host-efence8080=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(audited).to.deep.equal(['li done']);
  });

  it('stays shut to a wrong password and to nobody’s name, in the same words, and says so in the audit', async () => {
    const door = opened();
    expect(await enter(door, 'li', 'wrong')).to.equal('login-wrong');
    expect(await enter(door, 'nobody', 'right')).to.equal('login-wrong');
    expect(audited).to.deep.equal(['li login-wrong', 'unknown login-wrong']);
    expect(door.guest({ host, cookie: '__Host-efence8080=' })).to.equal(undefined);
    expect(door.guest({})).to.equal(undefined);
  });

  it('is patient: after five wrong ones a name waits, even with the right one, and then may again', async () => {
    const door = opened();
    for (let i = 0; i < 5; i += 1) expect(await enter(door, 'li', 'wrong')).to.equal('login-wrong');
    expect(await enter(door, 'li', 'right')).to.equal('login-throttled');
    expect(await enter(door, 'someone', 'else')).to.equal('login-wrong');
    now += 1000;
    expect(await enter(door, 'li', 'right')).to.have.property('cookie');
  });

  it('answers a crowd that it is busy, rather than spend the machine on guesses', async () => {
    const door = opened();
    const said = await Promise.all(Array.from({ length: 20 }, (_, i) => enter(door, `n${i}`, 'x')));
    expect(said.filter((one) => one === 'login-wrong')).to.have.length(8);
    expect(said.filter((one) => one === 'login-busy')).to.have.length(12);
  });

  it('knows a session again after a restart, until it ends or half a day is over', async () => {
    const cookie = await cookieOf(opened());
    const door = opened();
    const guest = door.guest({ host, cookie: `other=1; ${cookie}` });
    expect(guest?.person.name).to.equal('li');
    // Whose page is open is there, however long; but half a day is the end of it.
    for (const end = now + sessionMs - idleMs; now < end; now += idleMs / 2)
      expect(guest && door.isStillIn(guest)).to.equal(true);
    for (const ms of [0, idleMs - 1]) {
      now += ms;
      expect(guest && door.isStillIn(guest)).to.equal(true);
    }
    now += 1;
    expect(door.guest({ host, cookie })).to.equal(undefined);
    expect(guest && door.isStillIn(guest)).to.equal(false);
  });

  it('ends a session that nobody used for half an hour, over a restart too; who asks anything is there', async () => {
    const cookie = await cookieOf(opened());
    const door = opened();
    for (let i = 0; i < 3; i += 1) {
      now += idleMs - 1;
      expect(door.guest({ host, cookie })).to.not.equal(undefined);
    }
    now += idleMs - 60_000;
    const restarted = opened();
    expect(restarted.guest({ host, cookie })).to.not.equal(undefined);
    now += idleMs;
    for (const one of [restarted, opened()]) expect(one.guest({ host, cookie })).to.equal(undefined);
  });

  it('a proof counts five minutes, makes the token another and the old one nobody’s, and lengthens nothing', async () => {
    const door = opened();
    const cookie = await cookieOf(door);
    const before = door.guest({ host, cookie });
    expect([before?.proved, door.session({ host, cookie }).provedUntil]).to.deep.equal([false, undefined]);
    now += 1000;
    const proved = await door.prove({ host, cookie }, 'right');
    if (typeof proved === 'string') throw new Error(proved);
    const fresh = proved.cookie.split(';')[0] ?? '';
    expect(proved.cookie).to.match(/Max-Age=43199$/);
    expect(proved.session.provedUntil).to.equal(now + proofMs);
    expect(door.guest({ host, cookie }), 'the old token').to.equal(undefined);
    expect(before && door.isStillIn(before), 'an open socket stays').to.equal(true);
    expect(door.guest({ host, cookie: fresh })?.proved).to.equal(true);
    expect(opened().guest({ host, cookie: fresh })?.proved, 'after a restart').to.equal(true);
    now += proofMs;
    expect(door.guest({ host, cookie: fresh })?.proved).to.equal(false);
    expect(audited).to.deep.equal(['li done', 'li done']);
  });

  it('a proof with a wrong password is none, is audited, and waits like any guess; without a session there is none', async () => {
    const door = opened();
    const cookie = await cookieOf(door);
    for (let i = 0; i < 5; i += 1) expect(await door.prove({ host, cookie }, 'wrong')).to.equal('login-wrong');
    expect(await door.prove({ host, cookie }, 'right')).to.equal('login-throttled');
    expect(door.guest({ host, cookie })?.proved).to.equal(false);
    expect(await door.prove({ host }, 'right')).to.equal('login-needed');
    const wrong = Array.from({ length: 5 }, () => 'li login-wrong');
    expect(audited.slice(1)).to.deep.equal([...wrong, 'li login-throttled']);
  });

  it('who goes everywhere is out wherever they were in, and nobody else', async () => {
    const hash = await hashed('right');
    const both = new Map([...people.accounts, ['wang', { person: personOf('wang', 'monitor', 'all'), hash }]]);
    const door = opened({ accounts: both, demo: [] });
    const cookies = [await cookieOf(door), await cookieOf(door)];
    const other = await enter(door, 'wang', 'right');
    expect(await door.leaveEverywhere({ host, cookie: cookies[0] })).to.match(/Max-Age=0$/);
    for (const cookie of cookies) expect(door.guest({ host, cookie })).to.equal(undefined);
    const cookie = typeof other === 'string' ? '' : (other.cookie.split(';')[0] ?? '');
    expect(door.guest({ host, cookie })?.person.name).to.equal('wang');
    expect(await door.leaveEverywhere({ host })).to.equal('login-needed');
  });

  it('forgets a session that was left, at once and for ever', async () => {
    const door = opened();
    const cookie = await cookieOf(door);
    const guest = door.guest({ host, cookie });
    expect(await door.leave({ host, cookie })).to.match(/^__Host-efence8080=; .*Max-Age=0$/);
    expect(guest && door.isStillIn(guest)).to.equal(false);
    expect(opened().guest({ host, cookie })).to.equal(undefined);
  });

  it('ends every session of an account whose password, role or sites became others', async () => {
    const cookie = await cookieOf(opened());
    const hash = await hashed('another');
    const changed = [
      { person: personOf('li', 'monitor', 'all'), hash },
      { ...(people.accounts.get('li') as Account), person: personOf('li', 'operator', ['x1']) },
    ];
    expect(opened().guest({ host, cookie })?.person.role).to.equal('monitor');
    for (const account of changed)
      expect(opened({ accounts: new Map([['li', account]]), demo: [] }).guest({ host, cookie })).to.equal(undefined);
  });

  it('puts out whoever was in by the same cookie when somebody comes in', async () => {
    const door = opened();
    const cookie = await cookieOf(door);
    expect(await enter(door, 'li', 'right', cookie)).to.have.property('cookie');
    expect(door.guest({ host, cookie })).to.equal(undefined);
  });

  it('belongs to one hub of a machine, and not to another on another port; two cookies of its name are none', async () => {
    const door = opened();
    const cookie = await cookieOf(door);
    expect(door.guest({ host: 'localhost:8081', cookie })).to.equal(undefined);
    expect(door.guest({ host, cookie: `${cookie}; __Host-efence8080=planted` })).to.equal(undefined);
  });

  it('stays open to others when one hash cannot be checked, and calls all strangers alike', async () => {
    const broken = { person: personOf('bad', 'monitor', 'all'), hash: '$argon2id$v=19$m=8,t=1,p=4$AAAA$AAAA' };
    const door = opened({ accounts: new Map([...people.accounts, ['bad', broken]]), demo: [] });
    for (let i = 0; i < 10; i += 1) expect(await enter(door, i % 2 ? 'bad' : `n${i}`, 'x')).to.be.a('string');
    expect(await enter(door, 'li', 'right')).to.have.property('cookie');
    expect(new Set(audited.filter((one) => !/^(li|bad) /.test(one)))).to.deep.equal(new Set(['unknown login-wrong']));
  });

  it('keeps no token, and lets nobody in who is no longer named', async () => {
    const cookie = await cookieOf(opened());
    const token = cookie.slice('__Host-efence8080='.length);
    expect(JSON.stringify([...kept])).to.not.contain(token);
    expect(opened({ accounts: new Map(), demo: [] }).guest({ host, cookie })).to.equal(undefined);
  });

  it('is open to its own machine where nobody is named', async () => {
    const door = new Door({ people: undefined, kept: {}, keep, refused, now: () => now });
    expect(door.guest({})?.person).to.include({ role: 'local', sites: 'all' });
    expect(await enter(door, 'li', 'right')).to.equal('login-off');
  });

  it('bounds the sessions of one person: the oldest goes', async () => {
    const sessions = new Sessions([], keep, () => now);
    const tokens: string[] = [];
    for (; tokens.length < 20; now += 1) tokens.push(await sessions.begin('li', 'account'));
    expect(tokens.filter((token) => sessions.of(token) !== undefined)).to.deep.equal(tokens.slice(-16));
    expect(kept.size).to.equal(16);
  });
});
