// One live picture: its canvas, and below it in words whether it is live or what it waits for. It ends when it is closed.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { lang, t } from '../language.ts';
import { openVideo } from '../link/video.ts';
import { cameras } from '../state/cameras.ts';
import { nameOf } from '../state/screen.ts';
import { cameraSays } from './camera-says.ts';
import { type Screen, screenOn } from './player.ts';

type Shows = 'connecting' | 'live' | 'lost' | 'hidden';

/** No new picture for so long is no live picture. */
const stillMs = 3_000;

export function LiveTile({ camera, stop }: { readonly camera: string; readonly stop: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shows = useSignal<Shows>('connecting');
  useEffect(() => {
    if (canvas.current === null) return undefined;
    return play(canvas.current, camera, (next) => {
      shows.value = next;
    });
  }, [camera]);
  return (
    <figure class="tile" data-camera={camera} data-shows={shows.value}>
      <canvas ref={canvas} width={640} height={360} role="img" aria-label={`${t('watching')}: ${nameOf(camera)}`} />
      <figcaption>
        <span role="status">
          <span aria-hidden="true">{shows.value === 'live' ? '●' : '◌'}</span> {says(shows.value, camera)}
        </span>
        <button type="button" onClick={stop}>
          {t('unwatch')}
        </button>
      </figcaption>
    </figure>
  );
}

/** While there is no picture, why: as the hub knows it. */
function says(shows: Shows, camera: string): string {
  const row = cameras.value.get(camera);
  const waits = row?.state === 'failed' || row?.state === 'away';
  if (shows !== 'connecting' || !waits) return t(`tile.${shows}`);
  return t('tile.waiting', {
    why: row.says === undefined ? t(`camera.${row.state}`) : cameraSays(lang.value, row.says),
  });
}

/** Out of sight nothing is fetched: the camera rests when nobody looks. @returns what ends it */
function play(canvas: HTMLCanvasElement, camera: string, told: (shows: Shows) => void): () => void {
  let screen: Screen | undefined;
  let close: (() => void) | undefined;
  let still: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const drawn = (): void => {
    told('live');
    clearTimeout(still);
    still = setTimeout(() => told('connecting'), stillMs);
  };
  const connect = (): void => {
    told('connecting');
    const open = (is: boolean): void => told(is ? 'connecting' : 'lost');
    close = openVideo(camera, { packets: (packets) => screen?.show(packets), open });
  };
  const disconnect = (): void => {
    clearTimeout(still);
    close?.();
    close = undefined;
  };
  const turn = (): void => {
    disconnect();
    if (document.hidden) told('hidden');
    else connect();
  };
  void screenOn(canvas, drawn).then((made) => {
    if (over) return made.close();
    screen = made;
    document.addEventListener('visibilitychange', turn);
    turn();
  });
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', turn);
    disconnect();
    screen?.close();
  };
}
