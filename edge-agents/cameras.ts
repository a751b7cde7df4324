// Cameras on the command line: a site's own from their file, or simulated ones; the key comes by the environment alone.
import { isLocal } from '../hub/contracts/loopback.ts';
import type { Adapter } from './adapter.ts';
import { cameraAdapter } from './camera/adapter.ts';
import { readCameras } from './camera/cameras-file.ts';
import { simulateCameras } from './sim/cameras.ts';
import { filmed } from './sim/places.ts';

export interface CameraCall {
  readonly hub: string | undefined;
  readonly cameras: string | undefined;
  readonly site: string;
  readonly agent: string;
  readonly key: string | undefined;
  readonly now: () => number;
  readonly say: (line: string) => void;
}

const presetHub = 'http://127.0.0.1:8080';

/** @throws Error in a sentence that repeats neither key nor address */
export function cameraPart(call: CameraCall): Adapter {
  const { cameras } = call;
  if (cameras === undefined)
    throw new Error('camera needs --cameras FILE, which names the cameras and their addresses');
  return cameraAdapter({ ...call, hub: hubOf(call.hub), key: keyOf(call.key), cameras: readCameras(cameras) });
}

/** Video only: who plays the day speaks for these cameras on MQTT already. @returns what ends it */
export async function runSimulatedCameras(call: CameraCall): Promise<() => Promise<void>> {
  const [hub, key] = [hubOf(call.hub), keyOf(call.key)];
  const simulated = await simulateCameras(filmed);
  const adapter = cameraAdapter({ ...call, hub, key, cameras: simulated.cameras });
  await adapter.start(() => {});
  return async () => {
    await adapter.stop();
    await simulated.close();
  };
}

/** A key in clear over a network would be anyone's. */
function hubOf(text = presetHub): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal(url))) return text;
  throw new Error(
    '--hub: not an address such as https://hub.port.example, or http://127.0.0.1:8080 on the same machine',
  );
}

function keyOf(key: string | undefined): string {
  if (key !== undefined) return key;
  throw new Error('EFENCE_AGENT_KEY: set it to the agent’s key; `npm run agent -- key` makes one');
}
