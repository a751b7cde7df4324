// Simulated cameras: an RTSP door with a password of the day, and behind it a scene that plays while somebody looks.
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { end } from '../ending.ts';
import { publishScene } from './camera-scene.ts';
import { RtspRelay } from './rtsp-relay.ts';

export interface SimulatedCameras {
  readonly cameras: readonly { readonly id: string; readonly rtsp: string }[];
  readonly relay: RtspRelay;
  close(): Promise<void>;
}

/** @param password for a test; else it is made up */
export async function simulateCameras(
  ids: readonly string[],
  password = randomBytes(12).toString('hex'),
): Promise<SimulatedCameras> {
  const scenes = new Map<string, ChildProcess>();
  const relay = await RtspRelay.open({
    credentials: { user: 'viewer', password },
    wanted: (path) => {
      if (!ids.includes(path)) return false;
      if (scenes.has(path)) return true;
      const scene = publishScene(path.slice(-7), `rtsp://127.0.0.1:${relay.port}/${path}`);
      scenes.set(path, scene);
      for (const over of ['exit', 'error']) scene.once(over, () => scenes.delete(path));
      return true;
    },
    unwanted: (path) => {
      const scene = scenes.get(path);
      if (scene !== undefined) void end(scene);
    },
  });
  const rtspOf = (id: string): string => `rtsp://viewer:${encodeURIComponent(password)}@127.0.0.1:${relay.port}/${id}`;
  return {
    cameras: ids.map((id) => ({ id, rtsp: rtspOf(id) })),
    relay,
    async close() {
      await relay.close();
      await Promise.all([...scenes.values()].map(end));
    },
  };
}
