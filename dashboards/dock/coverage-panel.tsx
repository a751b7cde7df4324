// The perimeter segment by segment, the loudest first: who of its sensors sees, and since when it is as it is.
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { type Covered, coverages, seesIn } from '../state/coverage.ts';
import { covered } from '../state/dock.ts';
import { nameOf, showThing, stale, timeZone } from '../state/screen.ts';
import { spanText, timeNear } from '../times.ts';
import { Panel } from './panel.tsx';

export function CoveragePanel() {
  const loudest = covered.value.toSorted((a, b) => coverages.indexOf(a.coverage) - coverages.indexOf(b.coverage));
  return (
    <Panel id="coverage" label={t('coverage')} heading={t('coverage')}>
      {stale.value && <p class="trouble">▨ {t('coverageStale')}</p>}
      {loudest.length === 0 && <p class="muted">{t('noSegments')}</p>}
      <ol class="coverage">
        {loudest.map((one) => (
          <Segment key={one.segment.id} covered={one} />
        ))}
      </ol>
    </Panel>
  );
}

function Segment({ covered: one }: { readonly covered: Covered }) {
  const { segment, row, coverage } = one;
  const { name, confidence, source } = segment.properties;
  return (
    <li data-segment={segment.id} data-coverage={coverage}>
      <p>
        <span class="swatch" data-coverage={coverage} aria-hidden="true" />{' '}
        <button type="button" class="link" onClick={() => showThing(`segment:${segment.id}`, true)}>
          {name[lang.value]}
        </button>{' '}
        <strong class="coverage-word">{t(`coverage.${coverage}`)}</strong>
      </p>
      <p class="muted">{saysOf(one)}</p>
      {row !== undefined && <p class="muted">{sinceText(row.since)}</p>}
      <Sensors covered={one} />
      <p class="muted">
        {t(`confidence.${confidence}`)} · {source}
      </p>
    </li>
  );
}

function saysOf({ row, coverage }: Covered): string {
  const seeing = row?.sensors.filter(({ sees }) => sees) ?? [];
  const sensor = nameOf(seeing[0]?.id ?? '');
  return t(`coverage.${coverage}.says`, { n: seeing.length, sensor });
}

function sinceText(since: number): string {
  const now = serverNow();
  return t('since', { time: timeNear(since, now, timeZone.value), age: spanText(lang.value, now - since) });
}

function Sensors({ covered: { segment, row } }: { readonly covered: Covered }) {
  return (
    <ul class="sensors" aria-label={t('sensors')}>
      {segment.properties.sensors.map((id) => {
        const sees = seesIn(row, id);
        const word = sees === undefined ? 'seesUnknown' : sees ? 'sees' : 'seesNot';
        return (
          <li key={id} data-sees={sees === undefined ? 'unknown' : String(sees)}>
            <span aria-hidden="true">{sees === undefined ? '?' : sees ? '◉' : '✕'}</span> {nameOf(id)} · {t(word)}
          </li>
        );
      })}
    </ul>
  );
}
