// The simulator's own table of Shatian: who speaks where, what watches, which places there are. A test holds it to the plan.
import type { Point } from './way.ts';

/** Every identity of the simulated day, and the site it is at. */
export const speakers = {
  sim: 'shatian-wharf',
  yard: 'shatian-wharf',
  'gate-main': 'shatian-wharf',
  'quay-cameras': 'shatian-wharf',
  'customs-desk': 'shatian-wharf',
  'gate-bonded': 'bonded-centre',
  'gate-express': 'qiying-express',
  'gate-waste': 'lanxing-waste',
} as const;
export type Speaker = keyof typeof speakers;

/** Cameras are named by their 20 digits. The camera of berth 8 is the only one that watches its piece of the quay. */
export const onlyCamera = 'camera:52500011101321901004';
export const gateCamera = 'camera:52500011101320405001';
export const storeCamera = 'camera:52500011101321202006';
const quay = ['001', '011', '002', '012', '003', '013', '004'].map((serial) => `camera:52500011101321901${serial}`);
const land = ['001', '002', '003', '004', '005', '006', '007'].map((serial) => `camera:52500011101321202${serial}`);

/** What reports its health, and who speaks for it. */
export const devices: readonly { readonly subject: string; readonly agent: Speaker }[] = [
  ...quay.map((subject) => ({ subject, agent: 'quay-cameras' as const })),
  ...land.map((subject) => ({ subject, agent: 'yard' as const })),
  { subject: gateCamera, agent: 'gate-main' },
  { subject: 'device:antenna-main-in', agent: 'gate-main' },
  { subject: 'device:antenna-main-out', agent: 'gate-main' },
  { subject: 'device:scale-main-out', agent: 'gate-main' },
  { subject: 'device:antenna-bonded-out', agent: 'gate-bonded' },
];

/** Cameras of the land side see lorries pass; the one that looks into the dangerous goods store sees none that may not be. */
export const roadCameras = land.filter((subject) => subject !== storeCamera);

/** Where the quay begins, and what a metre along it and a metre inland are in degrees. */
const quayFrom: Point = [113.5735, 22.8695];
const alongM: Point = [0.0067 / 1351, -0.0105 / 1351];
const inlandM: Point = [0.004195 / 500, 0.002297 / 500];

/** Berths, yard and main gate lie along the quay: so many metres along it, so many inland. */
export const onPort = (along: number, inland: number): Point => [
  quayFrom[0] + along * alongM[0] + inland * inlandM[0],
  quayFrom[1] + along * alongM[1] + inland * inlandM[1],
];

export interface Lane {
  readonly id: string;
  readonly agent: Speaker;
  readonly direction: 'in' | 'out';
  readonly antenna?: string;
  readonly camera?: string;
  readonly scale?: boolean;
  /** Where one waits for the barrier, and where one is when it has fallen again. */
  readonly before: Point;
  readonly behind: Point;
}

/** A lane of the main gate lies so many metres along the quay, and leads through the fence 500 m inland. */
const mainIn = (id: string, along: number): Lane => ({
  ...{ id, agent: 'gate-main', direction: 'in', camera: gateCamera },
  ...{ before: onPort(along, 515), behind: onPort(along, 485) },
});
const mainOut = (id: string, along: number): Lane => ({
  ...{ id, agent: 'gate-main', direction: 'out', camera: gateCamera },
  ...{ before: onPort(along, 485), behind: onPort(along, 515) },
});
const smallGate = (agent: Speaker, id: string, direction: 'in' | 'out', before: Point, behind: Point): Lane => ({
  ...{ id, agent, direction, before, behind },
});

export const lanes = {
  mainIn1: { ...mainIn('main-in-1', 645.5), antenna: 'antenna-main-in' },
  mainIn2: mainIn('main-in-2', 660.5),
  mainOut1: { ...mainOut('main-out-1', 690.5), antenna: 'antenna-main-out', scale: true },
  mainOut2: mainOut('main-out-2', 705.5),
  bondedOut1: {
    ...smallGate('gate-bonded', 'bonded-out-1', 'out', [113.5981, 22.861892], [113.5978, 22.861892]),
    antenna: 'antenna-bonded-out',
  },
  bondedIn1: smallGate('gate-bonded', 'bonded-in-1', 'in', [113.5978, 22.862108], [113.5981, 22.862108]),
  expressIn1: smallGate('gate-express', 'express-in-1', 'in', [113.59468, 22.853072], [113.59498, 22.853072]),
  expressOut1: smallGate('gate-express', 'express-out-1', 'out', [113.59498, 22.852928], [113.59468, 22.852928]),
  wasteIn1: smallGate('gate-waste', 'waste-in-1', 'in', [113.589922, 22.87886], [113.589922, 22.87915]),
  wasteOut1: smallGate('gate-waste', 'waste-out-1', 'out', [113.590078, 22.87915], [113.590078, 22.87886]),
} as const satisfies Record<string, Lane>;

export const corridor = 'bonded-to-quay';
/** Its middle line, from the bonded centre to before the main gate. */
export const corridorLine: readonly Point[] = [
  [113.5975, 22.8621],
  [113.5925, 22.8632],
  [113.5862, 22.8659],
  [113.5822, 22.86662],
];
/** North of it, and back to it: some 600 m away from where it belongs. */
export const detour: readonly Point[] = [
  [113.5925, 22.8632],
  [113.5937, 22.8662],
  [113.5912, 22.8698],
  [113.5878, 22.8678],
  [113.5862, 22.8659],
];

export const places = {
  town: [113.5906, 22.8746],
  townOut: [113.5909, 22.8744],
  crossing: [113.587, 22.8702],
  crossingOut: [113.5873, 22.87],
  forecourt: [113.5836, 22.8678],
  forecourtOut: [113.5839, 22.8675],
  bondedDock: [113.5997, 22.8622],
  bondedYard: [113.599, 22.861892],
  inspectionBay: onPort(1200, 450),
  inspectionWay: onPort(1100, 455),
  goodsStore: onPort(140, 450),
  goodsStoreWay: onPort(230, 455),
  south: [113.5921, 22.8496],
  expressDock: [113.596, 22.853],
  wasteRoad: [113.5886, 22.8752],
  wasteDock: [113.59, 22.8801],
} as const satisfies Record<string, Point>;

/** The one lorry that may go to the dangerous goods store. */
export const storeTruck = '粤S7Y110';

/** Rows of the yard, metres along the quay, each with places from the quay side to the land side. */
const aisles = [240, 380, 520, 780, 920, 1060] as const;
const rows = Array.from({ length: 13 }, (_, i) => 120 + i * 20);

/** A place for a box: which aisle a lorry comes by, how far inland it lies. */
export interface Slot {
  readonly aisle: number;
  readonly inland: number;
}
export const slots: readonly Slot[] = rows.flatMap((inland) => aisles.map((aisle) => ({ aisle, inland })));
