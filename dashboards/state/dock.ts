// What the dock beside the map shows: an asset, places of the port, or one of its lists; and which kinds are drawn.
import { computed, signal } from '@preact/signals';
import type { AssetKind } from '../../hub/contracts/port.ts';
import type { Story } from '../../hub/contracts/story.ts';
import type { Track } from '../../hub/contracts/track.ts';
import type { LonLat } from './carried.ts';
import { type Covered, countCoverage, coverageOf } from './coverage.ts';
import type { Shown } from './feed.ts';
import { assetKinds } from './live.ts';
import { port, segments, stale } from './screen.ts';

/** The dock's lists: the assets, the cameras, the perimeter's coverage, how alerts are coped with, or what the signs and keys mean. */
export type Board = 'assets' | 'cameras' | 'coverage' | 'legend' | 'measures' | 'sources' | 'trust';

export const board = signal<Board | undefined>(undefined);
export const selectedAsset = signal<string | undefined>(undefined);
/** References of what of the port was clicked: fences lie in fences, so there may be several. */
export const selectedPlaces = signal<readonly string[]>([]);
export const query = signal('');
export const shownKinds = signal<ReadonlySet<AssetKind>>(new Set(assetKinds));
export const storyShown = signal<Shown<Story> | undefined>(undefined);
/** How many hours of track are drawn, up to the newest place. */
export const trackHours = signal<1 | 24>(1);
/** What the map is asked to have in view as a whole, anew each time. */
export const wholeWanted = signal<readonly LonLat[] | undefined>(undefined);
export const trackShown = signal<Shown<Track> | undefined>(undefined);

export const covered = computed((): readonly Covered[] => {
  const sites = new Map(port.value?.sites.map(({ id, lifecycle }) => [id, lifecycle]));
  return (port.value?.segments ?? []).map((segment) => {
    const row = segments.value.get(segment.id);
    const lifecycle = sites.get(segment.properties.site);
    return { segment, row, coverage: coverageOf(row, { lifecycle, stale: stale.value }) };
  });
});
export const coverageCount = computed(() => countCoverage(covered.value));

export function showAsset(key: string | undefined): void {
  selectedPlaces.value = [];
  selectedAsset.value = key;
}

export function showPlaces(ids: readonly string[]): void {
  selectedAsset.value = undefined;
  selectedPlaces.value = ids;
}

/** One of the lists in front of everything else; asked for again while it is in front, it goes. */
export function toggleBoard(next: Board): void {
  const inFront = board.value === next && isBoardInFront();
  showPlaces([]);
  board.value = inFront ? undefined : next;
}

export function toggleKind(kind: AssetKind): void {
  const next = new Set(shownKinds.value);
  if (!next.delete(kind)) next.add(kind);
  shownKinds.value = next;
}

export const dockOpen = computed(() => board.value !== undefined || !isBoardInFront());

const isBoardInFront = (): boolean => selectedAsset.value === undefined && selectedPlaces.value.length === 0;

/** One step back: the asset or place, then the list behind it. False when the dock was empty. */
export function dockBack(): boolean {
  if (!isBoardInFront()) showPlaces([]);
  else if (board.value !== undefined) board.value = undefined;
  else return false;
  return true;
}
