// Why an alert is: the rule and its version, the measure against its limit, the facts, and the events it rests on.
import type { Alert, Evidence, Why as Reason } from '../../hub/contracts/alert.ts';
import { phrase, sentence } from '../alert-words.ts';
import { lang, t } from '../language.ts';
import { alerts, open, openedAlert, port } from '../state/screen.ts';
import { dayOf, timeOfDay } from '../times.ts';
import { Badge } from './badge.tsx';
import { Marks } from './marks.tsx';

export function Why() {
  const alert = openedAlert.value === undefined ? undefined : alerts.value.get(openedAlert.value);
  if (alert === undefined) return null;
  return (
    <aside id="why" class="panel" aria-label={t('why')}>
      <header>
        <h2>
          <Badge severity={alert.severity} /> {sentence(lang.value, alert)}
        </h2>
        <button type="button" aria-label={t('close')} onClick={() => open(undefined)}>
          ✕
        </button>
      </header>
      <p class="about">
        <span class="condition">{t(alert.condition)}</span>
        <Marks alert={alert} />
      </p>
      <p class="measure">{measure(alert.why)}</p>
      <Particulars alert={alert} />
      <h3>{t('facts')}</h3>
      <dl>
        {Object.entries(alert.why.facts).flatMap(([name, fact]) => [
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
    </aside>
  );
}

function Particulars({ alert }: { readonly alert: Alert }) {
  return (
    <dl>
      <dt>{t('rule')}</dt>
      <dd>
        {alert.why.rule} · {t('version')} {alert.why.version}
      </dd>
      <dt>{t('asset')}</dt>
      <dd>{alert.key}</dd>
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
  const { lon, lat } = evidence;
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
      <code>{evidence.event}</code>
    </li>
  );
}

function measure({ measure: what, value, limit, unit }: Reason): string {
  const told = phrase(lang.value, unit);
  const number = (n: number) => `${Number(n.toFixed(2))} ${told}`.trim();
  return `${phrase(lang.value, what)}: ${number(value)} (${t('limit')} ${number(limit)})`;
}

function moment(time: number): string {
  const timeZone = port.value?.timeZone ?? 'UTC';
  return `${dayOf(time, timeZone)} ${timeOfDay(time, timeZone)}`;
}
