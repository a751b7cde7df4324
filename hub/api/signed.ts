// In whose name something is said over REST, and how large it may be.
import type { Note } from '../contracts/alert.ts';
import type { Person } from '../contracts/person.ts';
import type { Body } from './route.ts';

export const noteBody: Body = { types: ['application/json'], bytes: 16 * 1024, oversized: 'request-oversized' };

/** In whose name: that of whoever logged in; where nobody has to, one that is given. */
export function signed({ name, role }: Person, { by }: { by?: string }): Pick<Note, 'by' | 'role'> | undefined {
  if (role !== 'local') return by === undefined || by === name ? { by: name, role } : undefined;
  return by === undefined ? undefined : { by };
}
