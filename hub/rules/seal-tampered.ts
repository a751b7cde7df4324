// R-09, seal tampered: a seal told of being cut, opened up, or tried with a password or card that is not its own.
import type { Severity } from '../contracts/alert.ts';
import type { Finding, KeyEvent } from '../flow.ts';
import { conclude, ended, fenceWords } from './conclusion.ts';
import { placed, witnessed } from './evidence.ts';
import type { Moment, Rule } from './rule.ts';

type SealEvent = Extract<KeyEvent, { kind: 'seal.state' }>;

/** What is still told, by sign. */
type Memory = ReadonlyMap<string, Finding>;

/** A lorry shakes, batteries run low and motors stick: these alone are nobody's doing. */
const graveness: Readonly<Record<string, Severity>> = {
  'rope-cut': 'S1',
  'cover-open': 'S1',
  'wrong-password': 'S2',
  'unauthorised-card': 'S2',
};

export const sealTampered: Rule<Memory> = {
  id: 'seal-tampered',
  version: 1,
  keys: ['seal'],
  severity: 'S1',
  integrity: true,
  latched: true,
  mergeGapMs: 0,
  start: new Map(),

  step(memory, moment) {
    const { event } = moment;
    if (event.kind !== 'seal.state') return { memory };
    const { signs = [], state } = event.data;
    const began = [...new Set(signs)].filter((sign) => Object.hasOwn(graveness, sign) && !memory.has(sign)).sort();
    // While it is open it tells nothing of whether it was mended.
    const over = state === 'open' ? [] : [...memory].filter(([sign]) => !signs.some((one) => one === sign));
    if (began.length === 0 && over.length === 0) return { memory };
    const told = new Map(memory);
    for (const sign of began) told.set(sign, tampered(moment, event, sign));
    for (const [sign] of over) told.delete(sign);
    const findings = began.flatMap((sign) => told.get(sign) ?? []);
    const mended = over.map(([, finding]) => ended(finding, event.time, witnessed(moment, state)));
    return { memory: told, findings: [...findings, ...mended] };
  },
};

function tampered(moment: Moment, event: SealEvent, sign: string): Finding {
  const { key, carrier, inside, world } = moment;
  const { signs = [], state, actor } = event.data;
  const [fence] = inside;
  const where = fence === undefined ? {} : fenceWords(world, fence);
  return conclude(sealTampered, {
    scope: sign,
    site: (fence === undefined ? undefined : world.factsOf(fence)?.site) ?? event.site,
    ...{ feed: event.feed, severity: graveness[sign] ?? sealTampered.severity, from: event.time },
    ...{ measure: 'signs told', value: signs.length, limit: 0, unit: 'signs' },
    facts: { seal: key, carrier, sign, signs: signs.join(', '), state, actor, ...where, plan: world.plan },
    evidence: [witnessed(moment, sign), ...placed(moment)],
  });
}
