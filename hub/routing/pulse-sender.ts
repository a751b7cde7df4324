// How one heartbeat leaves: by webhook, signed; as an alert that always fires, to an Alertmanager; retained, over MQTT.
import type { Heartbeat } from '../contracts/heartbeat.ts';
import type { Pulse } from './heartbeat-file.ts';
import type { Beating } from './heartbeats.ts';
import { holdTopic } from './mqtt-sender.ts';
import { post, signedPost } from './web-sender.ts';

/** An alert that is not said again for so many beats is over. */
const beatsMissed = 3;

/**
 * @param will what an MQTT broker says for a hub that no longer can
 * @param onUp told at every connection to it, the first one included
 */
export function openPulse({ name, target }: Pulse, will: Heartbeat, onUp: () => void): Beating {
  if (target.kind === 'mqtt') {
    const clientId = `efence-heart-${will.hub}-${name.replaceAll(/[^a-z0-9]/gi, '-')}`;
    return heldBy(
      holdTopic({ ...target, topic: `${target.topic}/heartbeat`, clientId, will: JSON.stringify(will) }, onUp),
    );
  }
  const close = async (): Promise<void> => {};
  if (target.kind === 'webhook') {
    const key = ({ hub, time }: Heartbeat) => `${name.replaceAll('/', '.')}:${hub}:${time}`;
    return {
      close,
      beat: (beat, withinMs) =>
        signedPost(target, JSON.stringify(beat), key(beat), { now: Date.parse(beat.time), withinMs }),
    };
  }
  const path = `${target.url.replace(/\/+$/, '')}/api/v2/alerts`;
  const opened = Date.parse(will.time);
  return {
    close,
    beat: (beat, withinMs) =>
      post(path, JSON.stringify([watchdogOf(beat, opened)]), {}, { now: Date.parse(beat.time), withinMs }),
  };
}

function heldBy({ publish, close }: ReturnType<typeof holdTopic>): Beating {
  return { close, beat: (beat, withinMs) => publish(JSON.stringify(beat), withinMs) };
}

/** Prometheus' convention: `Watchdog` fires as long as all is well, and whoever misses it is to be woken. */
function watchdogOf({ hub, port, time, ready, reason, intervalS }: Heartbeat, opened: number): object {
  const at = Date.parse(time);
  const endsAt = ready ? at + intervalS * 1000 * beatsMissed : at;
  return {
    labels: { alertname: 'Watchdog', severity: 'none', port, hub },
    annotations: { summary: ready ? 'the hub is ready' : `the hub is not ready: ${reason}` },
    startsAt: new Date(Math.min(opened, endsAt)).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  };
}
