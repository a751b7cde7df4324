// Makes the hash that a people file holds: the password is read from standard input, and shown nowhere.
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { hashed } from './identity/secret.ts';

const leastLength = 10;

const [password = ''] = await firstLine();
if (password.length < leastLength) {
  process.stderr.write(`a password has at least ${leastLength} characters; it is read from standard input\n`);
  process.exitCode = 1;
} else process.stdout.write(`${await hashed(password)}\n`);

/** At a terminal nothing is echoed: what is typed goes to an output that shows nothing. */
async function firstLine(): Promise<string[]> {
  const { stdin, stderr } = process;
  if (stdin.isTTY) stderr.write('password: ');
  const silent = new Writable({ write: (_part, _encoding, done) => done() });
  for await (const line of createInterface({ input: stdin, output: silent, terminal: stdin.isTTY === true }))
    return [line];
  return [];
}
