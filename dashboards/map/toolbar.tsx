// Above the map: which kinds are drawn and how many there are, what to find, and whether the perimeter is watched.
import type { AssetKind } from '../../hub/contracts/port.ts';
import { lang, t } from '../language.ts';
import { may } from '../people/session.ts';
import type { Coverage } from '../state/coverage.ts';
import { board, coverageCount, query, shownKinds, showPlaces, toggleBoard, toggleKind } from '../state/dock.ts';
import { assetKinds } from '../state/live.ts';
import { census, hasCameras } from '../state/screen.ts';
import { Sign } from './sign.tsx';

/** V and C as in English; T for a lorry, B for a bolt seal. Capitals: small letters are for what is done often. */
export const kindKeys: Readonly<Record<AssetKind, string>> = { vessel: 'V', vehicle: 'T', container: 'C', seal: 'B' };

export function Toolbar({ fit }: { readonly fit: () => void }) {
  return (
    <div id="toolbar">
      <button id="fit" type="button" onClick={fit}>
        {t('fit')}
      </button>
      <fieldset id="kinds">
        <legend class="unseen">{t('kinds')}</legend>
        {assetKinds.map((kind) => (
          <Chip key={kind} kind={kind} />
        ))}
      </fieldset>
      <Search />
      <CoverageButton />
      {may('watch') && hasCameras.value && (
        <button
          id="cameras-button"
          type="button"
          aria-expanded={board.value === 'cameras'}
          title={`${t('cameras')} (l)`}
          onClick={() => toggleBoard('cameras')}
        >
          {t('cameras')}
        </button>
      )}
      <TrustButton />
      <MeasuresButton />
      <button
        id="legend-button"
        type="button"
        aria-expanded={board.value === 'legend'}
        title={`${t('legend')} (?)`}
        onClick={() => toggleBoard('legend')}
      >
        ?<span class="unseen"> {t('legend')}</span>
      </button>
    </div>
  );
}

function Chip({ kind }: { readonly kind: AssetKind }) {
  const n = census.value[kind];
  const name = t(`kinds.${kind}`);
  return (
    <button
      type="button"
      class="chip"
      data-kind={kind}
      aria-pressed={shownKinds.value.has(kind)}
      title={t('kindKey', { kind: name, n, key: kindKeys[kind] })}
      onClick={() => toggleKind(kind)}
    >
      <Sign kind={kind} /> <span class="chip-name">{name}</span> <b>{n.toLocaleString(lang.value)}</b>
    </button>
  );
}

/** Typing shows the list; the arrow down walks into it. */
function Search() {
  const showList = () => {
    showPlaces([]);
    board.value = 'assets';
  };
  return (
    <input
      id="search"
      type="search"
      autocomplete="off"
      placeholder={t('search')}
      aria-label={t('search')}
      value={query.value}
      onFocus={showList}
      onInput={({ currentTarget }) => {
        query.value = currentTarget.value;
        showList();
      }}
    />
  );
}

function TrustButton() {
  if (!may('trust')) return null;
  return (
    <button
      id="trust-button"
      type="button"
      aria-expanded={board.value === 'trust'}
      title={`${t('keys.trust')} (u)`}
      onClick={() => toggleBoard('trust')}
    >
      {t('trust')}
    </button>
  );
}

function MeasuresButton() {
  if (!may('measure')) return null;
  return (
    <button
      id="measures-button"
      type="button"
      aria-expanded={board.value === 'measures'}
      title={`${t('keys.measures')} (y)`}
      onClick={() => toggleBoard('measures')}
    >
      {t('measures')}
    </button>
  );
}

/** What is wrong is said here in words; what is well is only counted. */
function CoverageButton() {
  const { blind, sole, unknown, seen } = coverageCount.value;
  if (blind + sole + unknown + seen === 0) return null;
  return (
    <button
      id="coverage-button"
      type="button"
      data-state={blind > 0 ? 'blind' : unknown > 0 ? 'unknown' : 'known'}
      aria-expanded={board.value === 'coverage'}
      title={t('coverageSummary', { blind, sole, unknown, seen })}
      onClick={() => toggleBoard('coverage')}
    >
      {t('coverage')}
      {blind > 0 && <b> ▨ {`${t('coverage.blind')} ${blind}`}</b>}
      {unknown > 0 && <Tally glyph="?" coverage="unknown" n={unknown} />}
      {sole > 0 && <Tally glyph="◫" coverage="sole" n={sole} />}
      <Tally glyph="■" coverage="seen" n={seen} />
    </button>
  );
}

function Tally({ glyph, coverage, n }: { readonly glyph: string; readonly coverage: Coverage; readonly n: number }) {
  return (
    <>
      {' '}
      <span aria-hidden="true">{glyph}</span>
      <span class="unseen">{t(`coverage.${coverage}`)}</span> {n}
    </>
  );
}
