// The story of the asset whose panel is open: the newest first, what came late marked, and what could not be had said.
import { useComputed, useSignal } from '@preact/signals';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { storyShown } from '../state/dock.ts';
import { lookAt, nameOf, timeZone } from '../state/screen.ts';
import { spanText, stretch } from '../times.ts';
import { troubleText } from '../trouble-words.ts';
import { refreshStory } from './follow-story.ts';
import { type Reader, saidOf, tellerOf } from './line-words.ts';
import { type Line, linesOf } from './lines.ts';

/** Lines at first, and added by each press: a story may hold thousands. */
const step = 100;

export function StoryList({ asset }: { readonly asset: string }) {
  const most = useSignal(step);
  const lines = useComputed(() => linesOf(storyShown.value?.value?.events ?? [])).value;
  const shown = storyShown.value?.key === asset ? storyShown.value : undefined;
  const left = lines.length - most.value;
  return (
    <section id="story" aria-label={t('story')} aria-busy={shown?.value === undefined && shown?.trouble === undefined}>
      <h3>{t('story')}</h3>
      <Trouble />
      {shown?.value === undefined && shown?.trouble === undefined && <p class="muted">{t('storyAsking')}</p>}
      {shown?.value !== undefined && lines.length === 0 && <p class="muted">{t('storyEmpty')}</p>}
      <ol class="story">
        {lines.slice(0, most.value).map((line) => (
          <StoryLine key={line.id} asset={asset} line={line} />
        ))}
      </ol>
      {left > 0 && (
        <button type="button" onClick={() => (most.value += step)}>
          {t('storyMore', { n: Math.min(step, left) })}
        </button>
      )}
    </section>
  );
}

function Trouble() {
  const { trouble, value } = storyShown.value ?? {};
  if (trouble === undefined) return null;
  return (
    <p class="trouble" role="status">
      ▨ {t(value === undefined ? 'storyTrouble' : 'storyOld', { why: troubleText(lang.value, trouble) })}{' '}
      <button type="button" onClick={refreshStory}>
        {t('retry')}
      </button>
    </p>
  );
}

function StoryLine({ asset, line }: { readonly asset: string; readonly line: Line }) {
  const reader: Reader = { key: asset, lang: lang.value, nameOf, timeZone: timeZone.value };
  const { says, rest } = saidOf(line, reader);
  const { lon, lat } = line.last;
  const when = stretch(line.from, line.to, serverNow(), timeZone.value);
  return (
    <li data-kind={line.kind} data-late={line.lateMs === undefined ? undefined : 'true'}>
      <time dateTime={new Date(line.from).toISOString()}>{when}</time>
      <span class="told">
        {says} {line.lateMs !== undefined && <Late line={line} lateMs={line.lateMs} />}
        <span class="muted">
          {rest.map(([name, fact]) => `${name} ${fact} · `)}
          {t('toldBy', { by: tellerOf(line.by, reader) })}
        </span>
      </span>
      {lon !== undefined && lat !== undefined && (
        <button
          type="button"
          class="spot"
          aria-label={`${t('map')} ${lon.toFixed(5)}, ${lat.toFixed(5)}`}
          title={`${lon.toFixed(5)}, ${lat.toFixed(5)}`}
          onClick={() => (lookAt.value = { at: [lon, lat], always: true })}
        >
          ◎
        </button>
      )}
    </li>
  );
}

function Late({ line, lateMs }: { readonly line: Line; readonly lateMs: number }) {
  const span = spanText(lang.value, lateMs);
  return <strong class="mark">{t(line.count > 1 ? 'lateUpTo' : 'lateBy', { span })}</strong>;
}
