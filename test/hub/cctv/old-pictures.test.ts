// Pictures that no alert bears any more: the old ones go, and no other.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PictureStore } from '../../../hub/cctv/picture-store.ts';
import { temporaryFolder } from '../../a-port.ts';

describe('Old pictures', () => {
  it('go when no alert bears them; those of alerts stay, and so do young ones', async () => {
    const folder = temporaryFolder();
    const store = new PictureStore(folder.path, { reset: false });
    const [borne = '', left = '', young = ''] = await Promise.all(
      ['borne', 'left', 'young'].map(async (what) => (await store.keep(Buffer.from(what))).sha256),
    );
    for (const old of [borne, left]) utimesSync(join(folder.path, 'pictures', `${old}.jpg`), 1000, 1000);
    expect(await store.forget(2_000_000, (sha256) => sha256 === borne)).to.equal(1);
    const there = await Promise.all([borne, left, young].map((sha256) => store.read(sha256)));
    expect(there.map((one) => one?.toString())).to.deep.equal(['borne', undefined, 'young']);
    folder.remove();
  });
});
