// A camera to look at: a button, and once it is pressed the live picture in its place.
import type { CameraRow } from '../../hub/contracts/camera.ts';
import { lang, t } from '../language.ts';
import { canBeWatched, watch, watched } from '../state/cameras.ts';
import { LiveTile } from './live-tile.tsx';

export function Watch({ camera, named = false }: { readonly camera: CameraRow; readonly named?: boolean }) {
  if (watched.value.includes(camera.id)) return <LiveTile camera={camera.id} />;
  if (!canBeWatched(camera)) return null;
  const name = camera.name[lang.value];
  return (
    <button type="button" data-watch={camera.id} aria-label={`${t('watch')}: ${name}`} onClick={() => watch(camera.id)}>
      ▷ {t('watch')}
      {named && `: ${name}`}
    </button>
  );
}
