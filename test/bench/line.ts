// npm run bench -- line: how much the line takes, and how soon it answers and tells, beside the bare pipe in the same run.
import { machineLine, medians, type Spread, spreadOf, spreadText } from './figures.ts';
import { offering, type Round } from './offering.ts';
import { type TargetName, targetNames } from './targets.ts';
import { throughput } from './throughput.ts';

const rates = [1000, 5000, 20_000];
const offer = { agents: 100, urgentPerSecond: 50 };

interface Felt {
  readonly ack: Spread;
  readonly alert: Spread;
  readonly mb: number;
}

const feltOf = ({ routine, urgent, alerts, mb }: Round): Felt => {
  return { ack: spreadOf([...routine, ...urgent]), alert: spreadOf(alerts), mb };
};

async function latency(perSecond: number, rounds: number, seconds: number): Promise<object> {
  const felt: Record<TargetName, Felt[]> = { bare: [], hub: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of targetNames) {
      const one = await offering(name, { ...offer, perSecond, seconds, warmSeconds: 3 });
      const now = feltOf(one);
      felt[name].push(now);
      const { spooledMost, untold, events, cpuSeconds } = one;
      console.log(
        `${perSecond}/s round ${round} ${name.padEnd(4)} to ack ${spreadText(now.ack)}; to alert ${spreadText(now.alert)} of ${one.alerts.length}, ${untold} untold; ${now.mb} MB, ${cpuSeconds.toFixed(1)} CPU-s for ${events} events, at most ${spooledMost} in spools`,
      );
    }
  }
  const of = (name: TargetName, what: 'ack' | 'alert') => medians(felt[name].map((one) => one[what]));
  for (const name of targetNames)
    console.log(
      `${perSecond}/s median ${name.padEnd(4)} to ack ${spreadText(of(name, 'ack'))}; to alert ${spreadText(of(name, 'alert'))}`,
    );
  const [mine, bare] = [of('hub', 'alert'), of('bare', 'alert')];
  const ratio = mine[0] / bare[0];
  console.log(`${perSecond}/s to alert, p50 over the bare pipe's: ${ratio.toFixed(2)}`);
  return { ratio, hub: { ack: of('hub', 'ack'), alert: mine }, bare: { ack: of('bare', 'ack'), alert: bare } };
}

/** @param short a look of a minute or two, and no figures to quote */
export async function lineBench(short: boolean): Promise<void> {
  console.log(machineLine());
  const committed = await throughput(short ? 1 : 3, short);
  console.log(
    `load: ${offer.agents} agents, ${offer.urgentPerSecond} cut seals a second among their ships' fixes, a dashboard looking on, 2 % late`,
  );
  const felt: Record<number, object> = {};
  for (const rate of rates) {
    // The rated load is what is promised, and has five rounds; the others show what is around it.
    const rounds = short ? 1 : rate === 5000 ? 5 : 2;
    felt[rate] = await latency(rate, rounds, short ? 3 : 12);
  }
  console.log(JSON.stringify({ bench: 'line', committed, felt }));
}
