// npm run bench -- overload: ten times the rated load for half a minute; what is urgent must not feel it, and nothing may be lost.
import { machineLine, median, percentile, spreadOf, spreadText } from './figures.ts';
import { offering } from './offering.ts';

const offer = { agents: 100, perSecond: 50_000, urgentPerSecond: 50, warmSeconds: 0 };

export async function overloadBench(short: boolean): Promise<void> {
  const [rounds, seconds] = short ? [1, 5] : [3, 30];
  console.log(machineLine());
  console.log(
    `load: ${offer.agents} agents offer ${offer.perSecond}/s for ${seconds} s and hold to their window, ${offer.urgentPerSecond} cut seals a second among it; ${rounds} rounds`,
  );
  const [p99s, mbs]: [number[], number[]] = [[], []];
  for (let round = 1; round <= rounds; round += 1) {
    const one = await offering('hub', { ...offer, seconds });
    p99s.push(percentile(one.alerts, 0.99));
    mbs.push(one.mb);
    const { routine, urgent, alerts, untold, events, spooledMost, recoveredSeconds, mb, cpuSeconds, counts } = one;
    const took = seconds + recoveredSeconds;
    console.log(
      `round ${round} urgent to alert ${spreadText(spreadOf(alerts))} of ${alerts.length}, ${untold} untold; urgent to ack ${spreadText(spreadOf(urgent))}; routine frames to ack ${spreadText(spreadOf(routine))}`,
    );
    console.log(
      `  ${events} of ${offer.perSecond * seconds} events acked, ${Math.round(events / took)}/s; at most ${spooledMost} waited in spools, none ${recoveredSeconds.toFixed(1)} s after the last was offered; shed by the hub ${counts['refused']}; ${mb} MB, ${cpuSeconds.toFixed(1)} CPU-s`,
      JSON.stringify({
        refolded: counts['refolded'],
        unjudged: counts['unjudged'],
        transitions: counts['transitions'],
      }),
    );
  }
  console.log(`median: urgent p99 ${median(p99s).toFixed(1)} ms (goal 100), ${median(mbs)} MB (goal 1500)`);
  console.log(JSON.stringify({ bench: 'overload', p99s, mbs }));
}
