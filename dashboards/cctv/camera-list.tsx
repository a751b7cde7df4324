// Every camera of the port with its state in words, and its live picture for whoever opens it.
import type { CameraRow } from '../../hub/contracts/camera.ts';
import { Panel } from '../dock/panel.tsx';
import { lang, t } from '../language.ts';
import { cameras, camerasTrouble, canBeWatched } from '../state/cameras.ts';
import { showThing } from '../state/screen.ts';
import { troubleText } from '../trouble-words.ts';
import { cameraSays } from './camera-says.ts';
import { useCameras } from './follow-cameras.ts';
import { Watch } from './watch.tsx';

export function CameraList() {
  useCameras();
  const rows = [...cameras.value.values()].toSorted((a, b) => Number(canBeWatched(b)) - Number(canBeWatched(a)));
  return (
    <Panel id="cameras" label={t('cameras')} heading={t('cameras')}>
      {camerasTrouble.value !== undefined && (
        <p class="trouble">▨ {t('camerasTrouble', { why: troubleText(lang.value, camerasTrouble.value) })}</p>
      )}
      {rows.length === 0 && camerasTrouble.value === undefined && <p class="muted">{t('noCameras')}</p>}
      <ul class="cameras">
        {rows.map((camera) => (
          <Row key={camera.id} camera={camera} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ camera }: { readonly camera: CameraRow }) {
  const { id, name, state, says, viewers } = camera;
  return (
    <li data-camera={id} data-state={state}>
      <p>
        <button type="button" class="link" onClick={() => showThing(`device:${id}`, true)}>
          {name[lang.value]}
        </button>{' '}
        <span class="camera-state">{t(`camera.${state}`)}</span>
      </p>
      {(says !== undefined || viewers > 0) && (
        <p class="muted">
          {says !== undefined && cameraSays(lang.value, says)}
          {viewers > 0 && ` ${t('cameraViewers', { n: viewers })}`}
        </p>
      )}
      <Watch camera={camera} />
    </li>
  );
}
