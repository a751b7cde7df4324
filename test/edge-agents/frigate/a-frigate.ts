// Frigate for tests: its payloads as its documentation shows them, with what a test is about changed; and a cameras file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const quayCamera = '52002505101321901001';
export const laneCamera = '52002505101320805011';

/** The example of Frigate's documentation (0.16), but for what is changed: every field it has, most of which we ignore. */
export function trackedObject(change: object = {}): Record<string, unknown> {
  return {
    ...{ id: '1607123955.475377-mxklsc', camera: 'quay_5', frame_time: 1607123962.082975 },
    snapshot: {
      ...{ frame_time: 1607123965.975463, box: [415, 489, 528, 700], area: 12728, region: [260, 446, 660, 846] },
      ...{ score: 0.77546, attributes: [] },
    },
    ...{ label: 'person', sub_label: null, top_score: 0.958984375, false_positive: false },
    ...{ start_time: 1607123955.475377, end_time: null, score: 0.87890625, box: [432, 496, 544, 854], area: 40096 },
    ...{ ratio: 1.251397, region: [218, 440, 693, 915], current_zones: [], entered_zones: [], thumbnail: null },
    ...{ has_snapshot: false, has_clip: false, active: true, stationary: false, motionless_count: 0 },
    ...{ position_changes: 2, attributes: { face: 0.86 }, current_attributes: [], current_estimated_speed: 0.77 },
    ...{ average_estimated_speed: 14.31, velocity_angle: 180, recognized_license_plate: null },
    ...change,
  };
}

export const eventOf = (type: 'new' | 'update' | 'end', after: object = {}) => ({
  ...{ type, before: type === 'new' ? null : trackedObject(), after: trackedObject(after) },
});

/** An incident with one object in it, as documented. */
export const reviewOf = (severity: 'alert' | 'detection', detections: string[], camera = 'quay_5') => ({
  type: 'update',
  before: null,
  after: {
    ...{ id: '1718987129.308396-fqk5ka', camera, start_time: 1718987129.308396, end_time: null, severity },
    thumb_path: '/media/frigate/clips/review/thumb-quay_5-1718987129.308396-fqk5ka.webp',
    data: { detections, objects: ['person'], sub_labels: [], zones: [], audio: [] },
  },
});

export const lprOf = (plate: string, change: object = {}) => ({
  ...{ type: 'lpr', id: '1607123955.475377-mxklsc', name: "John's Car", plate, score: 0.95, camera: 'quay_5' },
  timestamp: 1607123958.748393,
  ...change,
});

export function camerasFile(folder: string, text: string): string {
  const path = join(folder, 'cameras.yaml');
  writeFileSync(path, text);
  return path;
}
