// What trust means for a finding: who is responsible for its key, their tier as of its beginning, and its severity then.
import type { Alert, AlertTrust, Severity } from '../contracts/alert.ts';
import { readPlate } from '../contracts/identity/plate.ts';
import type { PartyEntry } from '../contracts/trust.ts';
import type { Parties } from '../registry/parties.ts';
import type { Registry } from '../registry/registry.ts';
import { weighed } from './softening.ts';
import type { TrustBook } from './trust-book.ts';

/** Of an occurrence: whose, since when, and what its rule says. */
export type Weighable = Pick<Alert, 'key' | 'from' | 'severity' | 'integrity' | 'why'>;

/**
 * By what was known when it began, whatever is learnt since: so the same events end in the same book, in whatever order
 * they come.
 */
export function weigherOver(registry: Pick<Registry, 'partiesAt'>, trust: Pick<TrustBook, 'standing'>) {
  return (one: Weighable): { severity: Severity; trust?: AlertTrust } => {
    const { severity, integrity, from } = one;
    const parties = registry.partiesAt(from);
    const party = parties && responsible(one, parties);
    if (party === undefined) return { severity };
    const { tier, factors } = trust.standing(party, from);
    const told: AlertTrust = { party: party.id, name: party.name, tier, severity, factors: [...factors] };
    return { severity: weighed(severity, tier, integrity), trust: told };
  };
}

/** A vehicle's, a plate's, whoever's vehicle carries it, or the one whose plate a camera read. Nobody else is blamed. */
function responsible({ key, why }: Weighable, parties: Parties): PartyEntry | undefined {
  const { carrier = '', plate = '' } = why.facts;
  for (const text of [key, carrier, `plate:${plate}`]) {
    const [, named] = /^(?:vehicle|plate):(.+)$/.exec(text) ?? [];
    const read = named === undefined ? undefined : readPlate(named);
    const party = read?.ok === true ? parties.ofVehicle(read.value.plate) : undefined;
    if (party !== undefined) return party;
  }
  return undefined;
}
