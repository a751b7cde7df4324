// What happened to an alert in the order of time, with what people wrote on it, and a form to add to it.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import { type Deed, deedsOf } from '../case/deeds.ts';
import { Handed } from '../case/question.tsx';
import { lang, t } from '../language.ts';
import { putExplanation, putNote } from '../link/note.ts';
import { isLocal, may } from '../people/session.ts';
import { timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';
import { troubleText } from '../trouble-words.ts';
import { givenName, remember } from './signature.ts';
import { SignatureField } from './signature-field.tsx';

/** As the contract has it. */
const textMost = 1000;
const askedWithinS = 8;

/** What was begun is not lost by looking at another alert. Of so many alerts at most. */
const drafts = new Map<string, string>();
const draftsMost = 50;

type Sent = 'idle' | 'sending' | 'sent' | 'missing' | { readonly trouble: string };

export function Notes({ alert }: { readonly alert: Alert }) {
  return (
    <section id="notes" aria-label={t('timeline')}>
      <h3>{t('timeline')}</h3>
      <ol class="evidence">
        {deedsOf(lang.value, alert, at).map((deed) => (
          <OneDeed key={`${deed.at} ${deed.by} ${deed.says}`} alert={alert.id} deed={deed} />
        ))}
      </ol>
      {may('note') && <NoteForm alert={alert.id} />}
    </section>
  );
}

const at = (time: number): string => moment(time, timeZone.value);

function OneDeed({ alert, deed }: { readonly alert: string; readonly deed: Deed }) {
  const { by, role, says, pictures = [] } = deed;
  return (
    <li>
      <span class="muted">{at(deed.at)}</span>
      {by !== undefined && <b>{by}</b>} {role !== undefined && <span class="muted">{t(`role.${role}`)}</span>}
      <p class="note-text">{says}</p>
      <Handed alert={alert} by={by ?? ''} at={at(deed.at)} pictures={pictures} />
    </li>
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
      {isLocal.value && <SignatureField />}
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
