// What a process has cost so far.
import { readFileSync } from 'node:fs';

/** CPU seconds of a process, all its threads (proc(5), fields 14 and 15 of stat, in 1/100 s). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
