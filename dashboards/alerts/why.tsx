// Why an alert is: what became of it, the rule, the measure against its limit, the facts, the events, and the notes.
import type { Alert, Evidence } from '../../hub/contracts/alert.ts';
import { because, evidenceText, factsOf, measureText, ruleText, sentence } from '../alert-words.ts';
import { CasePanel } from '../case/case-panel.tsx';
import { CaseRecord } from '../case/record.tsx';
import { Pictures } from '../cctv/pictures.tsx';
import { lang, t } from '../language.ts';
import { may } from '../people/session.ts';
import { showAsset } from '../state/dock.ts';
import { placeOf } from '../state/place.ts';
import { nameOf, open, opened, portIndex, showPlace, timeZone } from '../state/screen.ts';
import { kindOf } from '../thing-words.ts';
import { moment } from '../times.ts';
import { AlertTrust } from '../trust/alert-trust.tsx';
import { Badge } from './badge.tsx';
import { Marks } from './marks.tsx';
import { Notes } from './notes.tsx';
import { Receivers } from './receivers.tsx';
import { Verdict } from './verdict.tsx';
import { WhatToDo } from './what-to-do.tsx';

export function Why() {
  const alert = opened.value;
  if (alert === undefined) return null;
  return (
    <aside key={alert.id} id="why" class="panel" aria-label={t('why')}>
      <header>
        <h2>
          <Badge severity={alert.severity} /> {sentence(lang.value, alert, nameOf)}
        </h2>
        {placeOf(alert, undefined, portIndex.value) && (
          <button type="button" title={t('showPlace')} aria-label={t('showPlace')} onClick={() => showPlace(true)}>
            {t('map')}
          </button>
        )}
        {kindOf(alert.key) && (
          <button type="button" title={t('showStory')} aria-label={t('showStory')} onClick={() => showAsset(alert.key)}>
            {t('story')}
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
      <Verdict alert={alert} />
      <CasePanel alert={alert} />
      <WhatToDo alert={alert} />
      <p class="measure">{measureText(lang.value, alert.why)}</p>
      {because(lang.value, alert.why.rule) && <p class="because">{because(lang.value, alert.why.rule)}</p>}
      <AlertTrust alert={alert} />
      <Particulars alert={alert} />
      <h3>{t('facts')}</h3>
      <dl>
        {factsOf(lang.value, alert, nameOf).flatMap(([name, fact]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}=`}>{fact}</dd>,
        ])}
      </dl>
      <h3>{t('evidence')}</h3>
      <ol class="evidence">
        {alert.why.evidence.map((evidence) => (
          <Witness key={`${evidence.event} ${evidence.says}`} evidence={evidence} />
        ))}
      </ol>
      {may('told') && <Receivers alert={alert} />}
      {may('watch') && <Pictures alert={alert} />}
      {may('trust') && <CaseRecord alert={alert} />}
      <Notes alert={alert} />
    </aside>
  );
}

const at = (time: number): string => moment(time, timeZone.value);

function Particulars({ alert }: { readonly alert: Alert }) {
  return (
    <dl>
      <dt>{t('rule')}</dt>
      <dd>
        {ruleText(lang.value, alert.why.rule)} · {t('version')} {alert.why.version}
      </dd>
      <dt>{t('site')}</dt>
      <dd>{alert.site}</dd>
      <dt>{t('began')}</dt>
      <dd>{at(alert.from)}</dd>
      {alert.to !== undefined && [<dt key="dt">{t('ended')}</dt>, <dd key="dd">{at(alert.to)}</dd>]}
      <dt>{t('raised')}</dt>
      <dd>{at(alert.raisedAt)}</dd>
    </dl>
  );
}

function Witness({ evidence }: { readonly evidence: Evidence }) {
  const { lon, lat, deviceTime } = evidence;
  return (
    <li>
      <span>
        {at(evidence.time)} · {evidenceText(lang.value, evidence.says, nameOf)}
      </span>
      {lon !== undefined && lat !== undefined && (
        <span class="where">
          {lon.toFixed(5)}, {lat.toFixed(5)}
        </span>
      )}
      {deviceTime !== undefined && <span class="muted">{t('deviceTime', { time: at(deviceTime) })}</span>}
      <code>{evidence.event}</code>
    </li>
  );
}
