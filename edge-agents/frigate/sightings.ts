// What Frigate tracks, as observations: told when it appears, enters a zone or gets its plate, and now and then while it stays.
import { readContainer } from '../../hub/contracts/identity/container.ts';
import type { Observed } from '../adapter.ts';
import type { Cameras, Watching, What } from './cameras.ts';
import type { PlateRead, Review, Tracked, TrackedEvent } from './message.ts';

/**
 * An object as it was told last. `here`: in view, and in a zone that counts; `tracked`: by Frigate's own word, for a plate may
 * be read when it has gone; `toldAt` and `heardAt` in ms.
 */
interface Track {
  readonly camera: Watching;
  readonly what: What;
  readonly confidence: number | undefined;
  readonly plate: string | undefined;
  readonly container: string | undefined;
  readonly entered: number;
  readonly here: boolean;
  readonly tracked: boolean;
  readonly urgent: boolean;
  readonly toldAt: number;
  readonly heardAt: number;
}

/** Objects in view of all cameras; the one heard of longest ago goes first. */
const tracksMost = 1024;
/** Said again while it is there: three times within the minute after which the hub takes it for gone. */
const againMs = 20_000;
/** Frigate says nothing of what does not move; but an `end` may be lost, and this long nobody is vouched for. */
const unheardMost = 10 * 60_000;
/** Names of cameras that are not in the file, each told once. */
const strangersMost = 64;

export class Sightings {
  readonly counts: Record<string, number> = {};
  readonly #cameras: Cameras;
  readonly #onStranger: (camera: string) => void;
  readonly #strangers = new Set<string>();
  readonly #tracks = new Map<string, Track>();
  /** Ids that a review calls an alert before their event has come. */
  readonly #alerted = new Set<string>();

  constructor(cameras: Cameras, onStranger: (camera: string) => void) {
    this.#cameras = cameras;
    this.#onStranger = onStranger;
  }

  /** @param now ms */
  event({ type, after }: TrackedEvent, now: number): Observed[] {
    const camera = this.#watching(after.camera);
    if (camera === undefined) return [];
    if (type === 'end' || after.false_positive === true) {
      this.#tracks.delete(after.id);
      return after.false_positive === true ? this.#count('false-positive') : this.#count('ended');
    }
    const what = this.#cameras.whatOf.get(after.label);
    if (what === undefined || !isWanted(camera, after.label)) return this.#count('label-ignored');
    const was = this.#tracks.get(after.id);
    return this.#seen(after.id, trackOf(after, camera, what, now, was), timeOf(after.frame_time, now));
  }

  /** An incident that Frigate calls an alert makes what it tracks in it urgent; that is said once. */
  review({ after: { severity, data } }: Review): Observed[] {
    if (severity !== 'alert') return this.#count('review-ignored');
    return data.detections.flatMap((id) => {
      const track = this.#tracks.get(id);
      if (track === undefined) return this.#alertLater(id);
      if (track.urgent) return [];
      const urgent = { ...track, urgent: true };
      this.#tracks.set(id, urgent);
      return track.toldAt < 0 ? [] : this.#tell(id, urgent, track.toldAt);
    });
  }

