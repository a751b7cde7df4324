// What people wrote on an alert, and a line to add to it; the name is remembered on this machine until there is a login.
import { useSignal } from '@preact/signals';
import type { Alert } from '../../hub/contracts/alert.ts';
import { t } from '../language.ts';
import { ask } from '../link/ask.ts';
import { port } from '../state/screen.ts';
import { timeOfDay } from '../times.ts';

const nameKept = 'efence.name';

export function Notes({ alert: { id, notes = [] } }: { readonly alert: Alert }) {
  const text = useSignal('');
  const by = useSignal(localStorage.getItem(nameKept) ?? '');
  const trouble = useSignal<string | undefined>(undefined);
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    localStorage.setItem(nameKept, by.value);
    const answer = await ask<Alert>(`/api/v1/alerts/${id}/notes`, { text: text.value, by: by.value });
    trouble.value = answer.ok ? undefined : answer.code;
    if (answer.ok) text.value = '';
  };
  return (
    <>
      <h3>{t('notes')}</h3>
      <ol class="evidence">
        {notes.map((note) => (
          <li key={note.at}>
            {timeOfDay(note.at, port.value?.timeZone ?? 'UTC')} · <b>{note.by}</b> {note.text}
          </li>
        ))}
      </ol>
      <form class="note" onSubmit={(event) => void add(event)}>
        <Field label={t('noteBy')} most={64} value={by.value} onInput={(value) => (by.value = value)} />
        <Field label={t('noteText')} most={1000} value={text.value} onInput={(value) => (text.value = value)} />
        <button type="submit">{t('addNote')}</button>
        {trouble.value !== undefined && <span role="alert">{t('noteTrouble', { code: trouble.value })}</span>}
      </form>
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly most: number;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function Field({ label, most, value, onInput }: FieldProps) {
  return (
    <input
      aria-label={label}
      placeholder={label}
      maxLength={most}
      required
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
      onKeyDown={(event) => event.stopPropagation()}
    />
  );
}
