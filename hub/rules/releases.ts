// The releases of a thing: what was issued and revoked, which was in force at a moment, and what was issued too late.
import type { Evidence } from '../contracts/alert.ts';
import type { AssetKind } from '../contracts/port.ts';
import type { Finding } from '../flow.ts';
import type { World } from '../world.ts';
import { amended } from './conclusion.ts';
import { witnessed } from './evidence.ts';
import type { Moment } from './rule.ts';

/** In force from `validFrom` through `validTo`, ms, and never before it was issued, whatever it claims. */
interface Release {
  readonly id: string;
  readonly issuedAt: number;
  readonly validFrom: number;
  readonly validTo: number;
  readonly evidence: Evidence;
}

/** Apart, so that it does not matter which of them folds first where both are older than the horizon. */
export interface Releases {
  readonly issued: readonly Release[];
  readonly revoked: readonly { readonly id: string; readonly at: number }[];
}

export const noReleases: Releases = { issued: [], revoked: [] };

const endOfTime = 8.64e15;

/** Of each, the newest so many. */
const releasesMost = 16;

/** Does a thing of this kind need a release to leave this fence? */
export const needsRelease = ({ factsOf }: World, fence: string, kind: string): boolean =>
  factsOf(fence)?.release.includes(kind as AssetKind) === true;

/** What is known of releases after this moment; the same object where it told nothing of them. */
export function releasesAfter(releases: Releases, moment: Moment): Releases {
  const { event } = moment;
  if (event.kind === 'release.revoked') {
    const revoked = { id: event.data.release, at: event.issuedAt ?? event.time };
    return { ...releases, revoked: [...releases.revoked, revoked].slice(-releasesMost) };
  }
  const release = issuedBy(moment);
  return release === undefined ? releases : { ...releases, issued: [...releases.issued, release].slice(-releasesMost) };
}

function issuedBy(moment: Moment): Release | undefined {
  const { event } = moment;
  if (event.kind !== 'release.issued') return undefined;
  const { release: id, validFrom, validTo } = event.data;
  const issuedAt = event.issuedAt ?? event.time;
  return {
    id,
    issuedAt,
    validFrom: validFrom === undefined ? issuedAt : Math.max(issuedAt, Date.parse(validFrom)),
    validTo: validTo === undefined ? endOfTime : Date.parse(validTo),
    evidence: witnessed(moment, 'release issued'),
  };
}

/** Was a release in force at that moment, ms? One counts until it is revoked. */
export const inForce = ({ issued, revoked }: Releases, at: number): boolean =>
  issued.some((release) => counts(release, revoked, at));

const counts = ({ id, issuedAt, validFrom, validTo }: Release, revoked: Releases['revoked'], at: number): boolean =>
  validFrom <= at && at <= validTo && !revoked.some((one) => one.id === id && issuedAt <= one.at && one.at <= at);

/**
 * What was learnt of releases since something began without one. One issued after it regularises it; one issued before,
 * but told so late that the beginning cannot be judged any more, is named. That it began without one stands either way.
 */
export function withReleases(finding: Finding, { issued, revoked }: Releases): Finding {
  const { from, why } = finding;
  if (why.facts['regularised'] !== undefined || why.facts['release'] !== undefined) return finding;
  const before = issued.find((release) => counts(release, revoked, from));
  if (before !== undefined) return amended(finding, { release: before.id }, before.evidence);
  const after = issued.find(({ issuedAt }) => issuedAt > from);
  return after === undefined ? finding : amended(finding, { regularised: after.id }, after.evidence);
}
