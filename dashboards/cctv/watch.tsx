// A camera to look at: a button, and once it is pressed the live picture in its place.
import type { CameraRow } from '../../hub/contracts/camera.ts';
import { lang, t } from '../language.ts';
import { canBeWatched, unwatch, watch, watched } from '../state/cameras.ts';
import { LiveTile } from './live-tile.tsx';

interface WatchProps {
  readonly camera: CameraRow;
  /** Among other things the camera is named on its button; and its picture belongs to where it was opened. */
  readonly among?: string;
}

export function Watch({ camera, among }: WatchProps) {
  const tile = `${among ?? ''}/${camera.id}`;
  if (watched.value.includes(tile)) return <LiveTile camera={camera.id} stop={() => unwatch(tile)} />;
  if (!canBeWatched(camera)) return null;
  const name = camera.name[lang.value];
  return (
    <button type="button" data-watch={camera.id} aria-label={`${t('watch')}: ${name}`} onClick={() => watch(tile)}>
      ▷ {t('watch')}
      {among !== undefined && `: ${name}`}
    </button>
  );
}
