// The file of cameras: read as it is meant, and every fault in it named with its line.
import { expect } from 'chai';
import { readCameras } from '../../../edge-agents/frigate/cameras.ts';
import { temporaryFolder } from '../../a-port.ts';
import { camerasFile, laneCamera, quayCamera } from './a-frigate.ts';

describe('The file of Frigate’s cameras', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());
  const read = (text: string) => readCameras(camerasFile(folder.path, text));

  it('says whose each camera is, what counts, and how to enter the broker', () => {
    const { byName, whatOf, broker } = read(`
cameras:
  quay_5: { camera: '${quayCamera}', zones: [edge], labels: [person, forklift] }
  lane_in: { camera: '${laneCamera}' }
labels: { forklift: vehicle }
broker: { username: efence, password: 'p#1' }
`);
    expect([...byName]).to.deep.equal([
      ['quay_5', { id: quayCamera, zones: ['edge'], labels: ['person', 'forklift'] }],
      ['lane_in', { id: laneCamera, zones: [], labels: [] }],
    ]);
    expect([whatOf.get('forklift'), whatOf.get('truck'), whatOf.get('dog')]).to.deep.equal([
      'vehicle',
      'vehicle',
      undefined,
    ]);
    expect(broker).to.deep.equal({ username: 'efence', password: 'p#1' });
  });

  const faulty: [string, string, RegExp][] = [
    ['nothing in it', '', /says nothing; it needs cameras/],
    ['no cameras', 'labels: {}', /cameras.yaml:1: cameras needs NAME/],
    [
      'a code without quotes',
      `cameras:\n  a: { camera: ${quayCamera} }`,
      /:2: a: camera is to be a customs code of 20 digits, in quotes/,
    ],
    ['a code that is none', "cameras:\n  a:\n    camera: '52'", /:3: a: 52 is no customs camera code of 20 digits \(/],
    [
      'one code twice',
      `cameras:\n  a: { camera: '${quayCamera}' }\n  b: { camera: '${quayCamera}' }`,
      /:3: b has the code of a/,
    ],
    [
      'a field nobody knows',
      `cameras:\n  a: { camera: '${quayCamera}', zone: x }`,
      /:2: a: there is no field zone; known are camera, zones, labels/,
    ],
    [
      'zones that are no list',
      `cameras:\n  a: { camera: '${quayCamera}', zones: x }`,
      /:2: a: zones is to be a list of names/,
    ],
    [
      'a label for nothing',
      `cameras:\n  a: { camera: '${quayCamera}' }\nlabels: { dog: animal }`,
      /:3: label dog is to be one of person/,
    ],
    ['no YAML', 'cameras: [', /cameras.yaml:\d+: /],
  ];
  for (const [what, text, says] of faulty)
    it(`${what} is a fault in words`, () => expect(() => read(text)).to.throw(says));

  it('several faults are told at once, and never the password', () => {
    expect(() => read('cameras: {}\nbroker: { password: 12345, user: x }')).to.throw(
      /cameras needs.*\n.*field user.*\n.*broker.password is to be a text/,
    );
    expect(() => read('cameras: {}\nbroker: { password: 12345 }')).not.to.throw(/12345/);
  });

  it('one that is not there is so in words', () => {
    expect(() => readCameras('/nowhere/cameras.yaml')).to.throw('/nowhere/cameras.yaml: there is no such file');
  });
});
