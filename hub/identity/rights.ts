// The one table of who may do what. REST and sockets ask it, and nothing else decides.
import type { Agency, Person, Right, Role, Sites } from '../contracts/person.ts';

interface Permission {
  readonly roles: readonly Role[];
  /** Whose people may; without it everybody's. */
  readonly of?: readonly Agency[];
  /** What it shows is of no one site: only who is there for all of them may. */
  readonly everywhere?: boolean;
}

const permissions: Readonly<Record<Right, Permission>> = {
  see: { roles: ['monitor', 'operator', 'supervisor', 'auditor'] },
  note: { roles: ['monitor', 'operator', 'supervisor'] },
  watch: { roles: ['monitor', 'operator', 'supervisor', 'auditor'] },
  explain: { roles: ['operator'] },
  // The alerts are customs': nobody else's people, and no program, can end one or put it away.
  acknowledge: { roles: ['monitor', 'supervisor'], of: ['customs'] },
  handle: { roles: ['monitor', 'supervisor'], of: ['customs'] },
  shelve: { roles: ['monitor', 'supervisor'], of: ['customs'] },
  oversee: { roles: ['supervisor'], of: ['customs'] },
  ticket: { roles: ['monitor', 'supervisor'] },
  // A terminal must not read what customs think of its competitors, nor which of its own will be looked at.
  trust: { roles: ['monitor', 'supervisor', 'auditor'], of: ['customs'] },
  check: { roles: ['monitor', 'supervisor'], of: ['customs'] },
  measure: { roles: ['monitor', 'supervisor', 'auditor'] },
  // One notification may tell of several sites, and of a severity that trust has weighed.
  told: { roles: ['monitor', 'supervisor', 'auditor'], of: ['customs'], everywhere: true },
  // The audit has what customs say in a case and what checks came to.
  inspect: { roles: ['monitor', 'supervisor', 'auditor', 'admin'], of: ['customs'], everywhere: true },
  // What it changes may be of any site, and once it is heard it stands.
  replay: { roles: ['monitor', 'supervisor'], of: ['customs'], everywhere: true },
  exchange: { roles: ['integration'], everywhere: true },
  // Whoever gives rights away has none of them: releases and cases are no affair of theirs.
  people: { roles: ['admin'], everywhere: true },
};

const rights = Object.keys(permissions) as Right[];

/** Of whom somebody is, where nobody says. */
export const agencyOf = (role: Role): Agency =>
  role === 'operator' ? 'terminal' : role === 'integration' ? 'port' : 'customs';

/** A person with the rights that the table gives them. */
export function personOf(name: string, role: Role, sites: Sites, agency = agencyOf(role)): Person {
  const mine = rights.filter((right) => {
    const { roles, of, everywhere = false } = permissions[right];
    return roles.includes(role) && (of?.includes(agency) ?? true) && (!everywhere || sites === 'all');
  });
  return { name, role, agency, sites, rights: mine };
}

/** An alert is looked at, put away and ended by people, and so is a remote check: no program may, whatever its role. */
const peoplesOwn: readonly Right[] = ['acknowledge', 'handle', 'shelve', 'oversee', 'check'];

/** A program of a role: what a person of it may, without what is people's own. */
export function programOf(name: string, role: Role, sites: Sites, agency = agencyOf(role)): Person {
  const person = personOf(name, role, sites, agency);
  return { ...person, rights: person.rights.filter((right) => !peoplesOwn.includes(right)) };
}

/** Where nobody is named the hub is open to its own machine. */
export const local: Person = { name: '', role: 'local', agency: 'customs', sites: 'all', rights };

/** Someone who has not come in: what needs no right is answered to them too. */
export const nobody: Person = { name: '', role: 'local', agency: 'terminal', sites: [], rights: [] };

export const may = (person: Person, right: Right): boolean => person.rights.includes(right);
