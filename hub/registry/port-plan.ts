// The port plan: a folder that describes a port. Read once at start; every fault of it is named by file and line.
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { planeAt } from '../../geo/plane.ts';
import type { DeviceEntry, FenceFeature, LaneEntry, SegmentFeature, SiteEntry, WharfEntry } from '../contracts/port.ts';
import type { PartyEntry } from '../contracts/trust.ts';
import { StartError } from '../errors.ts';
import { type Fault, faultText } from '../files/place.ts';
import { isFault, weightOf } from './drawn-codes.ts';
import type { DrawnInto } from './drawn-context.ts';
import { drawingFaults, drawnInto } from './plan-drawing.ts';
import { meaningFaults } from './plan-faults.ts';
import { type ListName, PlanFolder } from './plan-folder.ts';
import { type Authority, type PlanHead, type RuleSettings, usualAuthority, withDefaults } from './plan-shape.ts';
import type { ScheduleEntry } from './schedule.ts';

export type { Fault } from '../files/place.ts';
export type { Party, RuleSettings } from './plan-shape.ts';

export type PortPlan = Omit<PlanHead, 'rules' | 'authority'> & {
  readonly rules: RuleSettings;
  readonly authority: Authority;
  readonly sites: readonly SiteEntry[];
  readonly fences: readonly FenceFeature[];
  readonly segments: readonly SegmentFeature[];
  readonly lanes: readonly LaneEntry[];
  readonly devices: readonly DeviceEntry[];
  readonly wharves: readonly WharfEntry[];
  readonly parties: readonly PartyEntry[];
  readonly schedules: readonly ScheduleEntry[];
  /** 12 hex digits that name the version of all this. */
  readonly hash: string;
};

/** Faults told at a start; the rest are counted. */
const toldMost = 20;

/** Reads a plan folder. @throws StartError with every fault on a line of its own */
export function readPortPlan(folder: string): PortPlan {
  const { plan, faults } = checkPortPlan(folder);
  if (plan !== undefined) return plan;
  const told = faults.slice(0, toldMost).map((fault) => faultLine(resolve(folder), fault));
  const more = faults.length > toldMost ? [`and ${faults.length - toldMost} more`] : [];
  throw new StartError([...told, ...more].join('\n'));
}

export const faultLine = (folder: string, fault: Fault): string => faultText(join(folder, fault.file), fault);

/** What is wrong with a plan folder, and what only looks so. `plan` is there when nothing is at fault. */
export interface CheckedPlan {
  readonly plan?: PortPlan;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Reads a plan folder, or names everything that is wrong with it, file by file and from the top. */
export function checkPortPlan(folder: string): CheckedPlan {
  const read = new PlanFolder(folder);
  const found = inOrder([...read.faults(), ...meaningFaults(read), ...drawingFaults(read)]);
  const [faults, warnings] = [found.filter(isFault), found.filter((fault) => weightOf(fault) === 'warning')];
  return faults.length === 0 ? { plan: planOf(read), faults, warnings } : { faults, warnings };
}

/** One fence of a folder, and what it is drawn into. Undefined where there is none of this id. */
export function fenceIn(
  folder: string,
  id: string,
): { readonly feature: unknown; readonly into: DrawnInto } | undefined {
  const read = new PlanFolder(folder);
  const fence = read.find('fences', id);
  return fence && { feature: fence.value, into: drawnInto(read) };
}

/** What a fence is drawn into that is to come into this plan. */
export const intoPlan = ({ origin, sites, fences }: PortPlan): DrawnInto => ({
  plane: planeAt(origin.lon, origin.lat),
  ...{ sites, fences },
});

function inOrder(faults: readonly Fault[]): Fault[] {
  const order = PlanFolder.orderOf;
  return faults.toSorted((a, b) => order(a.file) - order(b.file) || a.line - b.line);
}

/** Called only when nothing is at fault: every list and the head have passed their schemas. */
function planOf(read: PlanFolder): PortPlan {
  const head = read.head?.value as PlanHead;
  const list = <T>(name: ListName): T[] => read.list(name).map(({ value }) => value as T);
  const plan = {
    ...head,
    rules: withDefaults(head.rules),
    authority: { ...usualAuthority, ...(head.authority as Authority | undefined) },
    sites: list<SiteEntry>('sites'),
    fences: list<FenceFeature>('fences'),
    segments: list<SegmentFeature>('segments'),
    lanes: list<LaneEntry>('lanes'),
    devices: list<DeviceEntry>('devices'),
    wharves: list<WharfEntry>('wharves'),
    parties: list<PartyEntry>('parties'),
    schedules: list<ScheduleEntry>('schedules'),
  };
  return { ...plan, hash: createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 12) };
}
