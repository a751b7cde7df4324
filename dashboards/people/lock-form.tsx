// Locking or unlocking somebody: with a reason, and only by one who has just proved who they are.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../language.ts';
import { lock, locking, type Wish } from './looking-after.ts';
import { ProofForm } from './proof-form.tsx';

const reasonMost = 500;
const reasonLeast = 3;

export function LockForm({ wish }: { readonly wish: Wish }) {
  const reason = useSignal('');
  const unproved = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const send = async (): Promise<void> => {
    unproved.value = await lock(wish, reason.value.trim());
  };
  const leave = (): void => {
    locking.value = undefined;
  };
  const what = `${t(`roll.${wish.what}`)} (${wish.name})`;
  if (unproved.value) return <ProofForm what={what} proved={() => void send()} leave={leave} />;
  return (
    <form
      id="lock-form"
      class="case-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label>
        {t('rollReason', { what })}
        <input
          ref={field}
          name="reason"
          minLength={reasonLeast}
          maxLength={reasonMost}
          required
          value={reason.value}
          onInput={({ currentTarget }) => {
            reason.value = currentTarget.value;
          }}
        />
      </label>
      <p class="acts">
        <button type="submit">{t(`roll.${wish.what}`)}</button>
        <button type="button" onClick={leave}>
          {t('actCancel')}
        </button>
      </p>
    </form>
  );
}
