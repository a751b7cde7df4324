// The process that draws a published day of the lottery again: npm run lottery -- FILE|URL; needs no hub, and believes none.
import { readFileSync } from 'node:fs';
import { Compile } from 'typebox/compile';
import { LotteryPage } from './contracts/trust.ts';
import { mismatchesOf } from './trust/recheck.ts';

const usage = `npm run lottery -- FILE|URL [COMMITMENT]
  COMMITMENT as it was noted before the day: without it the file is held to itself only
  a day as GET /api/v1/lottery/{day} answers it: from a file, or from a hub that needs no login`;

const pageCheck = Compile(LotteryPage);

/** @returns the exit code: 0 when the day is as it was promised, 1 when it is not, 2 when it cannot be read */
async function main(args: readonly string[]): Promise<number> {
  const [from, noted, ...more] = args;
  if (from === '--help') return told([usage]);
  if (from === undefined || more.length > 0) return refused([usage], 2);
  const page = await read(from).catch((error: unknown) => error);
  if (page instanceof Error) return refused([`${from}: ${page.message}`], 2);
  if (!pageCheck.Check(page)) return refused([`${from}: this is no day of a lottery`], 2);
  const wrong = mismatchesOf(page, noted);
  const { day, movements, committedAt } = page;
  if (wrong.length > 0) return refused([...wrong.map(plain), `${day}: ${wrong.length} not as promised`], 1);
  const drawn = movements.filter((one) => one.drawn).length;
  return told([
    `${day}: the key fits its commitment; ${movements.length} movements, ${drawn} drawn, each as it had to be`,
    `committed to at ${new Date(committedAt).toISOString()} as ${page.commitment}${noted === undefined ? '; hold it against your own note' : ', as noted'}`,
  ]);
}

async function read(from: string): Promise<unknown> {
  if (!/^https?:\/\//.test(from)) return JSON.parse(readFileSync(from, 'utf8')) as unknown;
  const answer = await fetch(from);
  if (!answer.ok) throw new Error(`answered ${answer.status}; save the day to a file where a login is needed`);
  return (await answer.json()) as unknown;
}

/** An agent names its movements: nothing of them may steer a terminal. */
const plain = (line: string): string => line.replace(/\p{Cc}/gu, '\ufffd');

function told(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function refused(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
