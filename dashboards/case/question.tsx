// What the terminal was asked about an alert, until when, and the answer with its pictures beside it.
import type { Alert, Attached } from '../../hub/contracts/alert.ts';
import { caseOf } from '../../hub/contracts/standing.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { pictureUrl } from '../link/cameras.ts';
import { may } from '../people/session.ts';
import { timeZone } from '../state/screen.ts';
import { ageText, timeNear } from '../times.ts';

export function Question({ alert }: { readonly alert: Alert }) {
  const { asked } = caseOf(alert);
  if (asked === undefined) return null;
  const answer = asked.answered === undefined ? undefined : alert.notes?.[asked.answered];
  const at = (time: number): string => timeNear(time, serverNow(), timeZone.value);
  return (
    <section id="question" aria-label={t('question')}>
      <h3>{t('question')}</h3>
      <p class="muted">{t('questionBy', { by: asked.by, at: at(asked.at), until: at(asked.until) })}</p>
      <p class="note-text asked">{asked.text}</p>
      {answer === undefined ? (
        <p>
          {t('questionWaits')} · <Left until={asked.until} />
        </p>
      ) : (
        <>
          <p class="muted">{t('answerOf', { by: answer.by, at: at(answer.at) })}</p>
          <p class="note-text answer">{answer.text}</p>
          <Handed alert={alert.id} by={answer.by} at={at(answer.at)} pictures={answer.pictures ?? []} />
        </>
      )}
    </section>
  );
}

/** How long there is still, or how long it is over. */
export function Left({ until }: { readonly until: number }) {
  const left = until - serverNow();
  if (left > 0) return <span class="due">◷ {t('questionLeft', { left: ageText(lang.value, left) })}</span>;
  return <strong class="due over">▨ {t('questionLate', { by: ageText(lang.value, -left) })}</strong>;
}

interface HandedProps {
  readonly alert: string;
  readonly by: string;
  readonly at: string;
  readonly pictures: readonly Attached[];
}

/** Pictures that a person handed in; whoever may not watch is told how many there are. */
export function Handed({ alert, by, at, pictures }: HandedProps) {
  if (pictures.length === 0) return null;
  if (!may('watch')) return <p class="muted">{t('attached', { n: pictures.length })}</p>;
  return (
    <div class="handed">
      {pictures.map(({ sha256 }, i) => {
        const url = pictureUrl(alert, sha256);
        return (
          <a key={sha256} href={url} target="_blank" rel="noopener">
            <img src={url} alt={t('attachedPicture', { by, at, n: i + 1 })} loading="lazy" />
          </a>
        );
      })}
    </div>
  );
}
