// Another port for tests of port plans: small, far from Humen, every file of it by hand, so that lines can be counted.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kiel's inner fjord, made up but for where it lies. */
export const smallPort: Readonly<Record<string, string>> = {
  'plan.yaml': `# A made-up port.
id: kleinhafen
locode: DEKEL
name: { zh: 小港, en: Small port }
timeZone: Europe/Berlin
note: { zh: 虚构, en: Made up }
origin:
  lon: 10.15
  lat: 54.32
agents:
  - { id: gate, site: quay }
  - id: desk
    site: quay
    party: customs
openEnrolment: false
rules:
  agentGraceSeconds: 15
  spoolMaxAgeHours: 72
`,
  'sites.yaml': `sites:
  - { id: quay, name: { zh: 码头, en: Quay }, kind: wharf, lifecycle: active, lon: 10.15, lat: 54.32, confidence: illustrative, source: made up }
  - id: shed
    name: { zh: 仓库, en: Shed }
    kind: bonded
    lifecycle: planned
    lon: 10.16
    lat: 54.33
    confidence: illustrative
    source: made up
`,
  'fences.geojson': `{
  "type": "FeatureCollection",
  "features": [
    {
      "type": "Feature",
      "id": "ring",
      "geometry": {
        "type": "Polygon",
        "coordinates": [
          [[10.15, 54.32], [10.152, 54.32], [10.152, 54.322], [10.15, 54.322], [10.15, 54.32]]
        ]
      },
      "properties": {
        "site": "quay",
        "name": { "zh": "围网", "en": "Ring" },
        "purpose": "perimeter",
        "restricted": true,
        "allowed": ["kind:vehicle"],
        "hysteresisM": 5,
        "confidence": "illustrative",
        "source": "made up"
      }
    },
    {
      "type": "Feature",
      "id": "way",
      "geometry": { "type": "LineString", "coordinates": [[10.152, 54.321], [10.16, 54.33]] },
      "properties": {
        "site": "shed",
        "name": { "zh": "通道", "en": "Way" },
        "purpose": "corridor",
        "restricted": false,
        "widthM": 50,
        "confidence": "illustrative",
        "source": "made up"
      }
    }
  ]
}
`,
  'segments.geojson': `{
  "type": "FeatureCollection",
  "features": [
    {
      "type": "Feature",
      "id": "south",
      "geometry": { "type": "LineString", "coordinates": [[10.15, 54.32], [10.152, 54.32]] },
      "properties": {
        "site": "quay",
        "fence": "ring",
        "name": { "zh": "南", "en": "South" },
        "sensors": ["reader", "42010011101320803002"],
        "confidence": "illustrative",
        "source": "made up"
      }
    }
  ]
}
`,
  'gates.yaml': `lanes:
  - id: in
    gate: main
    site: quay
    name: { zh: 进, en: In }
    direction: in
    fence: ring
    lon: 10.152
    lat: 54.321
    sgln: urn:epc:id:sgln:9521321.00001.1
  - { id: out, gate: main, site: quay, name: { zh: 出, en: Out }, direction: out, fence: ring, lon: 10.152, lat: 54.3211 }
`,
  'devices.yaml': `devices:
  - { id: reader, kind: antenna, site: quay, agent: gate, name: { zh: 天线, en: Reader }, lane: in }
  - id: '42010011101320803002'
    kind: camera
    site: quay
    agent: gate
    name: { zh: 摄像机, en: Camera }
    lon: 10.151
    lat: 54.32
  - { id: bridge, kind: scale, site: quay, agent: gate, name: { zh: 地磅, en: Bridge }, lane: out }
`,
  'wharves.yaml': `wharves:
  - id: long-quay
    site: quay
    name: { zh: 长码头, en: Long quay }
    berths: ['1', '2']
    open: true
    quay: [[10.15, 54.32], [10.152, 54.32]]
    confidence: illustrative
    source: made up
`,
  'parties.yaml': `parties:
  - id: carters
    name: { zh: 车行, en: Carters }
    kind: haulier
    vehicles: ['粤S12345', '粤A*']
    classes:
      - { from: '2018-05-01', scheme: order-237, class: general-credit }
      - { from: '2026-04-01', scheme: order-282, class: regular }
  - id: firm
    name: { zh: 码头公司, en: Firm }
    kind: wharf-operator
    sites: [quay]
    vehicles: ['粤S54321']
    classes: []
`,
};

/** Text put in the place of text that must be there. */
export type Edit = readonly [file: string, text: string, instead: string];

/** Writes the small port, edited. */
export function smallPortFolder(into: string, edits: readonly Edit[] = []): string {
  const files = { ...smallPort };
  for (const [file, text, instead] of edits) {
    const was = files[file] ?? '';
    if (!was.includes(text)) throw new Error(`${file} has no ${text}`);
    files[file] = was.replace(text, () => instead);
  }
  mkdirSync(into, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(into, file), text);
  return into;
}
