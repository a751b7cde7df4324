// The cameras as the hub shows them, and which of them are looked at on this page.
import { signal } from '@preact/signals';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { CameraRow } from '../../hub/contracts/camera.ts';
import { fencesOf } from './place.ts';

export const cameras = signal<ReadonlyMap<string, CameraRow>>(new Map());
/** Why they could not be had, if they could not. */
export const camerasTrouble = signal<string | undefined>(undefined);

/** Pictures at a time: each is decoded by this machine alone. */
export const watchedMost = 4;
/** By where they are looked at and their id, in the order in which they were opened; one too many closes the eldest. */
export const watched = signal<readonly string[]>([]);

export function watch(tile: string): void {
  watched.value = [...watched.value.filter((one) => one !== tile), tile].slice(-watchedMost);
}

export function unwatch(tile: string): void {
  watched.value = watched.value.filter((one) => one !== tile);
}

/** A picture can be had of it now. */
export const canBeWatched = ({ state }: CameraRow): boolean => state !== 'away';

/** Cameras that may show what an alert is of: those it bears pictures of, else those that look where it is; some of them. */
export function camerasFor(alert: Alert, all: ReadonlyMap<string, CameraRow>): readonly CameraRow[] {
  const borne = (alert.pictures ?? []).flatMap(({ camera }) => all.get(camera) ?? []);
  if (borne.length > 0) return borne;
  const { lane, device } = alert.why.facts;
  const fences = fencesOf(alert);
  const looks = [...all.values()].filter(
    (camera) =>
      alert.key === `camera:${camera.id}` ||
      camera.id === device ||
      (lane !== undefined && camera.lane === lane) ||
      (camera.fence !== undefined && fences.includes(camera.fence)),
  );
  return looks.toSorted((a, b) => Number(canBeWatched(b)) - Number(canBeWatched(a))).slice(0, 3);
}
