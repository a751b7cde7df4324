// R-07, dwell over limit: a thing has been inside a fence for longer than its kind may stay there.
import type { Evidence } from '../contracts/alert.ts';
import type { AssetKind } from '../contracts/port.ts';
import type { Finding } from '../flow.ts';
import { causeWords, conclude, crossingOf, ended, feedOf, fenceWords, leftBy } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import { type Lasting, type Lastings, waitingForNothing, waitOn } from './lasting.ts';
import type { Moment, Rule } from './rule.ts';

const minuteMs = 60_000;

export const dwellOverLimit: Rule<Lastings> = {
  id: 'dwell-over-limit',
  version: 5,
  keys: ['vehicle', 'container'],
  severity: 'S3',
  integrity: false,
  latched: false,
  // Who may not be there at all has not stayed too long besides.
  impliedBy: { 'restricted-entry': 'same-scope' },
  mergeGapMs: 0,
  patient: true,
  start: waitingForNothing,

  step(lastings, moment) {
    const { event, inside } = moment;
    if (event.kind === 'tick') return waitOn(lastings, moment);
    if (lastings.size === 0 && inside.length === 0) return { memory: lastings };
    const over = [...lastings].filter(([fence, stay]) => isOver(moment, fence, stay));
    const began = inside.filter((fence) => begins(moment, fence, lastings.get(fence)));
    if (over.length === 0 && began.length === 0) return waitOn(lastings, moment);
    const next = new Map(lastings);
    for (const [fence] of over) next.delete(fence);
    for (const fence of began) next.set(fence, begun(moment, fence, lastings.get(fence)));
    const step = waitOn(next, moment);
    const left = over.flatMap(([fence, { told, finding }]) => (told ? [leave(moment, fence, finding)] : []));
    return { ...step, findings: [...left, ...(step.findings ?? [])] };
  },
};

const limitOf = ({ world, kind }: Moment, fence: string): number | undefined =>
  world.factsOf(fence)?.dwellMs[kind as AssetKind];

/** Left; or by a new plan it may stay longer, or as long as it likes. */
function isOver(moment: Moment, fence: string, { since, told }: Lasting): boolean {
  const limit = limitOf(moment, fence);
  if (limit === undefined || !moment.inside.includes(fence)) return true;
  return moment.event.kind === 'plan' && told && since + limit > moment.event.time;
}

/** Newly inside; or by a new plan the clock that runs is to stop at another time. */
function begins(moment: Moment, fence: string, stay: Lasting | undefined): boolean {
  const limit = limitOf(moment, fence);
  if (limit === undefined) return false;
  if (stay === undefined) return true;
  if (moment.event.kind !== 'plan' || stay.finding.why.limit === limit / minuteMs) return false;
  return !stay.told || stay.since + limit > moment.event.time;
}

/** A limit that a new plan shortens is over after the plan's moment at the earliest: it changes nothing of the past. */
function begun(moment: Moment, fence: string, stay: Lasting | undefined): Lasting {
  const { event } = moment;
  const since = stay?.since ?? crossingOf(moment, fence)?.time ?? event.time;
  const limit = limitOf(moment, fence) ?? 0;
  const due = stay === undefined ? since + limit : Math.max(since + limit, event.time + 1);
  const [evidence = witnessed(moment, 'inside')] = stay?.finding.why.evidence ?? [];
  return { since, due, told: false, finding: stayed(moment, fence, due, limit, evidence) };
}

function stayed(moment: Moment, fence: string, from: number, limit: number, evidence: Evidence): Finding {
  const { key, name, carrier, world } = moment;
  return conclude(dwellOverLimit, {
    scope: fence,
    site: world.factsOf(fence)?.site ?? '',
    feed: feedOf(moment),
    from,
    ...{ measure: 'stayed for', value: limit / minuteMs, limit: limit / minuteMs, unit: 'min' },
    facts: { asset: name ?? key, ...fenceWords(world, fence), ...causeWords(moment, fence), carrier, plan: world.plan },
    evidence: [evidence],
  });
}

function leave(moment: Moment, fence: string, finding: Finding): Finding {
  const { event, inside } = moment;
  const to = crossingOf(moment, fence)?.time ?? event.time;
  const says = inside.includes(fence) ? 'now allowed' : leftBy(moment, fence);
  return ended(finding, to, witnessed(moment, says));
}
