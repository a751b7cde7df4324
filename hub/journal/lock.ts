// One hub on one folder: two on one journal would each tell half of the truth.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../errors.ts';
import { throwIfFull } from './schema.ts';

/** Held as long as the process lives, however it ends. @throws StartError when another one holds it, and on a full disk */
export function locked(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    throwIfFull(error);
    throw new StartError(`${folder} is in use by another hub; stop it, or choose another folder with --data`);
  }
}
