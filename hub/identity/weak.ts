// Passwords that anybody would try first: an account that has one of them is refused at the start, and when the file is read again.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Account } from './people.ts';
import { matches } from './secret.ts';

/** Few on purpose: each costs as much as a login. What is guessed over the line is slowed down besides. */
const wellKnown = ['password', 'password123', 'changeme', 'efence', '12345678', '1234567890', '88888888', 'admin'];
/** Hashes under way at a time: libuv has four threads (UV_THREADPOOL_SIZE), and a start may use them. */
const atOnce = 4;

/** Looks through accounts for passwords that are no secret. What was found sound is not looked at again, over restarts neither: those must be quick. */
export class WeakPasswords {
  readonly #sound: Set<string>;
  readonly #path: string | undefined;

  /** @param path where it is remembered what was found sound: hashes, and nothing of a password */
  constructor(path?: string) {
    this.#path = path;
    this.#sound = new Set(path === undefined ? [] : linesOf(path));
  }

  /** Names of accounts whose password is their name, or one of the well-known. */
  async among(accounts: readonly Account[]): Promise<string[]> {
    const left = accounts.filter((account) => !this.#sound.has(markOf(account)));
    const weak: string[] = [];
    const work = async (): Promise<void> => {
      for (let account = left.pop(); account !== undefined; account = left.pop()) {
        if (await isWeak(account)) weak.push(account.person.name);
        else this.#sound.add(markOf(account));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    this.#keep(accounts);
    return weak.sort();
  }

  /** Of those who are named now, and of nobody else. */
  #keep(accounts: readonly Account[]): void {
    const marks = accounts.map(markOf).filter((mark) => this.#sound.has(mark));
    this.#sound.clear();
    for (const mark of marks) this.#sound.add(mark);
    if (this.#path === undefined) return;
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeFileSync(`${this.#path}.new`, marks.join('\n'), { mode: 0o600 });
      renameSync(`${this.#path}.new`, this.#path);
    } catch {
      // A folder that takes nothing now is looked at by the journal: the next start checks once more.
    }
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

async function isWeak({ person: { name, role }, hash }: Account): Promise<boolean> {
  for (const guess of new Set([name, name.toLowerCase(), role, ...wellKnown]))
    if (await matches(guess, hash)) return true;
  return false;
}

const markOf = ({ person: { name, role }, hash }: Account): string =>
  createHash('sha256')
    .update(JSON.stringify([name, role, hash, wellKnown]))
    .digest('base64');
