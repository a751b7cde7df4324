// The page of whoever looks after accounts: who there is and who is in, locking and putting out, and programs' tokens.
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TokenRow } from '../../hub/contracts/api-token.ts';
import type { PersonRow } from '../../hub/contracts/roll.ts';
import { choose, lang, t } from '../language.ts';
import { askRoll, askTokens } from '../link/roll.ts';
import { troubleText } from '../trouble-words.ts';
import { LockForm } from './lock-form.tsx';
import { sitesText } from './login.tsx';
import { doing, endToken, locking, putOut } from './looking-after.ts';
import { person, recheck } from './session.ts';
import { Who } from './who.tsx';

/** How often it is asked again while it is looked at. */
const againMs = 5_000;
const people = signal<readonly PersonRow[]>([]);
const tokens = signal<readonly TokenRow[]>([]);

export function RollPage() {
  const trouble = useSignal('');
  useEffect(() => {
    const gone = new AbortController();
    const look = async (): Promise<void> => {
      const [roll, keys] = await Promise.all([askRoll(gone.signal), askTokens(gone.signal)]);
      if (gone.signal.aborted) return;
      if (roll.ok) people.value = roll.value.people;
      if (keys.ok) tokens.value = keys.value.tokens;
      trouble.value = roll.ok ? '' : roll.code;
      // Whoever was put out is shown nothing more.
      if (!roll.ok && roll.code === 'login-needed') void recheck();
    };
    void look();
    const timer = setInterval(() => void look(), againMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [doing.value]);
  const other = lang.value === 'zh' ? 'en' : 'zh';
  return (
    <>
      <header id="status">
        <h1>{t('title')}</h1>
        <span id="tail">
          <Who />
          <button id="language" type="button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
            {t('otherLanguage')}
          </button>
        </span>
      </header>
      <main id="roll">
        {trouble.value !== '' && <p class="trouble">▨ {troubleText(lang.value, trouble.value)}</p>}
        <p role="status">{doing.value}</p>
        {locking.value !== undefined && <LockForm key={locking.value.name} wish={locking.value} />}
        <People />
        <Tokens />
      </main>
    </>
  );
}

/** By the clock of this machine: accounts are of no one port. */
const at = (time: number): string => new Date(time).toLocaleString(lang.value === 'zh' ? 'zh-CN' : 'en-GB');

function People() {
  return (
    <section aria-labelledby="roll-people">
      <h2 id="roll-people">{t('rollPeople')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('loginName')}</th>
            <th scope="col">{t('rollRole')}</th>
            <th scope="col">{t('rollIn')}</th>
            <th scope="col">{t('rollLock')}</th>
            <th scope="col">{t('rollActs')}</th>
          </tr>
        </thead>
        <tbody>
          {people.value.map((row) => (
            <OnePerson key={row.name} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OnePerson({ row: { name, role, sites, sessions, lock } }: { readonly row: PersonRow }) {
  const seen = Math.max(0, ...sessions.map((one) => one.seen));
  const what = lock === undefined ? 'lock' : 'unlock';
  return (
    <tr data-person={name}>
      <th scope="row">{name}</th>
      <td>
        {role === undefined ? t('rollUnnamed') : t(`role.${role}`)}
        {sites !== undefined && ` · ${sitesText(sites)}`}
      </td>
      <td>{sessions.length === 0 ? t('none') : t('rollSessions', { n: sessions.length, seen: at(seen) })}</td>
      <td>{lock === undefined ? '' : `⊘ ${t('rollLocked', { by: lock.by, at: at(lock.at), reason: lock.reason })}`}</td>
      <td class="acts">
        {name !== person.value?.name && (
          <button
            type="button"
            onClick={() => {
              locking.value = { name, what };
            }}
          >
            {t(`roll.${what}`)}
          </button>
        )}
        {sessions.length > 0 && (
          <button type="button" onClick={() => void putOut(name)}>
            {t('rollPutOut')}
          </button>
        )}
      </td>
    </tr>
  );
}

function Tokens() {
  if (tokens.value.length === 0) return null;
  return (
    <section aria-labelledby="roll-tokens">
      <h2 id="roll-tokens">{t('rollTokens')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('loginName')}</th>
            <th scope="col">{t('rollRole')}</th>
            <th scope="col">{t('rollUntil')}</th>
            <th scope="col">{t('rollActs')}</th>
          </tr>
        </thead>
        <tbody>
          {tokens.value.map((row) => (
            <OneToken key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OneToken({ row: { id, name, role, sites, until, used, revoked } }: { readonly row: TokenRow }) {
  return (
    <tr data-token={name}>
      <th scope="row">{name}</th>
      <td>
        {t(`role.${role}`)} · {sitesText(sites)}
      </td>
      <td>
        {revoked === undefined ? at(until) : `⊘ ${t('rollRevoked', { at: at(revoked) })}`}
        {used !== undefined && ` · ${t('rollUsed', { at: at(used) })}`}
      </td>
      <td>
        {revoked === undefined && (
          <button type="button" onClick={() => void endToken(id, name)}>
            {t('rollRevoke')}
          </button>
        )}
      </td>
    </tr>
  );
}
