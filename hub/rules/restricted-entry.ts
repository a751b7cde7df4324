// R-03, restricted entry: a thing is inside a restricted fence in which it has no business.
import type { Evidence } from '../contracts/alert.ts';
import type { FenceFacts, Finding, KeyEvent } from '../flow.ts';
import type { Moment, Rule } from './rule.ts';

/** The findings still open, by fence. */
type Memory = ReadonlyMap<string, Finding>;

type Position = Extract<KeyEvent, { kind: 'position' }>;

export const restrictedEntry: Rule<Memory> = {
  id: 'restricted-entry',
  version: 1,
  keys: 'vessel',
  severity: 'S2',
  integrity: false,
  mergeGapMs: 0,
  start: new Map(),

  step(memory, moment, world) {
    const { event, crossings } = moment;
    if (event.kind !== 'position' || crossings.length === 0) return { memory };
    const open = new Map(memory);
    const findings: Finding[] = [];
    for (const crossing of crossings) {
      const finding =
        crossing.kind === 'enter'
          ? entered(moment, event, world.fence(crossing.fence), crossing.time)
          : left(open.get(crossing.fence), event, crossing.time);
      if (finding === undefined) continue;
      findings.push(finding);
      if (crossing.kind === 'enter') open.set(crossing.fence, finding);
      else open.delete(crossing.fence);
    }
    return findings.length === 0 ? { memory } : { memory: open, findings };
  },
};

function entered(moment: Moment, at: Position, fence: FenceFacts | undefined, time: number): Finding | undefined {
  if (fence === undefined || !fence.restricted || fence.allowed.includes(moment.key)) return undefined;
  const asset = moment.name ?? moment.key;
  return {
    rule: restrictedEntry.id,
    scope: fence.id,
    site: fence.site,
    feed: at.feed,
    severity: restrictedEntry.severity,
    from: time,
    why: {
      rule: restrictedEntry.id,
      version: restrictedEntry.version,
      measure: 'unauthorised things inside',
      value: 1,
      limit: 0,
      unit: 'count',
      facts: { asset, fence: fence.id, fenceZh: fence.nameZh, fenceEn: fence.nameEn, fenceVersion: fence.version },
      evidence: [witnessed(at, 'inside')],
    },
  };
}

function left(open: Finding | undefined, at: Position, time: number): Finding | undefined {
  if (open === undefined) return undefined;
  return { ...open, to: time, why: { ...open.why, evidence: [...open.why.evidence, witnessed(at, 'outside')] } };
}

function witnessed(at: Position, says: string): Evidence {
  return { event: at.id, time: at.time, says, lon: at.fix.lon, lat: at.fix.lat };
}
