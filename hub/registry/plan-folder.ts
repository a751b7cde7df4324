// All files of a plan folder side by side, as far as they can be read: what the checks look at, sound or not.
import type { TSchema } from 'typebox';
import type { Fault, Kinds, Place } from '../files/place.ts';
import { readYamlFile, type YamlFile } from '../files/yaml-file.ts';
import { Devices, Fences, Gates, PlanHead, Schedules, Segments, Sites, Traders, Wharves } from './plan-shape.ts';
import { shapeFaults } from './plan-shape-faults.ts';

interface FileOfPlan {
  readonly shape: TSchema;
  readonly kinds: Kinds;
  /** One that may be absent stands for an empty list. */
  readonly needed?: true;
}

/** In the order in which faults are told. */
const files = {
  'plan.yaml': { shape: PlanHead, kinds: { agents: 'agent' }, needed: true },
  'sites.yaml': { shape: Sites, kinds: { sites: 'site' }, needed: true },
  'fences.geojson': { shape: Fences, kinds: { features: 'fence' }, needed: true },
  'segments.geojson': { shape: Segments, kinds: { features: 'segment' } },
  'gates.yaml': { shape: Gates, kinds: { lanes: 'lane' } },
  'devices.yaml': { shape: Devices, kinds: { devices: 'device' } },
  'wharves.yaml': { shape: Wharves, kinds: { wharves: 'wharf' } },
  'parties.yaml': { shape: Traders, kinds: { parties: 'party' } },
  'schedules.yaml': { shape: Schedules, kinds: { schedules: 'schedule' } },
} as const satisfies Record<string, FileOfPlan>;
type FileName = keyof typeof files;

const lists = {
  agents: ['plan.yaml', 'agents'],
  sites: ['sites.yaml', 'sites'],
  fences: ['fences.geojson', 'features'],
  segments: ['segments.geojson', 'features'],
  lanes: ['gates.yaml', 'lanes'],
  devices: ['devices.yaml', 'devices'],
  wharves: ['wharves.yaml', 'wharves'],
  parties: ['parties.yaml', 'parties'],
  schedules: ['schedules.yaml', 'schedules'],
} as const satisfies Record<string, readonly [FileName, string]>;
export type ListName = keyof typeof lists;

export class PlanFolder {
  readonly #files: Readonly<Record<FileName, YamlFile>>;

  constructor(folder: string) {
    const read = Object.entries(files).map(([file, { kinds }]) => [file, readYamlFile(folder, file, kinds)]);
    this.#files = Object.fromEntries(read) as Record<FileName, YamlFile>;
  }

  /** The fields of plan.yaml. */
  get head(): Place | undefined {
    return this.#files['plan.yaml'].root;
  }

  /** The entries of a list, whatever each may be. */
  list(name: ListName): readonly Place[] {
    const [file, under] = lists[name];
    return this.#files[file].root?.at(under).entries ?? [];
  }

  /** Is there such an entry? Of a list that cannot be read nobody can say, and nobody is blamed for naming it. */
  has(name: ListName, id: string): boolean {
    const [file, under] = lists[name];
    const { there, root } = this.#files[file];
    const isList = root === undefined ? !there && !isNeeded(file) : Array.isArray(root.at(under).value);
    return !isList || this.find(name, id) !== undefined;
  }

  find(name: ListName, id: string): Place | undefined {
    return this.list(name).find((entry) => entry.at('id').value === id);
  }

  /** What cannot be read at all, or has not the shape it must have. */
  faults(): Fault[] {
    return (Object.keys(files) as FileName[]).flatMap((file) => {
      const { there, root, faults } = this.#files[file];
      if (root !== undefined) return shapeFaults(files[file].shape, root);
      if (faults.length > 0 || !isNeeded(file)) return faults;
      return [{ file, line: 0, says: there ? 'says nothing' : 'is not there' }];
    });
  }

  /** Each file has its place in the order of faults. */
  static orderOf(file: string): number {
    return Object.keys(files).indexOf(file);
  }
}

const isNeeded = (file: FileName): boolean => (files[file] as FileOfPlan).needed ?? false;
