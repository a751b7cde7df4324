// Pictures on disk, each named by its SHA-256: durable before anything says that it is there, and held against its name when read.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Kept {
  readonly sha256: string;
  readonly bytes: number;
}

export class PictureStore {
  readonly #folder: string;
  #written = 0;

  constructor(dataFolder: string, { reset }: { reset: boolean }) {
    this.#folder = join(dataFolder, 'pictures');
    if (reset) rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    // What was being written when the hub ended is named by nobody.
    for (const name of readdirSync(this.#folder))
      if (name.endsWith('.part')) rmSync(join(this.#folder, name), { force: true });
  }

  /** Resolves when the file and its name are on disk. @throws what the disk said */
  async keep(picture: Buffer): Promise<Kept> {
    const sha256 = hashOf(picture);
    const path = this.#pathOf(sha256);
    const kept = { sha256, bytes: picture.length };
    // The same picture again: it is there if it is sound, and on disk once its name is.
    if (Buffer.isBuffer(await this.read(sha256))) {
      await synced(this.#folder, 'r');
      return kept;
    }
    this.#written += 1;
    const part = join(this.#folder, `${sha256}-${this.#written}.part`);
    try {
      await synced(part, 'w', (file) => file.writeFile(picture));
      await rename(part, path);
    } catch (error) {
      // A disk that is full is not made fuller by what did not fit.
      await rm(part, { force: true });
      throw error;
    }
    // The name lies in the folder: without this a power cut may take it along.
    await synced(this.#folder, 'r');
    return kept;
  }

  /** `spoilt` when what lies there is no longer what was hashed; undefined when nothing does. */
  async read(sha256: string): Promise<Buffer | 'spoilt' | undefined> {
    const picture = await readFile(this.#pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return picture !== undefined && hashOf(picture) !== sha256 ? 'spoilt' : picture;
  }

  /** Pictures from before a time that no alert bears go, one after the other. @returns how many went */
  async forget(before: number, bears: (sha256: string) => boolean): Promise<number> {
    let gone = 0;
    for await (const { name } of await opendir(this.#folder)) {
      const path = join(this.#folder, name);
      if (!name.endsWith('.jpg') || bears(name.slice(0, -'.jpg'.length))) continue;
      if ((await stat(path)).mtimeMs >= before) continue;
      await rm(path, { force: true });
      gone += 1;
    }
    return gone;
  }

  #pathOf(sha256: string): string {
    return join(this.#folder, `${sha256}.jpg`);
  }
}

/** A JPEG begins with SOI and a marker (ISO/IEC 10918-1, B.1.1.3); what is none is not kept as one. */
export const isJpeg = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

type File = Awaited<ReturnType<typeof open>>;

async function synced(path: string, flags: string, act: (file: File) => Promise<void> = async () => {}): Promise<void> {
  const file = await open(path, flags);
  try {
    await act(file);
    await file.sync();
  } finally {
    await file.close();
  }
}
