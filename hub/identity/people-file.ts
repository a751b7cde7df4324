// The people file while the hub runs: read again when it changes or when somebody says so; a faulty one changes nothing.
import type { Clock } from '../clock.ts';
import { StartError } from '../errors.ts';
import { lookMs, Rewritten } from '../files/rewritten.ts';
import { type People, readPeople } from './people.ts';
import { WeakPasswords } from './weak.ts';

/** What becomes of a file that was read again. */
export interface PeopleHeard {
  readonly read: (people: People) => void;
  /** Every fault, each on a line of its own; who was named before stays. */
  readonly faulty: (says: string) => void;
}

export class PeopleFile {
  readonly #path: string;
  readonly #sites: ReadonlySet<string>;
  readonly #weak: WeakPasswords;
  readonly #file: Rewritten;
  #last: Promise<void> = Promise.resolve();

  /** @param sites of the plan. @param checked where it is remembered whose password was found sound */
  constructor(path: string, sites: ReadonlySet<string>, checked: string) {
    this.#weak = new WeakPasswords(checked);
    this.#path = path;
    this.#file = new Rewritten(path);
    this.#sites = sites;
  }

  /** @throws StartError with every fault on a line of its own, or with the names whose password is no secret */
  async read(): Promise<People> {
    this.#file.reads();
    const people = readPeople(this.#path, this.#sites);
    const weak = await this.#weak.among([...people.accounts.values()]);
    if (weak.length === 0) return people;
    throw new StartError(
      `${this.#path}: ${weak.join(', ')}: a password that is the name, or that anybody would try first; npm run password makes another`,
    );
  }

  /** Looks at the file from now on. @returns stops it */
  follow({ every }: Pick<Clock, 'every'>, heard: PeopleHeard): () => void {
    return every(lookMs, () => {
      if (this.#file.look()) void this.again(heard);
    });
  }

  /** Reads it whether it changed or not, one reading after the other; never rejects. */
  again({ read, faulty }: PeopleHeard): Promise<void> {
    // Before it is its turn: the next look must not ask for the same.
    this.#file.reads();
    this.#last = this.#last.then(async () => {
      try {
        read(await this.read());
      } catch (error) {
        faulty((error as Error).message);
      }
    });
    return this.#last;
  }
}
