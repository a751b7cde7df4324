// The thread that drawings are looked at in: what is wrong is said first, and then, if one is found in time, a mended one.
import { parentPort, workerData } from 'node:worker_threads';
import { checkDrawn, drawnFaultsOf } from './drawn.ts';
import { contextOf, type DrawnInto } from './drawn-context.ts';

/** A drawing as it came, and the sites that whoever asks may see. */
export interface ToThread {
  readonly text: string;
  readonly sees: readonly string[];
}
/** `told` is an answer in JSON; the one that is not `last` stands where the other takes too long. */
export type FromThread = 'ready' | { readonly told: string; readonly last: boolean };

const say = (word: FromThread): void => parentPort?.postMessage(word);

/** A feature so deep that it cannot be written again has its faults told, and no more. */
function look({ text, sees }: ToThread, into: DrawnInto): void {
  const feature: unknown = JSON.parse(text);
  const context = contextOf(into, (site) => sees.includes(site));
  const faults = drawnFaultsOf(feature, context);
  say({ told: JSON.stringify({ faults, unoffered: 'took-too-long' }), last: false });
  try {
    say({ told: JSON.stringify(checkDrawn(feature, context)), last: true });
  } catch {
    say({ told: JSON.stringify({ faults, unoffered: 'draw-anew' }), last: true });
  }
}

if (parentPort !== null) {
  const into = JSON.parse(String(workerData)) as DrawnInto;
  parentPort.on('message', (asked: ToThread) => look(asked, into));
  say('ready');
}
