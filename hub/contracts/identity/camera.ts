// The customs camera id of China: twenty digits that say whose the camera is, on what kind of site, and on which spot.
import { bad, good, type Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** Twenty digits: `42010011101320803002`. Also a GB/T 28181 device id, whose type is in positions 11–13. */
export type CameraId = string & { readonly brand: 'camera' };

export interface CameraParts {
  /** Positions 1–4: customs district. */
  readonly district: string;
  /** 5–7: serial of the site in its district. */
  readonly site: string;
  /** 8: who steers it. */
  readonly controller: string;
  /** 11–13: `131` camera, `132` network camera. */
  readonly device: string;
  /** 14–15: kind of site. */
  readonly siteClass: string;
  /** 16–17: where it hangs; `03` is the inspection platform. The rest of that list was not at hand: any two digits. */
  readonly spot: string;
  /** 18–20: serial at that spot. */
  readonly serial: string;
}

export type CameraFault = 'length' | 'digits' | 'controller' | 'industry' | 'device' | 'site-class';

// There is no 4 in the list.
export const cameraControllers: Readonly<Record<string, string>> = {
  '1': 'customs',
  '2': 'police',
  '3': 'border defence',
  '5': 'enterprise',
  '6': 'other',
};

// biome-ignore format: a table
export const cameraSiteClasses: Readonly<Record<string, string>> = {
  '01': 'water transport', '02': 'air transport', '03': 'rail transport', '04': 'road transport', '05': 'express',
  '08': 'wharf', '09': 'road transit', '10': 'land border port', '11': 'freight depot', '12': 'storage yard',
  '13': 'warehouse', '14': 'border residents’ trade', '15': 'Taiwan vessel mooring', '16': 'passenger clearance',
  '17': 'international mail', '18': 'other site under supervision', '19': 'berth', '20': 'duty-free shop',
  '21': 'declaration hall', '22': 'apron', '23': 'quarantine treatment', '24': 'isolation quarantine',
  '31': 'bonded area', '32': 'export processing zone', '33': 'bonded logistics park', '34': 'bonded port area',
  '35': 'comprehensive bonded zone', '36': 'cross-border industrial zone', '41': 'other special area',
  '51': 'sanitary treatment',
};

/** Positions 9–10: the industry code of customs in GB/T 28181. "Not to be changed", says the annex. */
const industry = '10';

/**
 * Reads a camera id (rules on camera ids and on-screen titles for customs video surveillance, annex 3).
 * @returns why not, and `at` which position, from 1, the wrong field begins
 */
export function readCamera(text: string): Reading<CameraParts & { readonly id: CameraId }, CameraFault> {
  const id = tidy(text);
  const stray = id.search(/[^0-9]/);
  if (stray >= 0) return { ...bad('digits'), at: stray + 1 };
  if (id.length !== 20) return { ...bad('length'), at: Math.min(id.length, 20) + 1 };
  const parts = partsOf(id);
  const fault = faultOf(parts, id.slice(8, 10));
  return fault === undefined ? good({ id: id as CameraId, ...parts }) : { ok: false, ...fault };
}

/** Builds an id, and refuses as reading it would; parts that do not read back as they were given are `length`. */
export function cameraId(parts: CameraParts): Reading<CameraId, CameraFault> {
  const { district, site, controller, device, siteClass, spot, serial } = parts;
  const answer = readCamera([district, site, controller, industry, device, siteClass, spot, serial].join(''));
  if (!answer.ok) return answer;
  const back: CameraParts = answer.value;
  const same = (Object.keys(parts) as (keyof CameraParts)[]).every((name) => back[name] === parts[name]);
  return same ? good(answer.value.id) : bad('length');
}

const partsOf = (id: string): CameraParts => ({
  district: id.slice(0, 4),
  site: id.slice(4, 7),
  controller: id.slice(7, 8),
  device: id.slice(10, 13),
  siteClass: id.slice(13, 15),
  spot: id.slice(15, 17),
  serial: id.slice(17, 20),
});

function faultOf(parts: CameraParts, said: string): { why: CameraFault; at: number } | undefined {
  if (!Object.hasOwn(cameraControllers, parts.controller)) return { why: 'controller', at: 8 };
  if (said !== industry) return { why: 'industry', at: 9 };
  if (parts.device !== '131' && parts.device !== '132') return { why: 'device', at: 11 };
  return Object.hasOwn(cameraSiteClasses, parts.siteClass) ? undefined : { why: 'site-class', at: 14 };
}
