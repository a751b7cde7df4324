// What the page offers of a case, and why not the rest: exactly what the hub's table allows, over many alerts and people.
import { expect } from 'chai';
import fc from 'fast-check';
import { isToAgree, offered, whyNot } from '../../dashboards/case/offers.ts';
import type { Me } from '../../dashboards/people/me.ts';
import { judged } from '../../hub/alerts/lifecycle.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Act, ActName, Case, Suppression } from '../../hub/contracts/case.ts';
import { actNames, laws } from '../../hub/contracts/law.ts';
import { personOf } from '../../hub/identity/rights.ts';
import { alertOf } from './alert-of.ts';

const at = 1_000_000_000_000;
const minuteMs = 60_000;
const people = ['chen', 'li', 'wang'];

/** Each act as one would send it: sound, so that only the alert and the person decide. */
const acts: { readonly [A in ActName]: Act & { act: A } } = {
  acknowledge: { act: 'acknowledge' },
  claim: { act: 'claim' },
  release: { act: 'release' },
  'hand-over': { act: 'hand-over', to: 'somebody else', text: 'x' },
  escalate: { act: 'escalate', text: 'x' },
  ask: { act: 'ask', text: 'x', until: at + 10 * minuteMs },
  dispatch: { act: 'dispatch', officer: 'x', place: 'x' },
  report: { act: 'report', text: 'x' },
  shelve: { act: 'shelve', reason: 'other', until: at + 10 * minuteMs },
  unshelve: { act: 'unshelve' },
  'take-out': { act: 'take-out', until: at + 10 * minuteMs, order: 'x' },
  agree: { act: 'agree' },
  'put-back': { act: 'put-back' },
  reset: { act: 'reset', text: 'x' },
  dispose: { act: 'dispose', code: 'duplicate', text: 'x' },
  close: { act: 'close' },
  reopen: { act: 'reopen', text: 'x' },
  ticket: { act: 'ticket' },
};

const who = fc.constantFrom(...people);
const signed = fc.record({ at: fc.constant(at), by: who });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const bare = <T extends object>(one: T): T =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;

const cases: fc.Arbitrary<Case> = fc
  .record({
    state: fc.constantFrom('open', 'claimed', 'escalated', 'disposed', 'closed', 'reopened'),
    level: fc.integer({ min: 0, max: 3 }),
    since: fc.constant(at),
    owner: maybe(who),
    disposed: maybe(
      fc.record({
        at: fc.constant(at),
        by: who,
        owner: who,
        code: fc.constantFrom('false_rule', 'duplicate'),
        text: fc.constant('x'),
      }),
    ),
    asked: maybe(
      fc
        .record({ answered: maybe(fc.constant(0)), overdue: maybe(fc.boolean()) })
        .map((more) => bare({ at, by: 'li', text: 'x', until: at + 1, ...more })),
    ),
    visit: maybe(
      maybe(fc.constant({ at, by: 'li', text: 'x' })).map((result) =>
        bare({ at, by: 'li', officer: 'x', place: 'x', result }),
      ),
    ),
  })
  .map((one) => bare(one) as Case);

const suppressions: fc.Arbitrary<Suppression> = fc.oneof(
  who.map((by): Suppression => ({ kind: 'shelved', at, by, until: at + 1, reason: 'other' })),
  fc.constant<Suppression>({ kind: 'by-design', at, because: 'x' }),
  fc
    .record({ by: who, agreed: maybe(signed) })
    .map((more): Suppression => bare({ kind: 'out-of-service', at, until: at + 1, order: 'x', ...more })),
);

const named = alertOf('a').why;
const alerts: fc.Arbitrary<Alert> = fc
  .record({
    severity: fc.constantFrom('S1', 'S2', 'S4'),
    key: fc.constantFrom('mmsi:1', 'agent:x', 'seal:x'),
    condition: fc.constantFrom('active', 'cleared', 'withdrawn', 'merged'),
    acknowledged: maybe(signed),
    latched: maybe(fc.boolean()),
    reset: maybe(fc.constant({ at, by: 'li', text: 'x' })),
    case: maybe(cases),
    suppressed: maybe(suppressions),
    ticket: maybe(fc.constant({ at, by: 'li', device: 'x' })),
    why: fc.constantFrom(
      named,
      { ...named, facts: { camera: 'x' } },
      { ...named, evidence: [{ event: 'gate-main:e:7', time: 1, says: 'x' }] },
      { ...named, evidence: [{ event: 'of another site', time: 1, says: 'x' }] },
    ),
  })
  .map((told) => alertOf('a', bare(told) as Partial<Alert>));

const mes: fc.Arbitrary<Me> = fc
  .record({
    by: who,
    role: fc.constantFrom('monitor', 'operator', 'supervisor', 'auditor', 'local'),
    agency: fc.constantFrom('customs', 'frontier', 'terminal'),
  })
  .map(({ by, role, agency }) => {
    if (role !== 'local') return { by, role, rights: personOf(by, role, 'all', agency).rights };
    return { by, rights: personOf(by, 'supervisor', 'all').rights };
  });

describe('dashboards: what a case offers', () => {
  it('is what the hub does, and the rest the hub refuses in the same words', () => {
    fc.assert(
      fc.property(alerts, mes, (alert, me) => {
        for (const act of actNames) {
          const told = judged(alert, acts[act], { by: me.by, role: me.role, proved: true }, at);
          const allowed = me.rights.includes(laws[act].needs);
          const code = allowed ? (typeof told === 'string' ? told : undefined) : 'right-missing';
          expect(whyNot(act, alert, me), act).to.equal(code);
          expect(offered(alert, me).includes(act), act).to.equal(code === undefined);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is nothing to who only reads, and nothing of customs’ to a terminal', () => {
    const mine = (role: 'auditor' | 'operator') => ({ by: 'x', role, rights: personOf('x', role, 'all').rights });
    expect(offered(alertOf('a'), mine('auditor'))).to.deep.equal([]);
    expect(offered(alertOf('a'), mine('operator'))).to.deep.equal([]);
  });

  it('asks for the second pair of eyes of whoever has not handled it', () => {
    const supervisor = (by: string): Me => ({
      by,
      role: 'supervisor',
      rights: personOf(by, 'supervisor', 'all').rights,
    });
    const disposed = { at, by: 'chen', owner: 'chen', code: 'duplicate', text: 'x' } as const;
    const grave = alertOf('a', {
      severity: 'S1',
      condition: 'cleared',
      case: { state: 'disposed', level: 0, since: at, disposed },
    });
    expect([isToAgree(grave, supervisor('chen')), isToAgree(grave, supervisor('li'))]).to.deep.equal([false, true]);
    expect(isToAgree({ ...grave, severity: 'S3' }, supervisor('li'))).to.equal(false);
    const proposal = { kind: 'out-of-service', at, by: 'chen', until: at + 1, order: 'x' } as const;
    const out = alertOf('b', { suppressed: proposal });
    expect([isToAgree(out, supervisor('chen')), isToAgree(out, supervisor('li'))]).to.deep.equal([false, true]);
  });
});
