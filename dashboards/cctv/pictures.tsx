// What cameras saw when an alert was raised, each with its time and its SHA-256; and what they see now.
import type { Alert, Picture } from '../../hub/contracts/alert.ts';
import { lang, t } from '../language.ts';
import { pictureUrl } from '../link/cameras.ts';
import { cameras, camerasFor } from '../state/cameras.ts';
import { nameOf, timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';
import { cameraSays } from './camera-says.ts';
import { useCameras } from './follow-cameras.ts';
import { Watch } from './watch.tsx';

/** Nothing where no camera looks. */
export function Pictures({ alert }: { readonly alert: Alert }) {
  useCameras();
  const { pictures = [] } = alert;
  const rows = camerasFor(alert, cameras.value);
  if (pictures.length === 0 && rows.length === 0) return null;
  return (
    <section id="pictures" aria-label={t('pictures')}>
      <h3>{t('pictures')}</h3>
      {pictures.length === 0 && <p class="muted">{t('noPictures')}</p>}
      {pictures.map((picture) => (
        <Shot key={picture.camera} alert={alert.id} picture={picture} />
      ))}
      {rows.map((camera) => (
        <Watch key={camera.id} camera={camera} among={alert.id} />
      ))}
    </section>
  );
}

function Shot({ alert, picture }: { readonly alert: string; readonly picture: Picture }) {
  const camera = nameOf(picture.camera);
  if ('fault' in picture)
    return <p class="muted">▨ {t('pictureFault', { camera, why: cameraSays(lang.value, picture.fault) })}</p>;
  const url = pictureUrl(alert, picture.sha256);
  const of = t('pictureOf', { camera, time: moment(picture.at, timeZone.value) });
  return (
    <figure class="shot">
      <a href={url} target="_blank" rel="noopener">
        <img src={url} alt={of} width={640} height={360} />
      </a>
      <figcaption>
        {of}
        <span class="muted">
          {t('pictureHash')} <code>{picture.sha256}</code>
        </span>
      </figcaption>
    </figure>
  );
}
