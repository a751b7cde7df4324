// The file of cameras: read strictly, one sentence a fault, and no value of it ever repeated.
import { expect } from 'chai';
import { camerasIn } from '../../../edge-agents/camera/cameras-file.ts';
import { doorOf, isRtspUrl, scriptOf } from '../../../edge-agents/camera/rtsp.ts';
import { troubleOf } from '../../../edge-agents/camera/trouble.ts';

const id = '52002505101321901002';
const rtsp = 'rtsp://viewer:geheim@10.0.0.7/stream1';

describe('The file of cameras', () => {
  it('is YAML or JSON', () => {
    expect(camerasIn(`cameras:\n  - { id: '${id}', rtsp: '${rtsp}' }\n`).cameras).to.deep.equal([{ id, rtsp }]);
    expect(camerasIn(JSON.stringify({ cameras: [{ id, rtsp }] })).cameras).to.deep.equal([{ id, rtsp }]);
  });

  const faulty: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ['nothing', '', /must hold a list `cameras`/],
    ['an empty list', 'cameras: []', /must hold a list `cameras`/],
    ['no YAML', `cameras:\n  - { id: '${id}', rtsp: '${rtsp}'\n`, /line 3 is not YAML/],
    ['an id YAML rounded', `cameras: [{ id: ${id}, rtsp: '${rtsp}' }]`, /camera no. 1: its id must be in quotes/],
    [
      'no customs code',
      `cameras: [{ id: '123', rtsp: '${rtsp}' }]`,
      /camera no. 1: its id is no 20-digit customs code/,
    ],
    ['a web address', `cameras: [{ id: '${id}', rtsp: 'http://a:geheim@b/' }]`, /no address such as rtsp/],
    ['a file', `cameras: [{ id: '${id}', rtsp: 'file:///etc/passwd' }]`, /no address such as rtsp/],
    ['a field too many', `cameras: [{ id: '${id}', rtsp: '${rtsp}', pass: geheim }]`, /it may hold id and rtsp only/],
    [
      'the same camera twice',
      `cameras: [{ id: '${id}', rtsp: '${rtsp}' }, { id: '${id}', rtsp: '${rtsp}' }]`,
      /camera no. 2 bears the id of an earlier one/,
    ],
  ];
  for (const [what, text, says] of faulty)
    it(`refuses ${what} in a sentence that repeats no secret`, () => {
      const { cameras, faults } = camerasIn(text);
      expect(cameras).to.deep.equal([]);
      expect(faults.join('\n')).to.match(says).and.not.include('geheim');
    });
});

describe('A camera’s address', () => {
  it('is RTSP with a host', () => {
    for (const good of [rtsp, 'rtsp://[::1]:8554/a', 'rtsp://cam/']) expect(isRtspUrl(good), good).to.equal(true);
    for (const bad of ['rtsp:///a', 'rtsps://a/b', 'concat:a|b', 'cam', ''])
      expect(isRtspUrl(bad), bad).to.equal(false);
  });

  it('cannot end its own quotes in the script, nor its line', () => {
    const script = scriptOf("rtsp://u:p'q@h/a'\noption x y\nfile '/etc/passwd");
    expect(script.match(/'/g)).to.have.length(2);
    expect(script.split('\n').filter((line) => line.startsWith('file'))).to.have.length(1);
    expect(script).not.to.match(/^option x/m);
  });

  it('is knocked at without the name and password in it', () => {
    expect(doorOf(rtsp)).to.deep.equal({ host: '10.0.0.7', port: 554, bare: 'rtsp://10.0.0.7/stream1' });
    expect(doorOf('rtsp://a:b@[::1]:8554/x?y=1')).to.deep.equal({
      ...{ host: '::1', port: 8554, bare: 'rtsp://[::1]:8554/x?y=1' },
    });
  });

  it('never comes back in what ffmpeg says of it', () => {
    const stderr = `[rtsp @ 0x1] method DESCRIBE failed: 401 Unauthorized\n${rtsp}: Server returned 401`;
    expect(troubleOf(stderr, '')).to.equal('the camera refused the credentials');
    expect(troubleOf(`${rtsp}: something new`, 'it ended')).to.equal('it ended');
  });
});
