// The one table of who may do what. REST and sockets ask it, and nothing else decides.
import type { Person, Right, Role, Sites } from '../contracts/person.ts';

interface Permission {
  readonly roles: readonly Role[];
  /** What it shows is of no one site: only who is there for all of them may. */
  readonly everywhere?: boolean;
}

const permissions: Readonly<Record<Right, Permission>> = {
  see: { roles: ['monitor', 'operator'] },
  note: { roles: ['monitor', 'operator'] },
  acknowledge: { roles: ['monitor'] },
  explain: { roles: ['operator'] },
  watch: { roles: ['monitor', 'operator'] },
  // A terminal must not read what customs think of its competitors, nor which of its own will be looked at.
  trust: { roles: ['monitor'] },
  check: { roles: ['monitor'] },
  // One notification may tell of several sites.
  told: { roles: ['monitor'], everywhere: true },
  inspect: { roles: ['monitor'], everywhere: true },
  // What it changes may be of any site, and once it is heard it stands.
  replay: { roles: ['monitor'], everywhere: true },
  exchange: { roles: ['integration'], everywhere: true },
};

const rights = Object.keys(permissions) as Right[];

/** A person with the rights that the table gives them. */
export function personOf(name: string, role: Role, sites: Sites): Person {
  const mine = rights.filter((right) => {
    const { roles, everywhere = false } = permissions[right];
    return roles.includes(role) && (!everywhere || sites === 'all');
  });
  return { name, role, sites, rights: mine };
}

/** Where nobody is named the hub is open to its own machine. */
export const local: Person = { name: '', role: 'local', sites: 'all', rights };

/** Someone who has not come in: what needs no right is answered to them too. */
export const nobody: Person = { name: '', role: 'local', sites: [], rights: [] };

export const may = (person: Person, right: Right): boolean => person.rights.includes(right);
