// The port plan: a folder that describes a port. Read once at start; every fault is named by file and place.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinks } from '@turf/turf';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseDocument } from 'yaml';
import { AgentId, SiteId } from '../contracts/ids.ts';
import { FenceFeature } from '../contracts/port.ts';
import { StartError } from '../errors.ts';

const Name = Type.Object({ zh: Type.String(), en: Type.String() });

const PlanFile = Type.Object(
  {
    id: Type.String(),
    name: Name,
    timeZone: Type.String(),
    note: Name,
    origin: Type.Object({ lon: Type.Number(), lat: Type.Number() }),
    sites: Type.Array(Type.Object({ id: SiteId, name: Name }), { minItems: 1 }),
    // An agent that is `expected` is blind until it is heard; without that, only one that was heard can fall silent.
    agents: Type.Array(Type.Object({ id: AgentId, site: SiteId, expected: Type.Optional(Type.Boolean()) })),
    openEnrolment: Type.Boolean(),
    rules: Type.Object({
      agentGraceSeconds: Type.Number({ minimum: 1, maximum: 3600 }),
      spoolMaxAgeHours: Type.Number({ minimum: 1, maximum: 24 * 31 }),
    }),
  },
  { additionalProperties: false },
);
const FenceFile = Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(FenceFeature) });

export type PortPlan = Type.Static<typeof PlanFile> & {
  readonly fences: readonly FenceFeature[];
  readonly hash: string;
};

/** Nearer to a pole a degree of longitude is next to nothing, and the plane with it. */
const originLatMax = 85;

const checkPlan = Compile(PlanFile);
const checkFences = Compile(FenceFile);

/** Reads `plan.yaml` and `fences.geojson` of a folder. @throws StartError naming file and place of the first fault. */
export function readPortPlan(folder: string): PortPlan {
  const plan = readPart(join(folder, 'plan.yaml'), checkPlan);
  const { features: fences } = readPart(join(folder, 'fences.geojson'), checkFences);
  checkParts(join(folder, 'plan.yaml'), plan);
  const sites = new Set(plan.sites.map((site) => site.id));
  checkOnce(join(folder, 'fences.geojson'), 'fence', fences);
  for (const fence of fences) checkFence(folder, fence, sites);
  const hash = createHash('sha256')
    .update(JSON.stringify([plan, fences]))
    .digest('hex')
    .slice(0, 12);
  return { ...plan, fences, hash };
}

interface Check<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): { instancePath: string; message: string }[];
}

/** YAML 1.2 reads JSON too, so one parser names the line in both files. */
function readPart<T>(path: string, check: Check<T>): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw fault(path, 'cannot be read');
  }
  const document = parseDocument(text);
  const [bad] = document.errors;
  if (bad !== undefined) throw fault(path, bad.message.split('\n')[0] ?? 'is not well-formed');
  const value: unknown = document.toJS();
  if (check.Check(value)) return value;
  const [first] = check.Errors(value);
  throw fault(path, `${first?.instancePath ?? ''} ${first?.message ?? 'has not the agreed shape'}`);
}

/** What a schema cannot say: each name once, each agent at a site there is, an origin a plane can be laid through. */
function checkParts(path: string, { id, origin, sites, agents }: Type.Static<typeof PlanFile>): void {
  const { lon, lat } = origin;
  const onEarth = Math.abs(lon) <= 180 && Math.abs(lat) <= originLatMax;
  if (!onEarth) throw fault(path, `port ${id}: origin ${lon}, ${lat} is not lon, lat of a port on earth`);
  checkOnce(path, 'site', sites);
  checkOnce(path, 'agent', agents);
  const lost = agents.find(({ site }) => sites.every((known) => known.id !== site));
  if (lost !== undefined) throw fault(path, `agent ${lost.id}: no site ${lost.site}`);
}

function checkOnce(path: string, kind: string, named: readonly { id: string }[]): void {
  const twice = named.find(({ id }, at) => named.findIndex((other) => other.id === id) < at);
  if (twice !== undefined) throw fault(path, `${kind} ${twice.id}: is there twice`);
}

function checkFence(folder: string, fence: FenceFeature, sites: ReadonlySet<string>): void {
  const path = join(folder, 'fences.geojson');
  if (!sites.has(fence.properties.site)) throw fault(path, `fence ${fence.id}: no site ${fence.properties.site}`);
  for (const ring of fence.geometry.coordinates) {
    const first = ring[0];
    const last = ring.at(-1);
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
      throw fault(path, `fence ${fence.id}: ring is not closed`);
    const off = ring.find(([lon = NaN, lat = NaN]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
    if (off !== undefined) throw fault(path, `fence ${fence.id}: ${off.join(', ')} is not lon, lat`);
  }
  const [kink] = kinks(fence.geometry).features;
  if (kink !== undefined)
    throw fault(path, `fence ${fence.id}: crosses itself at ${kink.geometry.coordinates.join(', ')}`);
}

const fault = (path: string, what: string): StartError => new StartError(`${path}: ${what}`);
