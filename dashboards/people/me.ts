// Who does something about an alert: the name it is done under, and what the hub will judge it by.
import { computed } from '@preact/signals';
import type { Right, Role } from '../../hub/contracts/person.ts';
import { givenName } from '../alerts/signature.ts';
import { person } from './session.ts';

/** `role` is absent where nobody has to log in: there everybody may do everything, under the name they give. */
export interface Me {
  readonly by: string;
  readonly role?: Role;
  readonly rights: readonly Right[];
}

export const me = computed((): Me => {
  const { name = '', role = 'local', rights = [] } = person.value ?? {};
  return role === 'local' ? { by: givenName.value.trim(), rights } : { by: name, role, rights };
});
