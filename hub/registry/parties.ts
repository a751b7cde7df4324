// The parties of one plan, and which of them stands behind a vehicle.
import type { PartyEntry } from '../contracts/trust.ts';
import type { PortPlan } from './port-plan.ts';

export class Parties {
  readonly all: readonly PartyEntry[];
  readonly timeZone: string;
  /** Of a movement of the middle tier so many are drawn. */
  readonly checkRate: number;
  readonly #byId: ReadonlyMap<string, PartyEntry>;
  readonly #byPlate = new Map<string, PartyEntry>();
  readonly #series: { readonly stem: string; readonly party: PartyEntry }[] = [];

  /** A plan that an older hub journalled names no parties, and no rate. */
  constructor({ parties = [], timeZone, rules }: Pick<PortPlan, 'timeZone'> & Partial<PortPlan>) {
    this.all = parties;
    this.timeZone = timeZone;
    this.checkRate = rules?.checkRate ?? 0;
    this.#byId = new Map(parties.map((party) => [party.id, party]));
    for (const party of parties)
      for (const vehicle of party.vehicles ?? []) {
        if (vehicle.endsWith('*')) this.#series.push({ stem: vehicle.slice(0, -1), party });
        else this.#byPlate.set(vehicle, party);
      }
  }

  get(id: string): PartyEntry | undefined {
    return this.#byId.get(id);
  }

  /** By its plate, in the one form of it. */
  ofVehicle(plate: string): PartyEntry | undefined {
    return this.#byPlate.get(plate) ?? this.#series.find(({ stem }) => plate.startsWith(stem))?.party;
  }
}
