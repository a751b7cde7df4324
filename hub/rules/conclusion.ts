// A conclusion put into the form of a finding: which rule, measured how, by which facts and events.
import type { Crossing } from '../../geo/fence-step.ts';
import type { Evidence, Severity } from '../contracts/alert.ts';
import type { Feed } from '../contracts/ids.ts';
import type { Finding } from '../flow.ts';
import type { World } from '../world.ts';
import { withEvidence } from './evidence.ts';
import type { Moment, Rule } from './rule.ts';

/** Of facts, those that are known. */
type Facts = Readonly<Record<string, string | undefined>>;

/** `from` in ms; `value` and `limit` in `unit`. */
export interface Conclusion {
  readonly scope: string;
  readonly site: string;
  readonly feed: Feed;
  readonly from: number;
  readonly severity?: Severity;
  readonly measure: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly facts: Facts;
  readonly evidence: Evidence[];
}

export function conclude(rule: Pick<Rule, 'id' | 'version' | 'severity'>, concluded: Conclusion): Finding {
  const { scope, site, feed, from, severity = rule.severity, facts, ...measured } = concluded;
  const why = { rule: rule.id, version: rule.version, ...measured, facts: known(facts) };
  return { rule: rule.id, scope, site, feed, severity, from, why };
}

/** Something was learnt that belongs to a finding: facts over what they were, and the event that told them. */
export function amended(finding: Finding, facts: Facts, one: Evidence): Finding {
  const { why } = finding;
  const evidence = withEvidence(why.evidence, one);
  return { ...finding, why: { ...why, facts: { ...why.facts, ...known(facts) }, evidence } };
}

/** It ended at `to`, ms; never before it began, whatever a late word claims. */
export function ended(finding: Finding, to: number, one: Evidence): Finding {
  return { ...amended(finding, {}, one), to: Math.max(finding.from, to) };
}

/** How a finding names a fence. */
export function fenceWords({ factsOf }: World, fence: string): Facts {
  const { nameZh = fence, nameEn = fence, version } = factsOf(fence) ?? {};
  return { fence, fenceZh: nameZh, fenceEn: nameEn, fenceVersion: version };
}

/** How it came to be in a fence or out of it at this moment; a passage leaves it where it was. */
export const crossingOf = ({ crossings }: Moment, fence: string): Crossing | undefined =>
  crossings.find((crossing) => crossing.fence === fence && crossing.cause !== 'passed');

/** In a word, how it comes that a thing is no longer in a fence: it left, the fence was taken away, or is not in force. */
export function leftBy(moment: Moment, fence: string, left = 'left'): string {
  const cause = crossingOf(moment, fence)?.cause;
  if (moment.world.factsOf(fence) === undefined) return 'fence gone';
  return cause === 'window' ? 'fence not in force' : cause === 'fence-changed' ? 'fence changed' : left;
}

/** How it came to be in a fence or out of it, where it did not simply move. */
export function causeWords({ crossings }: Moment, fence: string): Facts {
  const cause = crossings.find((crossing) => crossing.fence === fence)?.cause;
  if (cause === undefined || cause === 'moved') return {};
  // `passed` is what a lane says.
  return { cause: cause === 'passed' ? 'passed through' : cause };
}

/** How a finding names a segment; nothing of one that is not known. */
export function segmentWords({ segmentOf }: World, segment: string | undefined): Facts {
  if (segment === undefined) return {};
  const { nameZh = segment, nameEn = segment } = segmentOf(segment) ?? {};
  return { segment, segmentZh: nameZh, segmentEn: nameEn };
}

/** Whose word it is: of the event, or of whoever saw the thing last. */
export const feedOf = ({ event, place }: Moment): Feed => ('feed' in event ? event.feed : (place?.feed ?? 'live'));
export const siteOf = ({ event, place }: Moment): string => ('site' in event ? event.site : (place?.site ?? ''));

/** The id within a key: `main-out` of `lane:main-out`. */
export const idOf = (key: string): string => key.slice(key.indexOf(':') + 1);

const known = (facts: Facts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const])),
  );
