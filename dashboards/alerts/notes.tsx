// What people wrote on an alert, and a form to add to it.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import { lang, t } from '../language.ts';
import { putExplanation, putNote } from '../link/note.ts';
import { isLocal, may } from '../people/session.ts';
import { timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';
import { troubleText } from '../trouble-words.ts';
import { givenName, remember } from './signature.ts';

/** As the contract has it. */
const textMost = 1000;
const nameMost = 64;
const askedWithinS = 8;

/** What was begun is not lost by looking at another alert. Of so many alerts at most. */
const drafts = new Map<string, string>();
const draftsMost = 50;

type Sent = 'idle' | 'sending' | 'sent' | 'missing' | { readonly trouble: string };

export function Notes({ alert }: { readonly alert: Alert }) {
  const notes = alert.notes ?? [];
  return (
    <section id="notes" aria-label={t('notes')}>
      <h3>{t('notes')}</h3>
      {notes.length === 0 && <p class="muted">{t('noNotes')}</p>}
      <ol class="evidence">
        {notes.map((note) => (
          <li key={`${note.at} ${note.by} ${note.text}`}>
            <span>
              <b>{note.by}</b> {note.role && <span class="muted">{t(`role.${note.role}`)} </span>}
              {note.explains && <span class="mark">{t('explains')}</span>}{' '}
              <span class="muted">{moment(note.at, timeZone.value)}</span>
            </span>
            <p class="note-text">{note.text}</p>
          </li>
        ))}
      </ol>
      {may('note') && <NoteForm alert={alert.id} />}
    </section>
  );
}

function NoteForm({ alert }: { readonly alert: string }) {
  const text = useSignal(drafts.get(alert) ?? '');
  const sent = useSignal<Sent>('idle');
  useEffect(() => () => keep(alert, text.peek()), []);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (sent.value === 'sending') return;
    const by = isLocal.value ? { by: givenName.value.trim() } : {};
    const note = { text: text.value.trim(), ...by };
    if (note.text === '' || note.by === '') {
      sent.value = 'missing';
      return;
    }
    if (note.by !== undefined) remember(note.by);
    sent.value = 'sending';
    const answer = await (explains() ? putExplanation : putNote)(alert, note);
    sent.value = answer.ok ? 'sent' : { trouble: answer.code };
    if (answer.ok) text.value = '';
  };
  return (
    <form id="note-form" onSubmit={(event) => void send(event)}>
      {isLocal.value && <Signature />}
      <label>
        {t(explains() ? 'explainText' : 'noteText')}
        <textarea
          name="text"
          rows={2}
          maxLength={textMost}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
            sent.value = 'idle';
          }}
        />
      </label>
      <button type="submit" aria-disabled={sent.value === 'sending'}>
        {t(explains() ? 'explainSend' : 'noteSend')}
      </button>
      <p role="status">{says(sent.value)}</p>
    </form>
  );
}

function Signature() {
  return (
    <label>
      {t('noteBy')}
      <input
        name="by"
        autocomplete="name"
        maxLength={nameMost}
        value={givenName.value}
        onInput={({ currentTarget }) => {
          givenName.value = currentTarget.value;
        }}
      />
    </label>
  );
}

/** An operator does not comment on an alert: they say what happened. */
const explains = (): boolean => may('explain') && !isLocal.value;

/** An answer that did not come proves nothing: the note may have been taken. */
function says(sent: Sent): string {
  if (typeof sent !== 'string') {
    if (sent.trouble === 'timeout') return `▨ ${t('noteUncertain', { within: askedWithinS })}`;
    return `▨ ${t('noteFailed', { why: troubleText(lang.value, sent.trouble) })}`;
  }
  const words = {
    idle: undefined,
    sending: 'noteSending',
    sent: explains() ? 'explainSent' : 'noteSent',
    missing: 'noteMissing',
  } as const;
  const word = words[sent];
  return word === undefined ? '' : t(word);
}

function keep(alert: string, text: string): void {
  drafts.delete(alert);
  if (text !== '') drafts.set(alert, text);
  const [eldest] = drafts.keys();
  if (drafts.size > draftsMost && eldest !== undefined) drafts.delete(eldest);
}
