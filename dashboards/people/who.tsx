// Who is in, as what and for which sites, and the way out; nothing where nobody has to log in.
import { t } from '../language.ts';
import { sitesText } from './login.tsx';
import { isLocal, logout, person } from './session.ts';

export function Who() {
  if (person.value === undefined || isLocal.value) return null;
  const { name, role, sites } = person.value;
  return (
    <span id="person">
      <span>
        <b>{name}</b>{' '}
        <span class="muted">
          {t(`role.${role}`)} · {sitesText(sites)}
        </span>
      </span>
      <button type="button" onClick={() => void logout()}>
        {t('logout')}
      </button>
    </span>
  );
}
