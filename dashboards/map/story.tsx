// An asset's story: what was told of it in event time, the newest first, late ones marked; fixes in a row are one line.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StoryEvent, Story as Told } from '../../hub/contracts/story.ts';
import { lang, t } from '../language.ts';
import { ask } from '../link/ask.ts';
import { live, port } from '../state/screen.ts';
import { ageText, timeOfDay } from '../times.ts';

/** Asked again when the asset's row changed, and no oftener than this. */
const againMs = 1_000;
const linesMost = 100;

export function Story({ id }: { readonly id: string }) {
  const told = useSignal<Told | undefined>(undefined);
  const trouble = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let seen = -1;
    let over = false;
    const look = async (): Promise<void> => {
      const version = live.peek().assets.get(id)?.v ?? 0;
      if (version === seen) return;
      seen = version;
      const answer = await ask<Told>(`/api/v1/assets/${encodeURIComponent(id)}/story`);
      if (over) return;
      trouble.value = answer.ok ? undefined : answer.code;
      if (answer.ok) told.value = answer.value;
    };
    told.value = undefined;
    void look();
    const timer = setInterval(() => void look(), againMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [id]);
  if (trouble.value !== undefined) return <p class="muted">{t('storyTrouble', { code: trouble.value })}</p>;
  const { carries = [], on, events = [] } = told.value ?? {};
  return (
    <>
      <dl>
        {on !== undefined && [<dt key="on">{t('on')}</dt>, <dd key="on=">{on}</dd>]}
        {carries.length > 0 && [<dt key="carries">{t('carries')}</dt>, <dd key="carries=">{carries.join(' ')}</dd>]}
      </dl>
      <h3>{t('story')}</h3>
      <ol class="evidence" id="story">
        {linesOf(events).map(({ event, fixes }) => (
          <Line key={`${event.id} ${event.kind} ${event.time}`} event={event} fixes={fixes} />
        ))}
      </ol>
    </>
  );
}

interface StoryLine {
  readonly event: StoryEvent;
  readonly fixes: number;
}

/** Newest first; fixes in a row, which say little one by one, are counted. */
export function linesOf(events: readonly StoryEvent[]): StoryLine[] {
  const lines: StoryLine[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    const again = last !== undefined && last.event.kind === 'position' && event.kind === 'position' && !event.late;
    if (again) lines[lines.length - 1] = { event, fixes: last.fixes + 1 };
    else lines.push({ event, fixes: 1 });
  }
  return lines.reverse().slice(0, linesMost);
}

function Line({ event, fixes }: StoryLine) {
  const { time, heardAt, kind, facts, by, late } = event;
  const says = Object.entries(facts).filter(([name, fact]) => name !== 'subject' && fact !== '');
  return (
    <li>
      <span>
        {timeOfDay(time, port.value?.timeZone ?? 'UTC')} · <b>{kind}</b>{' '}
        {kind === 'position' ? t('fixes', { n: fixes }) : says.map(([name, fact]) => `${name} ${fact}`).join(' · ')}
      </span>
      <span class="muted">
        {by}
        {late && <strong> · {t('lateBy', { age: ageText(lang.value, heardAt - time) })}</strong>}
      </span>
    </li>
  );
}
