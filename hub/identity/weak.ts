// Passwords that anybody would try first: an account that has one of them is refused at the start, and when the file is read again.
import { createHash } from 'node:crypto';
import type { Account } from './people.ts';
import { matches } from './secret.ts';

/** Few on purpose: each costs as much as a login. What is guessed over the line is slowed down besides. */
const wellKnown = ['password', 'password123', 'changeme', 'efence', '12345678', '1234567890', '88888888', 'admin'];
/** Hashes under way at a time: libuv has four threads (UV_THREADPOOL_SIZE), and a start may use them. */
const atOnce = 4;
/** What was checked before is not checked again; of so many it is remembered. */
const rememberedMost = 10_000;

/** Looks through accounts for passwords that are no secret. */
export class WeakPasswords {
  readonly #sound = new Set<string>();

  /** Names of accounts whose password is their name, or one of the well-known. */
  async among(accounts: readonly Account[]): Promise<string[]> {
    const left = accounts.filter((account) => !this.#sound.has(markOf(account)));
    const weak: string[] = [];
    const work = async (): Promise<void> => {
      for (let account = left.pop(); account !== undefined; account = left.pop()) {
        if (await isWeak(account)) weak.push(account.person.name);
        else this.#remember(markOf(account));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return weak.sort();
  }

  #remember(mark: string): void {
    if (this.#sound.size >= rememberedMost) this.#sound.clear();
    this.#sound.add(mark);
  }
}

async function isWeak({ person: { name, role }, hash }: Account): Promise<boolean> {
  for (const guess of new Set([name, name.toLowerCase(), role, ...wellKnown]))
    if (await matches(guess, hash)) return true;
  return false;
}

const markOf = ({ person: { name, role }, hash }: Account): string =>
  createHash('sha256')
    .update(JSON.stringify([name, role, hash]))
    .digest('base64');
