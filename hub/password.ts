// Makes the hash that a people file holds: the password is read from standard input, and shown nowhere.
import { createInterface } from 'node:readline';
import { hashed } from './identity/secret.ts';

const leastLength = 10;

const [password = ''] = await firstLine();
if (password.length < leastLength) {
  process.stderr.write(`a password has at least ${leastLength} characters; it is read from standard input\n`);
  process.exitCode = 1;
} else process.stdout.write(`${await hashed(password)}\n`);

async function firstLine(): Promise<string[]> {
  for await (const line of createInterface({ input: process.stdin })) return [line];
  return [];
}
