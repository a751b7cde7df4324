// What stands of a key's findings after an arrival, against what stood before it: for whoever tells of it.
import type { Found, KeyEvent, Standing } from '../flow.ts';
import { causeOf } from './cause.ts';
import { inSight } from './findings.ts';
import type { Timeline } from './timeline.ts';

/** A key that an arrival touched: what stood of its findings before, and the first event that touched it. */
export interface Touched {
  readonly timeline: Timeline;
  readonly was: readonly Found[];
  readonly first: KeyEvent | undefined;
}

/** Of each of its rules; none where nothing changed. @param edge what was settled before it is out of sight, ms */
export function standingsOf({ timeline, was, first }: Touched, edge: number): Standing[] {
  const { findings, settled } = timeline.state;
  if (findings === was) return [];
  const { key, rules } = timeline.folding;
  const cause = first === undefined ? undefined : causeOf(first);
  const since = Math.max(settled, edge);
  return rules.map(({ id: rule }) => {
    const ofRule = (all: readonly Found[]) => inSight(all, since).filter((one) => one.rule === rule);
    return { key, rule, since, cause, was: ofRule(was), findings: ofRule(findings) };
  });
}