  /** Who reads plates may be slower than who tracks: the plate may come before its vehicle or after. */
  plate({ id, camera: name, plate, timestamp }: PlateRead, now: number): Observed[] {
    const camera = this.#watching(name);
    if (camera === undefined) return [];
    const known = this.#tracks.get(id);
    if (known === undefined && camera.zones.length > 0) return this.#count('zone-unknown');
    if (known === undefined && !this.#wantsVehicles(camera)) return this.#count('label-ignored');
    const was = known ?? unseen(camera, now);
    if (was.what !== 'vehicle') return this.#count('plate-of-no-vehicle');
    const read = readingsOf([plate], [plate]);
    return this.#seen(id, { ...was, ...given(read), heardAt: now }, timeOf(timestamp, now));
  }

  /** What has not ended is there yet, as long as Frigate runs. */
  stillThere(now: number): Observed[] {
    const told: Observed[] = [];
    for (const [id, track] of this.#tracks) {
      if (now - track.heardAt > unheardMost) this.#tracks.delete(id);
      else if (track.tracked && track.here && now - track.toldAt >= againMs) told.push(...this.#tell(id, track, now));
    }
    return told;
  }

  /** Nobody knows what became of it: an `end` may have been missed. */
  forget(): void {
    this.#tracks.clear();
    this.#alerted.clear();
  }

  #wantsVehicles(camera: Watching): boolean {
    return [...this.#cameras.whatOf].some(([label, what]) => what === 'vehicle' && isWanted(camera, label));
  }

  #seen(id: string, track: Track, time: number): Observed[] {
    const was = this.#tracks.get(id);
    const urgent = track.urgent || this.#alerted.delete(id);
    this.#tracks.delete(id);
    this.#tracks.set(id, { ...track, urgent });
    if (this.#tracks.size > tracksMost) this.#tracks.delete(this.#tracks.keys().next().value as string);
    if (!isNews(was, track, time)) return this.#count('nothing-new');
    return this.#tell(id, { ...track, urgent }, time);
  }

  #tell(id: string, track: Track, time: number): Observed[] {
    this.#tracks.set(id, { ...track, toldAt: time });
    this.#count('detections');
    const { camera, what, confidence, plate, container, urgent } = track;
    const data = {
      ...{ what, track: id },
      ...(plate !== undefined && { plate }),
      ...(container !== undefined && { container }),
      ...(confidence !== undefined && { confidence }),
    };
    return [{ type: 'camera.detection', subject: `camera:${camera.id}`, time, urgent, data }];
  }

  #alertLater(id: string): [] {
    this.#alerted.add(id);
    if (this.#alerted.size > tracksMost) this.#alerted.delete(this.#alerted.keys().next().value as string);
    return [];
  }

  #watching(name: string): Watching | undefined {
    const camera = this.#cameras.byName.get(name);
    if (camera !== undefined) return camera;
    this.#count('camera-unknown');
    if (this.#strangers.has(name) || this.#strangers.size >= strangersMost) return undefined;
    this.#strangers.add(name);
    this.#onStranger(name);
    return undefined;
  }

  #count(code: string): [] {
    this.counts[code] = (this.counts[code] ?? 0) + 1;
    return [];
  }
}

/** ms; nothing is seen that is yet to come, whatever Frigate's clock says. */
const timeOf = (seconds: number, now: number): number => Math.min(Math.round(seconds * 1000), now);

const isWanted = ({ labels }: Watching, label: string): boolean => labels.length === 0 || labels.includes(label);

/** An update is no news unless it appeared or came back, entered a zone, was read, or was not told of for a while. */
function isNews(was: Track | undefined, is: Track, time: number): boolean {
  if (is.entered > (was?.entered ?? 0)) return true;
  if (!is.here) return false;
  if (was === undefined || !was.here || was.toldAt < 0) return true;
  return is.plate !== was.plate || is.container !== was.container || time - was.toldAt >= againMs;
}

/** What was read once stays read: Frigate leaves it out of some updates. */
function trackOf(after: Tracked, camera: Watching, what: What, now: number, was: Track | undefined): Track {
  const { current_zones = [], entered_zones = [], recognized_license_plate, sub_label, top_score, score } = after;
  const counts = (zones: readonly string[]) => zones.filter((zone) => camera.zones.includes(zone));
  const isAnywhere = camera.zones.length === 0;
  return {
    ...{ camera, what, confidence: top_score ?? score ?? undefined, heardAt: now },
    ...{ plate: was?.plate, container: was?.container, urgent: was?.urgent ?? false, toldAt: was?.toldAt ?? -1 },
    ...given(readingsOf(what === 'vehicle' ? [recognized_license_plate] : [], [recognized_license_plate, sub_label])),
    entered: isAnywhere ? entered_zones.length : counts(entered_zones).length,
    here: isAnywhere || counts(current_zones).length > 0,
    tracked: true,
  };
}

const unseen = (camera: Watching, now: number): Track => ({
  ...{ camera, what: 'vehicle', confidence: undefined, plate: undefined, container: undefined, entered: 0 },
  ...{ here: true, tracked: false, urgent: false, toldAt: -1, heardAt: now },
});

type Recognised = Tracked['sub_label'];
interface Readings {
  readonly plate: string | undefined;
  readonly container: string | undefined;
}

/** Of a name given to a person nothing is passed on: only what is a plate, or a sound number of a box (ISO 6346). */
function readingsOf(plates: readonly Recognised[], texts: readonly Recognised[]): Readings {
  const container = texts.map(textOf).find((text) => readContainer(text).ok);
  const plate = plates.map(textOf).find((text) => text !== '' && text.length <= 64 && text !== container);
  const box = container === undefined ? undefined : readContainer(container);
  return { plate, container: box?.ok === true ? box.value : undefined };
}

/** Without the spaces that a reader puts between its groups. */
const textOf = (told: Recognised): string =>
  (Array.isArray(told) ? told[0] : (told ?? '')).replace(/[\s\p{Cc}]+/gu, '');

const given = ({ plate, container }: Readings): Partial<Readings> => ({
  ...(plate !== undefined && { plate }),
  ...(container !== undefined && { container }),
});
