// What customs ask of one's site, above the alerts of whoever has to answer: the question, the time left, text and pictures.
import { computed, signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import { caseOf } from '../../hub/contracts/standing.ts';
import { sentence } from '../alert-words.ts';
import { lang, t } from '../language.ts';
import { isLocal, may } from '../people/session.ts';
import { alerts, nameOf, open } from '../state/screen.ts';
import { troubleText } from '../trouble-words.ts';
import { picturesMost, type Sent, sendAnswer } from './answering.ts';
import { unanswered } from './offers.ts';
import { askedWithinS } from './outcome-words.ts';
import { Left } from './question.tsx';

/** More than so many nobody answers at once. */
const shownMost = 3;
const textMost = 1000;
/** What was begun is not lost by another question that comes before it. */
const drafts = new Map<string, string>();
/** How the last answer went: its question is gone by then. */
const told = signal('');

const questions = computed(() => unanswered(alerts.value));

export function Questions() {
  if (!may('explain') || isLocal.value) return null;
  const open = questions.value;
  if (open.length === 0 && told.value === '') return null;
  return (
    <section id="questions" aria-label={t('questions')}>
      <h2>
        ◉ {t('questions')} {open.length > 0 && <span class="muted">{t('questionsOpen', { n: open.length })}</span>}
      </h2>
      <ol>
        {open.slice(0, shownMost).map((alert) => (
          <OneQuestion key={alert.id} alert={alert} />
        ))}
      </ol>
      {open.length > shownMost && <p class="muted">{t('questionMore', { n: open.length - shownMost })}</p>}
      <p role="status">{told.value}</p>
    </section>
  );
}

function OneQuestion({ alert }: { readonly alert: Alert }) {
  const { asked } = caseOf(alert);
  if (asked === undefined) return null;
  return (
    <li data-question={alert.id}>
      <p>
        <strong class="asked">{asked.text}</strong> <Left until={asked.until} />
      </p>
      <p class="muted">
        {sentence(lang.value, alert, nameOf)} · {asked.by}{' '}
        <button type="button" class="link" onClick={() => open(alert.id)}>
          {t('showAlert')}
        </button>
      </p>
      <AnswerForm alert={alert.id} />
    </li>
  );
}

function AnswerForm({ alert }: { readonly alert: string }) {
  const text = useSignal(drafts.get(alert) ?? '');
  const said = useSignal('');
  const sending = useSignal(false);
  const pictures = useRef<HTMLInputElement>(null);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (sending.value) return;
    const files = [...(pictures.current?.files ?? [])];
    said.value = faultOf(text.value, files) ?? t(files.length > 0 ? 'answerPreparing' : 'answerSending');
    if (faultOf(text.value, files) !== undefined) return;
    sending.value = true;
    const sent = await sendAnswer(alert, text.value.trim(), files);
    sending.value = false;
    said.value = sent === 'done' ? '' : sentText(sent);
    told.value = sent === 'done' ? `✓ ${t('answerDone')}` : '';
    if (sent === 'done') drafts.delete(alert);
  };
  return (
    <form class="case-form" onSubmit={(event) => void send(event)}>
      <label>
        {t('answerText')}
        <textarea
          name="text"
          rows={2}
          maxLength={textMost}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
            drafts.set(alert, currentTarget.value);
          }}
        />
      </label>
      <div class="answer-send">
        <label>
          {t('answerPictures', { n: picturesMost })}
          <input ref={pictures} name="pictures" type="file" accept="image/jpeg,image/png" multiple />
        </label>
        <button type="submit" aria-disabled={sending.value}>
          {t('answerSend')}
        </button>
      </div>
      <p role="status">{said.value}</p>
    </form>
  );
}

function faultOf(text: string, files: readonly File[]): string | undefined {
  if (text.trim() === '') return `▨ ${t('answerMissing')}`;
  return files.length > picturesMost ? `▨ ${t('answerTooMany', { n: picturesMost })}` : undefined;
}

function sentText(sent: Exclude<Sent, 'done'>): string {
  if ('unreadable' in sent) return `▨ ${t('answerUnreadable', { name: sent.unreadable })}`;
  if (sent.code === 'timeout') return `▨ ${t('answerUncertain', { within: askedWithinS })}`;
  return `▨ ${t('answerFailed', { why: troubleText(lang.value, sent.code) })}`;
}
