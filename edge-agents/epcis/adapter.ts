// The EPCIS adapter: documents of EPCIS 2.0 from a file, or a folder's in the order of their names, as observations.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpcisReading } from '../../hub/contracts/epcis/document.ts';
import { observe } from '../../hub/contracts/epcis/observe.ts';
import { type Places, placesOf } from '../../hub/contracts/epcis/told.ts';
import type { Adapter, Observed } from '../adapter.ts';
import { readDocument } from './document-file.ts';
import { nameOf } from './event-name.ts';

/** `placesFile` says which read points are lanes and antennas: `{"lanes": {"urn:epc:id:sgln:…": "main-in-1"}}`. */
export interface EpcisSource {
  readonly path: string;
  readonly placesFile?: string | undefined;
  /** One sentence for a person on what could not be read; the rest goes on. */
  readonly onFault?: (says: string) => void;
}

type Emit = (observed: Observed) => void | Promise<void>;

/**
 * An agent knows no plan: what no read point is needed for comes through without a places file, and the hub's own URNs
 * do. A file that cannot be read is a fault, and takes no other along.
 *
 * An event that is declared wrong in its own file or one before is not told: by its eventID, or, where it has none, by
 * what it says. What was told already stays, for only a capture by the hub can take it back.
 */
export function epcisAdapter({ path, placesFile, onFault = () => {} }: EpcisSource): Adapter {
  const counts = { files: 0, events: 0, observations: 0, unmapped: 0, declarations: 0, faults: 0 };
  const wrong = new Set<string>();
  let stopped = false;

  function fault(file: string, says: string): void {
    counts.faults += 1;
    onFault(`${file}: ${says}`);
  }

  async function tell(read: EpcisReading, places: Places, emit: Emit): Promise<void> {
    for (const one of read.events) if (one.event.errorDeclaration !== undefined) wrong.add(nameOf(one));
    for (const one of read.events) {
      if (stopped) return;
      counts.events += 1;
      if (one.event.errorDeclaration !== undefined) counts.declarations += 1;
      // A name is made of all that an event says: nobody needs one where nothing is wrong.
      const isWrong = wrong.size > 0 && wrong.has(nameOf(one));
      const told = isWrong ? [] : observe(one, places);
      if (told.length === 0) counts.unmapped += 1;
      for (const observed of told) await emit(observed);
      counts.observations += told.length;
    }
  }

  return {
    lagMs: 0,
    foreignTime: true,
    async start(emit) {
      const places = placesFile === undefined ? placesOf({}) : await readPlaces(placesFile);
      for (const file of await filesOf(path)) {
        if (stopped) return;
        counts.files += 1;
        const read = await readDocument(file);
        if (typeof read === 'string') fault(file, read);
        else {
          for (const { detail } of read.faults) fault(file, detail);
          await tell(read, places, emit);
        }
      }
    },
    async stop() {
      stopped = true;
    },
    counts: () => counts,
  };
}

/** @throws Error where there is nothing under the path */
async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.json(ld)?$/.test(name));
  return names.sort().map((name) => join(path, name));
}

/** @throws Error in one sentence where the file is not tables of names */
async function readPlaces(path: string): Promise<Places> {
  const value: unknown = JSON.parse(await readFile(path, 'utf8'));
  const isTable = (one: unknown): one is Record<string, string> =>
    typeof one === 'object' && one !== null && Object.values(one).every((id) => typeof id === 'string');
  const { lanes = {}, antennas = {}, devices = {} } = (value ?? {}) as Record<string, unknown>;
  if (isTable(lanes) && isTable(antennas) && isTable(devices)) return placesOf({ lanes, antennas, devices });
  throw new Error(`${path}: not {"lanes": {…}, "antennas": {…}, "devices": {…}} with ids by URI`);
}
