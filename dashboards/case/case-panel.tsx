// The case of the alert that is open: how it stands, what was asked, and the acts one may do now, each with its key.
import type { Alert } from '../../hub/contracts/alert.ts';
import type { ActName } from '../../hub/contracts/case.ts';
import { needsSecond } from '../../hub/contracts/law.ts';
import { caseOf, isStanding, versionOf } from '../../hub/contracts/standing.ts';
import { sentence } from '../alert-words.ts';
import { SignatureField } from '../alerts/signature-field.tsx';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { me } from '../people/me.ts';
import { ProofForm } from '../people/proof-form.tsx';
import { isLocal } from '../people/session.ts';
import { alerts, nameOf, open, timeZone } from '../state/screen.ts';
import { timeNear } from '../times.ts';
import { actKeys, actOrder } from './act-fields.ts';
import { ActForm } from './act-form.tsx';
import { acting, begin, leave, type Outcome, outcome, perform } from './acting.ts';
import { awayText, caseText, isaText } from './case-words.ts';
import { offered } from './offers.ts';
import { outcomeText } from './outcome-words.ts';
import { Question } from './question.tsx';

const at = (time: number): string => timeNear(time, serverNow(), timeZone.value);

export function CasePanel({ alert }: { readonly alert: Alert }) {
  const deed = acting.value?.seen.id === alert.id ? acting.value : undefined;
  const told = toldOf(alert);
  return (
    <section id="case" aria-label={t('case')}>
      <h3>{t('case')}</h3>
      <State alert={alert} />
      <Away alert={alert} />
      <Acts alert={alert} open={deed?.act} />
      {deed !== undefined && told?.is !== 'proof' && <ActForm key={deed.act} deed={deed} />}
      {told?.is === 'proof' && (
        <ProofForm what={t(`act.${told.deed.act}`)} proved={() => void perform(told.deed)} leave={() => leave()} />
      )}
      <p role="status" data-outcome={told?.is}>
        {told === undefined ? '' : outcomeText(lang.value, told, alert)}
      </p>
      <Question alert={alert} />
    </section>
  );
}

/** Why the page did not ask is said as long as it is so. */
function toldOf(alert: Alert): Outcome | undefined {
  const told = outcome.value;
  if (told === undefined || told.deed.seen.id !== alert.id) return undefined;
  return told.is === 'unoffered' && versionOf(told.deed.seen) !== versionOf(alert) ? undefined : told;
}

function State({ alert }: { readonly alert: Alert }) {
  const { state } = caseOf(alert);
  const isOver = state === 'open' && !isStanding(alert);
  return (
    <>
      <p class="case-state">
        {!isOver && <strong>{caseText(lang.value, alert, me.value, at)} · </strong>}
        <span class="isa">{isaText(lang.value, alert)}</span>
      </p>
      {state === 'disposed' && needsSecond(alert) && <p class="verdict">{t('case.second')}</p>}
    </>
  );
}

function Away({ alert }: { readonly alert: Alert }) {
  const says = awayText(lang.value, alert, at);
  const { suppressed } = alert;
  if (says === undefined || suppressed === undefined) return null;
  const because = suppressed.kind === 'by-design' ? suppressed.because : undefined;
  const other = because === undefined ? undefined : alerts.value.get(because);
  return (
    <p class="verdict">
      {says}{' '}
      {other === undefined ? (
        <code>{because}</code>
      ) : (
        <button type="button" class="link" onClick={() => open(other.id)}>
          {sentence(lang.value, other, nameOf)}
        </button>
      )}
    </p>
  );
}

function Acts({ alert, open: form }: { readonly alert: Alert; readonly open: ActName | undefined }) {
  const mine = offered(alert, me.value);
  if (mine.length === 0) return null;
  return (
    <>
      <p class="acts">
        {actOrder
          .filter((act) => mine.includes(act))
          .map((act) => (
            <button
              key={act}
              type="button"
              data-act={act}
              aria-expanded={form === undefined ? undefined : form === act}
              onClick={() => begin(act, alert)}
            >
              {t(`act.${act}`)} {actKeys[act] !== undefined && <kbd>{actKeys[act]}</kbd>}
            </button>
          ))}
      </p>
      {isLocal.value && <SignatureField />}
    </>
  );
}
