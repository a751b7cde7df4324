// The way in: a name and a password; in a simulated port also its accounts, one click each.
import { useSignal } from '@preact/signals';
import type { Session, Sites } from '../../hub/contracts/person.ts';
import { choose, lang, t } from '../language.ts';
import { troubleText } from '../trouble-words.ts';
import { login, logout, person, session } from './session.ts';

export const sitesText = (sites: Sites): string => (sites === 'all' ? t('allSites') : sites.join(t('listComma')));

export function LoginPage() {
  const said = useSignal(troubleOnArrival());
  const enter = async (name: string, password: string): Promise<void> => {
    said.value = t('loginAsking');
    const answer = await login({ name, password });
    said.value = answer.ok ? '' : `▨ ${t('loginFailed', { why: troubleText(lang.value, answer.code) })}`;
  };
  const other = lang.value === 'zh' ? 'en' : 'zh';
  return (
    <main id="login">
      <header>
        <h1>{t('title')}</h1>
        <button id="language" type="button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
          {t('otherLanguage')}
        </button>
      </header>
      {person.value === undefined ? <LoginForm enter={enter} /> : <NotSeeing />}
      {person.value === undefined && session.value?.signOn && <SignOn />}
      <p role="status">{said.value}</p>
      <DemoAccounts demo={session.value?.demo ?? []} enter={enter} />
    </main>
  );
}

/** Who signed on elsewhere and could not come in is sent back here with the code of why; it is said once. */
function troubleOnArrival(): string {
  const code = new URLSearchParams(location.search).get('trouble');
  if (code === null) return '';
  history.replaceState(null, '', location.pathname);
  return `▨ ${t('loginFailed', { why: troubleText(lang.value, code) })}`;
}

function SignOn() {
  return (
    <p>
      <a id="sign-on" class="button" href="/api/v1/sign-on">
        {t('signOn')}
      </a>
    </p>
  );
}

type Enter = (name: string, password: string) => Promise<void>;

function LoginForm({ enter }: { readonly enter: Enter }) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    void enter(String(fields.get('name')).trim(), String(fields.get('password')));
  };
  return (
    <form onSubmit={submit}>
      <label>
        {t('loginName')}
        <input name="name" autocomplete="username" maxLength={64} required />
      </label>
      <label>
        {t('loginPassword')}
        <input name="password" type="password" autocomplete="current-password" maxLength={256} required />
      </label>
      <button type="submit">{t('login')}</button>
    </form>
  );
}

/** A program's account has come in here: there is nothing for it to look at. */
function NotSeeing() {
  const { name = '', role = 'integration' } = person.value ?? {};
  return (
    <p>
      {t('notSeeing', { name, role: t(`role.${role}`) })}{' '}
      <button type="button" onClick={() => void logout()}>
        {t('logout')}
      </button>
    </p>
  );
}

function DemoAccounts({ demo, enter }: { readonly demo: Session['demo']; readonly enter: Enter }) {
  const seeing = demo.filter(({ role }) => role !== 'integration');
  if (seeing.length === 0) return null;
  return (
    <section id="demo-accounts" aria-label={t('login')}>
      <p>{t('demoAccounts')}</p>
      <ul>
        {seeing.map(({ name, role, sites }) => (
          <li key={name}>
            <button type="button" data-name={name} onClick={() => void enter(name, name)}>
              <b>{name}</b> · {t(`role.${role}`)} · {sitesText(sites)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
