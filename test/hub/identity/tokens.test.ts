// Tokens of programs: until when, what they may and never may, what is kept of them, and when they were used.
import { expect } from 'chai';
import type { FreshToken, NewToken } from '../../../hub/contracts/api-token.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { type KeptToken, type TokenOp, Tokens, tokenMost } from '../../../hub/identity/tokens.ts';

describe('A token of a program', () => {
  let now = 0;
  const disk = new Map<string, KeptToken>();
  const audited: string[] = [];
  const keep = async (ops: readonly TokenOp[], told: readonly { who: string; what: string }[] = []) => {
    for (const op of ops) op.op === 'token' ? disk.set(op.row.id, op.row) : disk.delete(op.id);
    audited.push(...told.map(({ who, what }) => `${who} ${what}`));
  };
  const opened = (): Tokens => new Tokens([...disk.values()], keep, () => now);
  const asked = (more: Partial<NewToken> = {}): NewToken => ({
    ...{ name: 'tos', role: 'monitor', sites: 'all', until: now + 1000, ...more },
  });
  const made = async (tokens: Tokens, more: Partial<NewToken> = {}): Promise<FreshToken> => {
    const fresh = await tokens.make(asked(more), 'ada');
    if (typeof fresh === 'string') throw new Error(fresh);
    return fresh;
  };

  beforeEach(() => {
    now = 1_700_000_000_000;
    disk.clear();
    audited.splice(0);
  });

  it('is 256 bits behind its prefix, shown once; on disk is its hash alone, and it is good after a restart', async () => {
    const { token, id } = await made(opened());
    expect(token).to.match(/^efh_[\w-]{43}$/);
    expect(JSON.stringify([...disk])).to.not.include(token.slice(4));
    const again = opened();
    expect(JSON.stringify(again.list())).to.not.include(token.slice(4)).and.not.include(disk.get(id)?.hash);
    expect(again.of(token)).to.have.nested.property('person.name', 'token:tos');
    expect(again.of(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).to.equal('token-wrong');
  });

  for (const role of ['monitor', 'supervisor'] as const)
    it(`of a ${role} may look, and never handle, shelve, oversee, acknowledge or answer a check`, async () => {
      const tokens = opened();
      const { token, rights } = await made(tokens, { role });
      expect(rights).to.include.members(['see', 'note', 'measure']);
      for (const right of ['handle', 'shelve', 'oversee', 'acknowledge', 'check'] as const) {
        expect(rights).to.not.include(right);
        expect(await tokens.make(asked({ name: 'x', role, rights: [right] }), 'ada')).to.equal('token-rights-beyond');
      }
      const row = disk.get([...disk.keys()][0] ?? '') as KeptToken;
      disk.set(row.id, { ...row, rights: personOf('x', role, 'all').rights });
      const found = opened().of(token);
      expect(typeof found === 'object' && found.person.rights, 'whatever the disk says').to.deep.equal(rights);
    });

  it('may less where it was made for less, and never what its role, its agency or its sites do not', async () => {
    const tokens = opened();
    const { token } = await made(tokens, { rights: ['see'] });
    expect(tokens.of(token)).to.have.nested.property('person.rights').that.deep.equals(['see']);
    const beyond: Partial<NewToken>[] = [
      { role: 'operator', sites: ['x1'], rights: ['see', 'trust'] },
      { role: 'monitor', agency: 'maritime', rights: ['trust'] },
      { role: 'integration', sites: ['x1'], rights: ['exchange'] },
    ];
    for (const more of beyond)
      expect(await tokens.make(asked({ name: 'x', ...more }), 'ada')).to.equal('token-rights-beyond');
  });

  it('ends when it was made to, 400 days away at most, and at once when it is revoked', async () => {
    const tokens = opened();
    for (const until of [now, now + tokenMost.ms + 1, '2026-02-31T99:00:00Z'])
      expect(await tokens.make(asked({ until }), 'ada')).to.equal('token-until-wrong');
    const short = await made(tokens, { until: new Date(now + 5000).toISOString() });
    const long = await made(tokens, { name: 'long', until: now + tokenMost.ms });
    expect(await tokens.make(asked({ name: 'long' }), 'ada')).to.equal('token-name-taken');
    now += 5000;
    expect([tokens.of(short.token), tokens.isGood(short.id)]).to.deep.equal(['token-expired', false]);
    expect(tokens.isGood(long.id)).to.equal(true);
    expect(await tokens.revoke(long.id, 'bo')).to.have.property('revoked', now);
    expect([tokens.of(long.token), tokens.isGood(long.id)]).to.deep.equal(['token-revoked', false]);
    expect(opened().of(long.token)).to.equal('token-revoked');
    expect([await tokens.revoke(long.id, 'bo'), await tokens.revoke('who', 'bo')]).to.deep.equal([
      ...['token-revoked-already', 'not-found'],
    ]);
    expect(audited).to.deep.equal(['ada token-made', 'ada token-made', 'bo token-revoked']);
  });

  it('is known to have been used to the minute, and what is long over goes when another is made', async () => {
    const tokens = opened();
    const { token, id } = await made(tokens);
    tokens.of(token);
    const minute = now - (now % 60_000);
    expect([tokens.list()[0]?.used, disk.get(id)?.used]).to.deep.equal([minute, minute]);
    now += 31 * 86_400_000;
    await made(tokens, { name: 'next' });
    expect(tokens.list().map(({ name }) => name)).to.deep.equal(['next']);
    expect(disk.size).to.equal(1);
  });
});
