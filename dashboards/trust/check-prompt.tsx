// Movements that the lottery drew, above the alerts: two minutes each, what to look at, and three ways to answer.
import { useEffect } from 'preact/hooks';
import type { Check, CheckResult } from '../../hub/contracts/trust.ts';
import { givenName, remember } from '../alerts/signature.ts';
import { useCameras } from '../cctv/follow-cameras.ts';
import { Watch } from '../cctv/watch.tsx';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { isLocal, may } from '../people/session.ts';
import { cameras, unwatch } from '../state/cameras.ts';
import { openChecks } from '../state/checks.ts';
import { nameOf } from '../state/screen.ts';
import { answerCheck, answered, noteFirst, vehicleText } from './answer-check.ts';

/** More than so many nobody looks at at once. */
const shownMost = 3;

export const resultKeys = { clean: '1', suspicious: '2', unseen: '3' } as const satisfies Record<CheckResult, string>;
const results = Object.keys(resultKeys) as CheckResult[];

export function CheckPrompt() {
  const open = openChecks.value;
  useEffect(() => noteFirst(open[0]?.id), [open[0]?.id]);
  if (!may('trust') || (open.length === 0 && answered.value === '')) return null;
  return (
    <section id="checks" aria-label={t('checks')}>
      <header>
        <h2>
          ◉ {t('checks')} {open.length > 0 && <span class="muted">{t('checksOpen', { n: open.length })}</span>}
        </h2>
        {open.length > 0 && isLocal.value && <Name />}
      </header>
      <ol class="checks">
        {open.slice(0, shownMost).map((check, i) => (
          <OpenCheck key={check.id} check={check} isFirst={i === 0} />
        ))}
      </ol>
      {open.length > shownMost && <p class="muted">{t('checkMore', { n: open.length - shownMost })}</p>}
      <p role="status">{answered.value}</p>
    </section>
  );
}

function OpenCheck({ check, isFirst }: { readonly check: Check; readonly isFirst: boolean }) {
  const left = Math.max(0, Math.ceil((check.dueAt - serverNow()) / 1000));
  const { name, tier } = check;
  const subject = t('checkSubject', { vehicle: vehicleText(check), lane: nameOf(check.lane) });
  return (
    <li data-check={check.id}>
      <p>
        <strong id={`check-${check.id}`}>{subject}</strong> <span class="left">{t('checkLeft', { n: left })}</span>
      </p>
      <p class="muted">
        {name === undefined ? t('nobodyKnown') : `${name[lang.value]} · ${tier}`}
        {check.cameras.length > 0 &&
          ` · ${t('checkCameras', { cameras: check.cameras.map(nameOf).join(t('listComma')) })}`}
      </p>
      {may('watch') && <Looks check={check} />}
      {may('check') && (
        <p class="answers">
          {results.map((result) => (
            <button
              key={result}
              type="button"
              data-result={result}
              aria-describedby={`check-${check.id}`}
              onClick={() => void answerCheck(check, result)}
            >
              {t(result)}
              {isFirst && <kbd> {resultKeys[result]}</kbd>}
            </button>
          ))}
        </p>
      )}
    </li>
  );
}

/** The lane's cameras, live where there is a picture; what was opened here ends with the check. */
function Looks({ check: { id, cameras: ids } }: { readonly check: Check }) {
  const among = `check ${id}`;
  useCameras();
  useEffect(() => {
    return () => {
      for (const camera of ids) unwatch(`${among}/${camera}`);
    };
  }, [id]);
  return (
    <>
      {ids.flatMap((camera) => {
        const row = cameras.value.get(camera);
        return row === undefined ? [] : [<Watch key={camera} camera={row} among={among} />];
      })}
    </>
  );
}

function Name() {
  return (
    <label>
      {t('checkName')}{' '}
      <input
        id="check-name"
        maxLength={64}
        value={givenName.value}
        onInput={({ currentTarget }) => {
          givenName.value = currentTarget.value;
          remember(currentTarget.value);
        }}
      />
    </label>
  );
}
