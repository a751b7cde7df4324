// Four eyes: what needs a second person needs them to prove again who they are; then the act is done as it was asked for.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { lang, t } from '../language.ts';
import { putProof } from '../link/act.ts';
import { me } from '../people/me.ts';
import { session } from '../people/session.ts';
import { troubleText } from '../trouble-words.ts';
import { type Deed, leave, perform } from './acting.ts';

export function Proof({ deed }: { readonly deed: Deed }) {
  const said = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const prove = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const password = field.current?.value ?? '';
    if (password === '') return;
    said.value = t('proofAsking');
    const answer = await putProof(password);
    if (answer.ok) return perform(deed);
    said.value = `▨ ${t('proofFailed', { why: troubleText(lang.value, answer.code) })}`;
    field.current?.select();
  };
  return (
    <form id="proof-form" class="case-form" onSubmit={(event) => void prove(event)}>
      <p class="verdict">{t('proofNeeded', { act: t(`act.${deed.act}`) })}</p>
      <input name="name" autocomplete="username" value={me.value.by} hidden />
      <label>
        {t('proofPassword', { name: me.value.by })}
        <input ref={field} name="password" type="password" autocomplete="current-password" maxLength={256} required />
      </label>
      <p class="acts">
        <button type="submit">{t('proofSend')}</button>
        <button type="button" onClick={() => leave()}>
          {t('actCancel')}
        </button>
      </p>
      {session.value?.signOn && (
        <p>
          <a class="button" href="/api/v1/sign-on/proof">
            {t('proofElsewhere')}
          </a>
        </p>
      )}
      <p role="status">{said.value}</p>
    </form>
  );
}
