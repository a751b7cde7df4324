// Softening and the lottery, as tables: what a tier does to a severity, HMAC by the book, rates within their bounds.
import { createHash, createHmac } from 'node:crypto';
import { expect } from 'chai';
import { type Tier, tiers } from '../../../hub/contracts/class-schemes.ts';
import type { LotteryPage } from '../../../hub/contracts/trust.ts';
import { commitmentOf, isDrawn, newKey, rateOf } from '../../../hub/trust/lottery.ts';
import { mismatchesOf } from '../../../hub/trust/recheck.ts';
import { weighed } from '../../../hub/trust/softening.ts';

const severities = ['S1', 'S2', 'S3', 'S4'] as const;

describe('A severity', () => {
  const efficiency: Readonly<Record<Tier, string>> = {
    T1: 'S2 S3 S4 S4',
    T2: 'S1 S2 S3 S4',
    T3: 'S1 S2 S3 S4',
    T4: 'S1 S1 S2 S3',
    T5: 'S1 S1 S2 S3',
  };
  for (const tier of tiers) {
    it(`of an efficiency rule is, for ${tier}, instead of S1 S2 S3 S4: ${efficiency[tier]}`, () => {
      expect(severities.map((one) => weighed(one, tier, false)).join(' ')).to.equal(efficiency[tier]);
    });
    it(`of an integrity rule is what the rule says, for ${tier} too`, () => {
      expect(severities.map((one) => weighed(one, tier, true))).to.deep.equal([...severities]);
    });
  }
});

describe('The lottery', () => {
  it('commits to the bytes of its key, and draws by HMAC-SHA256 of RFC 4231', () => {
    // Test case 2 of RFC 4231 §4.3: key "Jefe", data "what do ya want for nothing?".
    const key = Buffer.from('Jefe').toString('hex');
    const data = 'what do ya want for nothing?';
    const mac = createHmac('sha256', 'Jefe').update(data).digest('hex');
    expect(mac).to.equal('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
    // 0x5bdcc146… of 2^256 is 0.358837…
    expect([0.358836, 0.358838].map((rate) => isDrawn(key, data, rate))).to.deep.equal([false, true]);
    expect(commitmentOf('00'.repeat(32))).to.equal(createHash('sha256').update(Buffer.alloc(32)).digest('hex'));
  });

  it('draws nobody at 0 and everybody at 1', () => {
    const key = newKey();
    const ids = Array.from({ length: 1000 }, (_, i) => `gate-main/${i}`);
    expect(ids.filter((id) => isDrawn(key, id, 0))).to.deep.equal([]);
    expect(ids.every((id) => isDrawn(key, id, 1))).to.equal(true);
  });

  it('makes every key anew, 32 bytes long', () => {
    const keys = new Set(Array.from({ length: 100 }, newKey));
    expect(keys).to.have.property('size', 100);
    for (const key of keys) expect(key).to.match(/^[0-9a-f]{64}$/);
  });

  const rates: readonly (readonly [tier: Tier | undefined, base: number, rate: number])[] = [
    [undefined, 0.05, 0.05],
    ['T1', 0.05, 0.01],
    ['T1', 0.5, 0.1],
    ['T2', 0.05, 0.025],
    ['T2', 0.02, 0.02],
    ['T3', 0.05, 0.05],
    ['T4', 0.05, 0.8],
    ['T4', 0.9, 0.9],
    ['T5', 0.05, 1],
    ['T5', 0, 0],
  ];
  for (const [tier, base, rate] of rates)
    it(`looks at ${rate} of ${tier ?? 'nobody known'} where the port looks at ${base}`, () => {
      expect(rateOf(tier, base)).to.equal(rate);
    });

  it('keeps to its rates within five standard deviations over a hundred thousand movements', () => {
    const key = createHash('sha256').update('a day of the port').digest('hex');
    const n = 25_000;
    const rates = [0.01, 0.025, 0.05, 0.8];
    const counts = rates.map((rate, r): [number, number] => {
      const movements = Array.from({ length: n }, (_, i) => `gate-main/m${i * rates.length + r}`);
      return [rate, movements.filter((movement) => isDrawn(key, movement, rate)).length];
    });
    for (const [rate, count] of counts)
      expect(count, String(rate)).to.be.closeTo(n * rate, 5 * Math.sqrt(n * rate * (1 - rate)));
  });
});

describe('A published day, drawn again', () => {
  const key = '0123456789abcdef'.repeat(4);
  const movements = Array.from({ length: 200 }, (_, i) => {
    const movement = `gate-main/${i}`;
    return { movement, site: 'shatian-wharf', rate: 0.25, drawn: isDrawn(key, movement, 0.25), at: i };
  });
  const page: LotteryPage = { day: '2026-11-25', commitment: commitmentOf(key), committedAt: 0, key, movements };

  it('that is as it was promised says nothing', () => expect(mismatchesOf(page)).to.deep.equal([]));

  it('made up whole is not what was noted beforehand, and a movement listed twice is named', () => {
    expect(mismatchesOf(page, commitmentOf('f'.repeat(64)))[0]).to.match(/not what was noted beforehand/);
    const [first] = movements;
    const doubled = { ...page, movements: first === undefined ? [] : [...movements, first] };
    expect(mismatchesOf(doubled)).to.deep.equal(['gate-main/0 is listed twice']);
  });
  it('with one movement turned round names that one', () => {
    const doctored = movements.map((one, i) => (i === 7 ? { ...one, drawn: !one.drawn } : one));
    const wrong = mismatchesOf({ ...page, movements: doctored });
    expect(wrong).to.have.length(1);
    expect(wrong[0]).to.match(/^gate-main\/7 was /);
  });

  it('with a key of another day says so first', () => {
    expect(mismatchesOf({ ...page, key: 'f'.repeat(64) })[0]).to.match(/^the key's SHA-256 is /);
  });

  it('that is not over cannot be told', () => {
    const { key: _, ...open } = page;
    expect(mismatchesOf(open)).to.deep.equal(['2026-11-25 is not over: its key is not published yet']);
  });
});
