// Faults of a port plan, one a row: what is wrong, how the small port got so, and everything that must be said of it.
import type { Edit } from './a-small-port.ts';

const editOf =
  (file: string) =>
  (text: string, instead: string): Edit => [file, text, instead];
export const plan = editOf('plan.yaml');
export const sites = editOf('sites.yaml');
export const fences = editOf('fences.geojson');
const segments = editOf('segments.geojson');
export const gates = editOf('gates.yaml');
export const devices = editOf('devices.yaml');
export const wharves = editOf('wharves.yaml');
const parties = editOf('parties.yaml');

const camera = '42010011101320803002';
export const square = '[10.15, 54.32], [10.152, 54.32], [10.152, 54.322], [10.15, 54.322], [10.15, 54.32]';
const southern = '[[10.15, 54.32], [10.152, 54.32]]';

/** What is wrong, how it got so, and everything that must be said of it. */
export const faulty: readonly (readonly [what: string, edit: Edit, ...says: string[]])[] = [
  // plan.yaml
  [
    'a misspelt field',
    plan('timeZone:', 'timezone:'),
    'plan.yaml:2: lacks timeZone',
    'plan.yaml:5: no such field: timezone; there are id, locode, name, timeZone, note, origin, agents, openEnrolment, authority, rules',
  ],
  ['a name in one language', plan(', en: Small port }', ' }'), 'plan.yaml:4: name lacks en'],
  ['a blank name', plan('zh: 虚构', "zh: '  '"), 'plan.yaml:6: note.zh must not be blank'],
  ['an id with a blank', plan('kleinhafen', 'Klein Hafen'), 'plan.yaml:2: id must match ^[a-z0-9][a-z0-9-]{0,47}$'],
  ['the code of Huma', plan('DEKEL', 'CNHUM'), 'plan.yaml:3: CNHUM is Huma, Heilongjiang; is CNHMN meant?'],
  [
    'no code at all',
    plan('DEKEL', 'DEK1L'),
    'plan.yaml:3: DEK1L is no UN/LOCODE: two capital letters, then three of A–Z and 2–9',
  ],
  ['no time zone', plan('/Berlin', '/Kiel'), 'plan.yaml:5: Europe/Kiel is no time zone, such as Asia/Shanghai'],
  [
    'an origin beyond the date line',
    plan('lon: 10.15', 'lon: 190.15'),
    'plan.yaml:7: origin 190.15, 54.32 is not lon, lat of a port on earth',
  ],
  ['a decimal comma', plan('lat: 54.32', 'lat: 54,32'), 'plan.yaml:9: origin.lat must be a number'],
  ['an agent nowhere', plan('site: quay }', 'site: pier }'), 'plan.yaml:11: agent gate: no site pier'],
  ['two agents of one id', plan('id: desk', 'id: gate'), 'plan.yaml:12: agent gate: is there twice'],
  [
    'an agent expected at a site that is planned',
    plan('site: quay\n', 'site: shed\n    expected: true\n'),
    'plan.yaml:14: agent desk: is expected at shed, which is planned',
  ],
  [
    'a party there is not',
    plan('party: customs', 'party: costums'),
    'plan.yaml:14: agent desk: party must be one of customs, terminal, carrier, none',
  ],
  [
    'authority for whom it is not',
    plan('rules:', 'authority:\n  release.issued: [pirates]\nrules:'),
    'plan.yaml:17: authority.release.issued[0] must be one of customs, terminal, carrier, none',
  ],
  ['no grace', plan('Seconds: 15', 'Seconds: 0'), 'plan.yaml:17: rules.agentGraceSeconds must be >= 1'],
  ['a switch in other words', plan('false', 'no'), 'plan.yaml:15: openEnrolment must be true or false'],
  ['a field twice', plan('locode: DEKEL', 'id: other'), 'plan.yaml:3: Map keys must be unique'],
  ['a tag', plan('note: {', 'note: !secret {'), 'plan.yaml:6: Unresolved tag: !secret'],
  // sites.yaml
  [
    'a life of its own',
    sites('planned', 'building'),
    'sites.yaml:6: site shed: lifecycle must be one of planned, commissioning, active, closed',
  ],
  [
    'a site far away',
    sites('lon: 10.16', 'lon: 20.16'),
    'sites.yaml:7: site shed: 20.16, 54.33 is 651 km from the origin',
  ],
  [
    'two sites of one id',
    sites('id: shed', 'id: quay'),
    'sites.yaml:3: site quay: is there twice',
    'fences.geojson:29: fence way: no site shed',
  ],
  // fences.geojson
  ['a ring that is open', fences(square, square.slice(0, -16)), 'fences.geojson:10: fence ring: ring is not closed'],
  [
    'a fence that crosses itself',
    fences('[10.152, 54.32], [10.152, 54.322]', '[10.152, 54.322], [10.152, 54.32]'),
    'fences.geojson:10: fence ring: crosses itself at 10.151, 54.321',
  ],
  [
    'a fence without room',
    fences(square, '[10.15, 54.32], [10.151, 54.32], [10.152, 54.32], [10.15, 54.32]'),
    'fences.geojson:10: fence ring: encloses nothing',
  ],
  [
    'a place off the earth',
    fences('[10.15, 54.322]', '[10.15, 154.322]'),
    'fences.geojson:10: fence ring: 10.15, 154.322 is not lon, lat',
  ],
  [
    'latitude first',
    fences('[10.15, 54.322]', '[54.322, 10.15]'),
    'fences.geojson:10: fence ring: 54.322, 10.15 is 5696 km from the origin; 10.15, 54.322 is in the port: longitude goes first',
  ],
  [
    'a circle by that name',
    fences('"Polygon"', '"Circle"'),
    'fences.geojson:8: fence ring: geometry.type must be one of Polygon, MultiPolygon, LineString, Point',
  ],
  [
    'a hysteresis below nothing',
    fences('M": 5,', 'M": -5,'),
    'fences.geojson:19: fence ring: properties.hysteresisM must be >= 0',
  ],
  ['a fence nowhere', fences('"quay"', '"pier"'), 'fences.geojson:14: fence ring: no site pier'],
  ['two fences of one id', fences('"id": "way"', '"id": "ring"'), 'fences.geojson:26: fence ring: is there twice'],
  [
    'leave for nobody',
    fences('kind:vehicle', 'kind:vehicles'),
    'fences.geojson:18: fence ring: kind:vehicles names nobody: such as mmsi:413000003, vehicle:粤B12345 or kind:container do',
  ],
  ['a corridor without width', fences('"widthM": 50,', ''), 'fences.geojson:28: fence way: is a line without a widthM'],
  [
    'a corridor with more widths than legs',
    fences('"widthM": 50,', '"widthM": [50, 20],'),
    'fences.geojson:33: fence way: has 2 widths: it has 1 leg',
  ],
  [
    'a corridor with a leg of no width',
    fences('"widthM": 50,', '"widthM": [0],'),
    'fences.geojson:33: fence way: properties.widthM[0] must be >= 5',
  ],
  [
    'a corridor as wide as a word',
    fences('"widthM": 50,', '"widthM": "wide",'),
    'fences.geojson:33: fence way: properties.widthM must be a number',
  ],
  [
    'a line that is no corridor',
    fences('"corridor"', '"yard"'),
    'fences.geojson:31: fence way: is a line: only a corridor is one',
  ],
  [
    'an area with a width',
    fences('"restricted": true', '"restricted": true, "widthM": 20'),
    'fences.geojson:17: fence ring: has a widthM: only a line has one',
  ],
  [
    'another datum than WGS-84',
    fences('"FeatureCollection"', '"FeatureCollection", "crs": "GCJ-02"'),
    'fences.geojson:2: no such field: crs; there are type, features',
  ],
  ['YAML that is no JSON', fences('"id": "ring"', '"id": ring'), 'fences.geojson:6: Unresolved plain scalar "ring"'],
  [
    'a comment in JSON',
    fences('"id": "ring",', '"id": "ring", # outer'),
    'fences.geojson:6: is not JSON: Expected double-quoted property name',
  ],
  // segments.geojson
  [
    'a segment of no fence',
    segments('"fence": "ring"', '"fence": "rink"'),
    'segments.geojson:10: segment south: no fence rink',
  ],
  [
    'a segment of a corridor',
    segments('"fence": "ring"', '"fence": "way"'),
    'segments.geojson:10: segment south: way is a corridor and has no edge',
  ],
  [
    'a segment nobody watches',
    segments(`"reader", "${camera}"`, ''),
    'segments.geojson:12: segment south: properties.sensors must not have fewer than 1 items',
  ],
  ['a sensor there is not', segments('"reader"', '"eye"'), 'segments.geojson:12: segment south: no device eye'],
  [
    'a sensor twice',
    segments('"reader"', `"${camera}"`),
    `segments.geojson:12: segment south: sensor ${camera} is there twice`,
  ],
  [
    'a scale that watches',
    segments('"reader"', '"bridge"'),
    'segments.geojson:12: segment south: bridge is a scale: it watches nothing',
  ],
  [
    'a segment off its fence',
    segments(southern, '[[10.15, 54.3195], [10.152, 54.3195]]'),
    'segments.geojson:7: segment south: is 56 m off the edge of ring',
  ],
  [
    'a segment that cuts across, its ends on the edge',
    segments(southern, '[[10.15, 54.32], [10.152, 54.322]]'),
    'segments.geojson:7: segment south: is 61 m off the edge of ring',
  ],
  // gates.yaml
  ['a lane through no fence', gates('ring\n', 'rink\n'), 'gates.yaml:7: lane in: no fence rink'],
  [
    'a lane away from its fence',
    gates('lat: 54.321\n', 'lat: 54.325\n'),
    'gates.yaml:8: lane in: is 334 m off the edge of ring',
  ],
  [
    'a direction',
    gates('direction: in', 'direction: inward'),
    'gates.yaml:6: lane in: direction must be one of in, out, both',
  ],
  [
    'a short SGLN',
    gates('00001.1', '001.1'),
    'gates.yaml:10: lane in: urn:epc:id:sgln:9521321.001.1 is no SGLN: length',
  ],
  [
    'two lanes of one SGLN',
    gates('lat: 54.3211', 'sgln: urn:epc:id:sgln:9521321.00001.1, lat: 54.3211'),
    "gates.yaml:11: lane out: urn:epc:id:sgln:9521321.00001.1 is another lane's already",
  ],
  // devices.yaml
  [
    'a camera code without quotes',
    devices(`'${camera}'`, camera),
    `segments.geojson:12: segment south: no device ${camera}`,
    'devices.yaml:3: device no. 2: id must be a string: put it in quotes',
  ],
  [
    'a camera code of the wrong device',
    devices('11013208', '11013308'),
    `segments.geojson:12: segment south: no device ${camera}`,
    'devices.yaml:3: device 42010011101330803002: is no customs camera code of 20 digits: device, at digit 11',
  ],
  [
    "an antenna under a camera's code",
    devices('id: reader', "id: '42010011101320803003'"),
    'segments.geojson:12: segment south: no device reader',
    "devices.yaml:2: device 42010011101320803003: has a camera's code, but its kind is antenna",
  ],
  ['a device of no agent', devices('agent: gate', 'agent: gale'), 'devices.yaml:2: device reader: no agent gale'],
  ['a device of no lane', devices('lane: in }', 'lane: inn }'), 'devices.yaml:2: device reader: no lane inn'],
  ['a device of no fence', devices('lane: in }', 'fence: rink }'), 'devices.yaml:2: device reader: no fence rink'],
  [
    'a device at another site than its agent',
    devices('site: quay\n', 'site: shed\n'),
    `devices.yaml:6: device ${camera}: is of shed, but agent gate speaks for quay`,
  ],
  [
    'a scale at nothing',
    devices(', lane: out', ''),
    'devices.yaml:10: device bridge: stands at no lane and in no fence',
  ],
  ['half a place', devices('    lat: 54.32\n', ''), `devices.yaml:3: device ${camera}: lon and lat go together`],
  // wharves.yaml
  ['a wharf nowhere', wharves('site: quay', 'site: pier'), 'wharves.yaml:3: wharf long-quay: no site pier'],
  ['a berth twice', wharves("'2'", "'1'"), 'wharves.yaml:5: wharf long-quay: berth 1 is there twice'],
  [
    'a berth that is a number',
    wharves("'2'", '2'),
    'wharves.yaml:5: wharf long-quay: berths[1] must be a string: put it in quotes',
  ],
  // parties.yaml
  ['a party of no site', parties('sites: [quay]', 'sites: [pier]'), 'parties.yaml:12: party firm: no site pier'],
  [
    'a class that its order does not know',
    parties('class: regular', 'class: AA'),
    'parties.yaml:8: party carters: AA is no class of order-282: advanced-certified, certified, regular, dishonest, seriously-dishonest',
  ],
  [
    'a class before its order',
    parties("from: '2018-05-01'", "from: '2012-11-01'"),
    'parties.yaml:7: party carters: 2012-11-01 is before order-237 was in force, 2018-05-01',
  ],
  [
    'an older class after a newer one',
    parties("from: '2018-05-01'", "from: '2026-04-02'"),
    'parties.yaml:8: party carters: 2026-04-01 is not after 2026-04-02',
  ],
  ['a day that is none', parties('2026-04-01', '2026-04-31'), 'parties.yaml:8: party carters: 2026-04-31 is no day'],
  [
    'one truck of two parties',
    parties('粤S54321', '粤S12345'),
    "parties.yaml:13: party firm: 粤S12345 is another party's already: 粤S12345",
  ],
  [
    'a truck of another party’s series',
    parties('粤S54321', '粤A54321'),
    "parties.yaml:13: party firm: 粤A54321 is another party's already: 粤A*",
  ],
  [
    'a plate in another form',
    parties('粤S12345', '粤S·12345'),
    'parties.yaml:5: party carters: 粤S·12345 is no plate: write 粤S12345',
  ],
];
