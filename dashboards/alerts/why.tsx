// Why an alert is: the rule and its version, the measure against its limit, the facts, and the events it rests on.
import type { Alert, Evidence } from '../../hub/contracts/alert.ts';
import { factsOf, measureText, phrase, sentence } from '../alert-words.ts';
import { lang, t } from '../language.ts';
import { placeOf } from '../state/place.ts';
import { open, opened, port, showPlace } from '../state/screen.ts';
import { dayOf, timeOfDay } from '../times.ts';
import { Badge } from './badge.tsx';
import { Marks } from './marks.tsx';
import { Notes } from './notes.tsx';

export function Why() {
  const alert = opened.value;
  if (alert === undefined) return null;
  return (
    <aside key={alert.id} id="why" class="panel" aria-label={t('why')}>
      <header>
        <h2>
          <Badge severity={alert.severity} /> {sentence(lang.value, alert)}
        </h2>
        {placeOf(alert, undefined) && (
          <button type="button" title={t('showPlace')} aria-label={t('showPlace')} onClick={() => showPlace(true)}>
            {t('map')}
          </button>
        )}
        <button type="button" aria-label={t('close')} onClick={() => open(undefined)}>
          ✕
        </button>
      </header>
      <p class="about">
        <span class="condition">{t(alert.condition)}</span>
        <Marks alert={alert} />
      </p>
      <Becoming alert={alert} />
      <p class="measure">{measureText(lang.value, alert.why)}</p>
      <Particulars alert={alert} />
      <h3>{t('facts')}</h3>
      <dl>
        {factsOf(lang.value, alert).flatMap(([name, fact]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}=`}>{fact}</dd>,
        ])}
      </dl>
      <h3>{t('evidence')}</h3>
      <ol class="evidence">
        {alert.why.evidence.map((evidence) => (
          <Witness key={evidence.event} evidence={evidence} />
        ))}
      </ol>
      <Notes alert={alert} />
    </aside>
  );
}

/** What has become of it since it was raised: why it was taken back, into which it went, what was issued afterwards. */
function Becoming({ alert: { reason, reconfirm, mergedInto, why } }: { readonly alert: Alert }) {
  const release = why.facts['regularised'];
  return (
    <>
      {reconfirm && <p role="note">{t('reconfirm')}</p>}
      {reason && <p>{t('reason', { event: reason.event, says: reason.says })}</p>}
      {mergedInto && <p>{t('mergedInto', { id: mergedInto })}</p>}
      {release && <p>{t('regularised', { release })}</p>}
    </>
  );
}

function Particulars({ alert }: { readonly alert: Alert }) {
  return (
    <dl>
      <dt>{t('rule')}</dt>
      <dd>
        {alert.why.rule} · {t('version')} {alert.why.version}
      </dd>
      <dt>{t('site')}</dt>
      <dd>{alert.site}</dd>
      <dt>{t('began')}</dt>
      <dd>{moment(alert.from)}</dd>
      {alert.to !== undefined && [<dt key="dt">{t('ended')}</dt>, <dd key="dd">{moment(alert.to)}</dd>]}
      <dt>{t('raised')}</dt>
      <dd>{moment(alert.raisedAt)}</dd>
    </dl>
  );
}

function Witness({ evidence }: { readonly evidence: Evidence }) {
  const { lon, lat, deviceTime } = evidence;
  return (
    <li>
      <span>
        {moment(evidence.time)} · {phrase(lang.value, evidence.says)}
      </span>
      {lon !== undefined && lat !== undefined && (
        <span class="where">
          {lon.toFixed(5)}, {lat.toFixed(5)}
        </span>
      )}
      {deviceTime !== undefined && <span class="muted">{t('deviceTime', { time: moment(deviceTime) })}</span>}
      <code>{evidence.event}</code>
    </li>
  );
}

function moment(time: number): string {
  const timeZone = port.value?.timeZone ?? 'UTC';
  return `${dayOf(time, timeZone)} ${timeOfDay(time, timeZone)}`;
}
